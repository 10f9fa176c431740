"""Signs a film with a certificate made on the spot, where the extra `[c2pa]` is installed."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
ACTIONS = (
    {"action": "c2pa.created", "digitalSourceType": f"{IPTC}compositeWithTrainedAlgorithmicMedia"},
    {"action": "c2pa.edited"},
)


def _chain() -> tuple[bytes, bytes]:
    """Return certificates and key (PEM) of a signer whom nobody knows."""
    x509 = pytest.importorskip("cryptography.x509")
    hashes = pytest.importorskip("cryptography.hazmat.primitives.hashes")
    serialization = pytest.importorskip("cryptography.hazmat.primitives.serialization")
    ec = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ec")

    def name(common: str) -> Any:
        of = x509.oid.NameOID
        pairs = ((of.ORGANIZATION_NAME, "Test newsroom"), (of.COMMON_NAME, common))
        return x509.Name([x509.NameAttribute(oid, text) for oid, text in pairs])

    def certificate(common: str, key: Any, *, authority: bool) -> Any:
        usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
        )
        usage |= {"encipher_only": False, "decipher_only": False, "crl_sign": authority}
        usage |= {"key_cert_sign": authority, "digital_signature": not authority}
        made = (
            x509.CertificateBuilder()
            .subject_name(name(common))
            .issuer_name(name("Test root"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2056, 1, 1, tzinfo=UTC))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()), critical=False
            )
            .add_extension(x509.KeyUsage(**usage), critical=True)
        )
        if not authority:
            purpose = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.EMAIL_PROTECTION])
            made = made.add_extension(purpose, critical=False)
        return made.sign(root, hashes.SHA256())

    root, signer = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    pem = serialization.Encoding.PEM
    chain = certificate("Test signer", signer, authority=False).public_bytes(pem)
    chain += certificate("Test root", root, authority=True).public_bytes(pem)
    plain = serialization.NoEncryption()
    return chain, signer.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)


def signed(film: bytes, *, remote: str = "") -> bytes:
    """Return the MP4 `film` with credentials in it, or with the address of where they are said to be."""
    c2pa = pytest.importorskip("c2pa")
    chain, key = _chain()
    info = c2pa.C2paSignerInfo(alg="es256", sign_cert=chain, private_key=key, ta_url=None)
    manifest = {
        "claim_generator_info": [{"name": "Test camera", "version": "1.0"}],
        "format": "video/mp4",
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": ACTIONS}}],
    }
    builder = c2pa.Builder.from_json(json.dumps(manifest))
    if remote:
        builder.set_no_embed()
        builder.set_remote_url(remote)
    out = io.BytesIO()
    builder.sign(c2pa.Signer.from_info(info), "video/mp4", io.BytesIO(film), out)
    return out.getvalue()
