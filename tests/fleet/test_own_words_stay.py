"""What somebody wrote in own words never leaves the machine: no batch for the server has it."""

from pathlib import Path

from records.make import NOW, open_store

import game.fleet
from fleet.test_push import machine_of, played
from game.fleet import answers_outbox
from game.records.store import FILE_NAME
from game.records.values import OwnWords

SISTER = "my sister has such brows"


def test_no_batch_has_own_words(tmp_path):
    played(tmp_path, sessions=2)
    with open_store(tmp_path) as store:
        for one in store.answers():
            store.add_words(OwnWords(one.session, one.index, SISTER, NOW))
    machine = machine_of(tmp_path)
    batches = list(answers_outbox.batches(machine, tmp_path / FILE_NAME))
    machine.fleet.close()
    sent = repr([batch.rows for batch in batches])
    assert "studio" in sent
    assert SISTER not in sent


def test_no_module_of_the_fleet_reads_their_table():
    sources = Path(game.fleet.__file__).parent.rglob("*")
    texts = [path.read_text(encoding="utf-8") for path in sources if path.suffix in {".py", ".sql", ".html"}]
    assert len(texts) > 20
    assert not [text for text in texts if "own_words" in text or "WORD_FIELDS" in text]
