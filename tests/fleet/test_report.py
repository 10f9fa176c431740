"""The report from a real PostgreSQL: right figures in three languages, never of fewer than five people."""

import csv
import re
from datetime import date
from random import Random
from uuid import UUID

import psycopg
import pytest

from fleet.postgres import emptied
from game.cli import main
from game.errors import FleetError
from game.fleet.facts import read_facts
from game.fleet.figures import figures
from game.fleet.setup import set_up
from game.quiz.discernment import Counts, criterion, dprime

TODAY = date(2026, 5, 20)


def device_of(number):
    return str(UUID(int=number + 1, version=4))


@pytest.fixture(scope="module")
def filled(cluster):
    """Six machines of school 1, five of school 2 and one of the library, each with 40 answers a month.

    The tests only read of it.
    """
    server = emptied(cluster)
    set_up(server.url(), TODAY, 1)
    random = Random(2)
    sites = ["school 1"] * 6 + ["school 2"] * 5 + ["<b>library</b>"]
    given = []
    with psycopg.connect(server.url()) as owner:
        for number, site in enumerate(sites):
            device = device_of(number)
            owner.execute("INSERT INTO fleet.devices VALUES (%s, 1, %s, 'room')", (device, site))
            owner.execute(
                "INSERT INTO fleet.heard VALUES (%s, %s, 'x')", (device, date(2026, 5, 19 if number else 1))
            )
            months = ("2026-03-01", "2026-04-01") if number else ("2026-03-01", "2026-04-01", "2026-05-01")
            for month in months:
                session = str(UUID(int=random.getrandbits(128), version=4))
                spoken = "uz" if number < 9 else "ru"
                owner.execute(
                    "INSERT INTO fleet.sessions VALUES (%s, %s, true, %s, %s)",
                    (session, month, device, spoken),
                )
                for i in range(40):
                    fake = i % 2 == 1
                    p = 0.8 if random.random() < (0.75 if fake else 0.3) else 0.2
                    kinds = ["edge-halo"] if fake else []
                    given.append((session, i, month, device, p, fake, spoken, f"c{i % 4}", kinds))
            if number < 6:
                pair = [3, 2, 2, 3], [5, 0, 1, 4]
                owner.execute(
                    "INSERT INTO fleet.gains VALUES (gen_random_uuid(), 1, '2026-04-01', %s, 'uz', "
                    "'check-short', %s, %s)",
                    (device, *pair),
                )
        with owner.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO fleet.answers VALUES (%s, %s, %s, %s, %s, 0.5, %s, true, %s, 'studio', '1.0.0', "
                "%s, NULL, %s, '{}')",
                given,
            )
    return server


def lines(folder):
    (path,) = folder.glob("*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_report_tells_the_pooled_figures_in_three_languages(filled, tmp_path, capsys):
    assert main(["fleet", "report", "--to", filled.url(), "--out", str(tmp_path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    pages = {path.stem[-2:]: path.read_text("utf-8") for path in tmp_path.glob("*.html")}
    assert sorted(pages) == ["en", "ru", "uz"]
    for page in pages.values():
        assert "<script" not in page
        assert "http" not in page.replace("http-equiv", "")
        assert "<b>library" not in page, "what an owner typed is escaped"
        assert page.count("<svg") >= 6
        assert not re.search(r"fleet\.\w|\{\w+\}", page), "every text is there"
    with psycopg.connect(filled.url()) as owner:
        (calls,) = owner.execute(
            "SELECT sum(hits)::int, sum(misses)::int, sum(false_alarms)::int, sum(correct_rejections)::int "
            "FROM fleet.call_sums WHERE month < '2026-05-01'"
        ).fetchall()
    whole = Counts(*calls)
    (row,) = figures(read_facts(filled.url()), TODAY).tables[0][1]
    assert (row.figures.dprime.value, row.figures.bias.value) == (dprime(whole), criterion(whole))
    found = {(line["table"], line["row"], line["figure"]): line["value"] for line in lines(tmp_path)}
    assert found["place", "home", "dprime"] == f"{dprime(whole):.3f}".rstrip("0")
    assert found["gain", "check-short uz", "people"] == "5"


def test_a_site_of_one_and_a_month_of_one_are_not_told_apart(filled, tmp_path):
    main(["fleet", "report", "--to", filled.url(), "--out", str(tmp_path)])
    rows = {(line["table"], line["row"]) for line in lines(tmp_path)}
    sites = {row for table, row in rows if table == "site"}
    assert sites == {"<b>library</b> + school 2", "school 1"}
    assert {row for table, row in rows if table == "month"} == {"2026-03", "2026-04"}
    assert {row for table, row in rows if table == "language"} == {"ru + uz"}, "three people spoke Russian"
    people = [line["value"] for line in lines(tmp_path) if line["figure"] == "people"]
    assert all(int(n) >= 5 and int(n) % 5 == 0 for n in people)


def test_months_can_be_chosen_and_nothing_is_told_where_nobody_answered(filled, tmp_path):
    told = read_facts(filled.url(), since=date(2026, 4, 1))
    assert told.months == (date(2026, 4, 1),)
    assert {clip.answered for clip in told.clips} == {10}
    words = ["fleet", "report", "--to", filled.url(), "--since", "2027-01", "--out", str(tmp_path)]
    assert main(words) == 0
    assert {line["table"] for line in lines(tmp_path)} == {"machines"}
    assert main([*words[:5], "May", *words[6:]]) == 1


def test_a_server_that_was_not_set_up_is_told(cluster):
    with pytest.raises(FleetError, match=r"fleet\.machines"):
        read_facts(cluster.url(database="template1"))


def test_difficulties_of_the_server_are_signed(filled, tmp_path):
    from game.fleet.difficulties import write_difficulties
    from game.fleet.signed import make_key, read_signed

    public = make_key(tmp_path / "key")
    assert write_difficulties(filled.url(), tmp_path / "key", tmp_path / "out.json", TODAY) == 4
    record = read_signed(tmp_path / "out.json", public)
    assert [pack["version"] for pack in record["packs"]] == ["1.0.0"]
