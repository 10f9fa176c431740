"""The table of kinds: one row for each kind of the catalogue, with what its edit does."""

from game import resources
from tools.kinds_table import HEAD, rows, table


def test_each_kind_of_the_catalogue_has_its_row():
    found = list(rows())
    assert [row[0] for row in found] == list(resources.read_guide().kinds)
    for row in found:
        assert len(row) == len(HEAD)
        assert row[HEAD.index("what is done")].endswith(".")
        assert int(row[HEAD.index("clips")]) > 0


def test_the_table_is_markdown():
    head, rule, first, *_ = table().splitlines()
    assert head.count("|") == rule.count("|") == first.count("|") == len(HEAD) + 1
