"""Gathers the licences of everything inside a bundle, and stops the build where one is missing."""

from __future__ import annotations

import importlib.metadata
import shutil
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.errors import ChinmiError
from tools.bundle.parts import ROOT, Contents, Native, Table, Terms

FOLDER: Final = "licences"
"""In the bundle, beside the program."""
TEXTS: Final = Path(__file__).with_name("licences")
WORDS: Final = ("licen", "copying", "notice", "authors")
"""How files begin, or hold in their names, that tell of a licence."""
COPYLEFT: Final = ("x264", "x265")
"""Libraries under the GPL that FFmpeg may be linked with."""


@dataclass(frozen=True, slots=True)
class Films:
    """What PyAV's FFmpeg reports of itself."""

    version: str
    licence: str
    configuration: str

    @classmethod
    def asked(cls) -> Films:
        """Ask the library."""
        import av
        import av._core

        facts = av._core.library_meta["libavcodec"]  # noqa: SLF001 - it has no other place
        return cls(str(av.ffmpeg_version_info), str(facts["license"]), str(facts["configuration"]))


def gather(contents: Contents, table: Table, films: Films, out: Path) -> None:
    """Write all licences into the folder `out`. Raises ChinmiError that names each part without one."""
    missing: list[str] = []
    shutil.rmtree(out, ignore_errors=True)
    (out / "texts").mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", out / "Chinmi.txt")
    python = _python_text()
    if python is None:
        missing.append("Python: its licence file was not found")
    else:
        shutil.copy(python, out / "Python.txt")
    for package in contents.packages:
        missing += _package(package, table, out)
    held = {package.name.lower() for package in contents.packages} | {"python"}
    for native in contents.natives:
        missing += _native(native, held, out)
    if missing:
        raise ChinmiError("\n".join(missing))
    (out / "README.txt").write_text(overview(contents, table, films), "utf-8", newline="\n")


def _python_text() -> Path | None:
    """Return the file of Python's licence: each system has it at another place."""
    library = Path(sysconfig.get_path("stdlib"))
    doc = Path("/usr/share/doc") / library.name / "copyright"
    places = (library / "LICENSE.txt", library.parent / "LICENSE.txt", library.parent / "LICENSE", doc)
    return next((place for place in places if place.is_file()), None)


def _package(package: importlib.metadata.Distribution, table: Table, out: Path) -> Iterator[str]:
    """Copy a package's licence files; yield what is missing."""
    name = package.name.lower()
    if name == "chinmi":
        return
    files = tuple(_texts_of(package))
    for number, file in enumerate(files):
        target = out / "packages" / f"{name}-{package.version}" / f"{number or ''}{file.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    terms = table.packages.get(name)
    if terms is not None:
        yield from _standard(name, terms, out)
    elif not files:
        yield f"{package.name} {package.version}: its package holds no licence file"


def _texts_of(package: importlib.metadata.Distribution) -> Iterator[Path]:
    for file in package.files or ():
        inside = file.parts[0].endswith((".dist-info", ".egg-info"))
        if inside and file.suffix != ".pyc" and any(word in file.name.lower() for word in WORDS):
            path = Path(str(package.locate_file(file)))
            if path.is_file() and path.suffix != ".py":
                yield path


def _native(native: Native, held: set[str], out: Path) -> Iterator[str]:
    if native.reprinted is not None:
        if native.reprinted not in held:
            yield f"{native.title}: {native.reprinted} reprints its licence, and is not in the bundle"
        return
    yield from _standard(native.title, native, out)


def _standard(title: str, terms: Terms, out: Path) -> Iterator[str]:
    """Copy the texts that `terms` name; yield those that are not there."""
    if not terms.text:
        yield f"{title}: no text of its licence is named"
    for name in terms.text:
        text = TEXTS / f"{name}.txt"
        if text.is_file():
            shutil.copy(text, out / "texts")
        else:
            yield f"{title}: there is no {text.name} in tools/bundle/{TEXTS.name}"


def overview(contents: Contents, table: Table, films: Films) -> str:
    """Return the page that says what is inside, and under which terms."""
    lines = [
        "Chinmi? in a bundle: what is inside, and under which licence",
        "",
        "The game's own code: MIT, see Chinmi.txt; it also tells what covers the media.",
        "Python: PSF-2.0, see Python.txt.",
        "",
        *_of_films(contents, films),
        "",
        "Python packages (texts in packages/, those of wheels without a file in texts/):",
        *(f"  {_package_line(package, table)}" for package in contents.packages),
        "",
        "Libraries in machine code (texts in texts/, or in the licence file of the package that is named):",
        *(f"  {_native_line(native)}" for native in contents.natives),
    ]
    return "\n".join(lines) + "\n"


def _of_films(contents: Contents, films: Films) -> Sequence[str]:
    """Tell FFmpeg's terms as it reports them, and what the libraries beside it add."""
    linked = [native for native in contents.natives if native.title in COPYLEFT]
    lines = [
        f"FFmpeg {films.version} (in PyAV) reports of itself: {films.licence}.",
        "It was configured with:",
        *(f"  --{word}" for word in films.configuration.removeprefix("--").split(" --")),
    ]
    if linked or films.licence.startswith("GPL"):
        names = " and ".join(native.title for native in linked) or "parts under the GPL"
        lines += [
            f"This build is linked with {names}, under the GPL, version 2 or later, whatever it reports.",
            "So FFmpeg, PyAV and this bundle as a whole are handed on under the GPL, version 3 or later",
            "(texts/GPL-3.0.txt). Who hands the bundle on also offers the sources: of FFmpeg",
            "https://ffmpeg.org/download.html, of how PyAV builds it https://github.com/PyAV-Org/pyav-ffmpeg,",
            "and of the libraries the addresses below.",
        ]
    return lines


def _package_line(package: importlib.metadata.Distribution, table: Table) -> str:
    terms = table.packages.get(package.name.lower())
    if terms is not None:
        return (
            f"{package.name} {package.version}: {terms.licence}, copyright {terms.copyright}; {terms.source}"
        )
    told = package.metadata.json
    expression = told.get("license_expression")
    said = str(expression) if expression else _classified([*told.get("classifier", ())])
    return f"{package.name} {package.version}: {said or 'see its file'}"


def _classified(classifiers: Sequence[str]) -> str:
    begin = "License :: OSI Approved :: "
    return ", ".join(one.removeprefix(begin) for one in classifiers if one.startswith(begin))


def _native_line(native: Native) -> str:
    where = f" (text: {native.reprinted})" if native.reprinted else f" (texts: {', '.join(native.text)})"
    return f"{native.title}: {native.licence}{where}, copyright {native.copyright}; {native.source}"
