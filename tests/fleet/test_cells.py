"""No figure of fewer than five people, not even by subtraction; pooled figures and their errors."""

from datetime import date
from itertools import combinations
from math import isclose
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from game.fleet.cells import FEW, Atom, parted, people, protected, whole_months
from game.fleet.pooled import gain, pooled
from game.quiz.discernment import Counts, dprime, dprime_error

MAY = date(2026, 5, 1)
ATOMS = st.lists(
    st.builds(
        Atom,
        place=st.just("home"),
        device=st.sampled_from([f"d{i}" for i in range(14)]),
        site=st.sampled_from("ABCD"),
        month=st.sampled_from([date(2026, m, 1) for m in range(1, 7)]),
        language=st.sampled_from(("uz", "en", "ru")),
    ),
    max_size=40,
)


def sizes(atoms, table):
    return [people(atoms[i] for i in row.atoms) for row in table]


@given(ATOMS)
def test_no_row_and_no_rest_of_a_row_is_of_a_few(atoms):
    tables = protected(atoms, [parted(atoms, lambda a: a.site), parted(atoms, lambda a: a.language)])
    for table in tables:
        assert all(n >= FEW for n in sizes(atoms, table))
        if table:
            assert set().union(*(row.atoms for row in table)) == set(range(len(atoms)))
    one, other = tables
    for table, against in ((one, other), (other, one)):
        for n in range(1, len(table) + 1):
            for rows in combinations(table, n):
                union = frozenset().union(*(row.atoms for row in rows))
                inside = [part.atoms for part in against if part.atoms <= union]
                rest = union.difference(*inside)
                if n == 1 and rest and inside:
                    assert people(atoms[i] for i in rest) >= FEW


@given(ATOMS)
def test_two_reports_differ_by_five_people_or_by_none(atoms):
    runs = whole_months(atoms)
    for run in runs:
        assert people(a for a in atoms if a.month in run) >= FEW
    earlier = [a for a in atoms if a.month < date(2026, 5, 1)]
    known = whole_months(earlier)
    assert runs[: len(known)] == known


def test_a_machine_is_one_person_a_class_as_many_as_took_part():
    alone = Atom("home", "a", "s", MAY, "uz", sessions=300)
    lesson = Atom("class", "b", "s", MAY, "uz", people=24)
    assert people([alone, alone]) == 1
    assert people([alone, lesson, lesson]) == 49


def atoms_of(skills, seed=1):
    random = Random(seed)
    found = []
    for i, skill in enumerate(skills):
        hits = sum(random.random() < 0.5 + skill / 2 for _ in range(40))
        alarms = sum(random.random() < 0.5 - skill / 2 for _ in range(40))
        calls = Counts(hits, 40 - hits, alarms, 40 - alarms)
        found.append(Atom("home", f"d{i}", "s", MAY, "uz", calls=calls))
    return found


def test_pooled_figures_are_those_of_the_sums():
    atoms = [Atom("home", "a", "s", MAY, "uz", calls=Counts(9, 1, 2, 7))]
    figures = pooled(atoms)
    assert isclose(figures.dprime.value, dprime(Counts(9, 1, 2, 7)))
    assert isclose(figures.dprime.error, dprime_error(Counts(9, 1, 2, 7)))
    assert pooled([Atom("home", "a", "s", MAY, "uz", calls=Counts(3, 1, 0, 0))]) is None


def test_machines_that_differ_make_the_error_larger():
    alike, unlike = pooled(atoms_of([0.5] * 40)), pooled(atoms_of([0.1, 0.9] * 20))
    assert unlike.dprime.error > 1.5 * alike.dprime.error


def test_the_gain_is_after_minus_before():
    found = gain([Atom("class", "a", "s", MAY, "uz", 9, 1, Counts(5, 5, 5, 5), Counts(9, 1, 1, 9))])
    assert found.value > 2
    assert 0 < found.error < 1
