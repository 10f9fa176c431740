"""`fleet report`: one HTML file for each language that needs nothing else, and a CSV beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from game import resources
from game.errors import FleetError
from game.files import write_whole
from game.fleet import charts
from game.fleet.facts import read_facts
from game.fleet.figures import ALIVE, figures
from game.fleet.report_csv import to_csv
from game.i18n import day, number, percent
from game.workshop.report.words import ReportWords, read_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from markupsafe import Markup

    from game.content.base import LocalText
    from game.content.guide import Guide
    from game.fleet.facts import Device
    from game.fleet.figures import FigureRow, ReportFigures
    from game.fleet.pooled import Estimated

MOST_ROWS: Final = 20
"""Rows of a table in the HTML; the CSV has all."""
MOST_DAYS: Final = 92
"""Days of the chart of machines."""
MOST_KINDS: Final = 12
TOGETHER: Final = 3
"""So many names stand in a row; more are counted."""
DPRIME: Final = "d′"
SHARP: Final = ((-0.5, 3.0), (0.0, 1.0, 2.0, 3.0))
LEAN: Final = ((-1.0, 1.0), (-1.0, 0.0, 1.0))
"""The ends and the ticks of the scales of d' and c."""


def write_report(
    url: str, folder: Path, today: date, since: date | None = None, until: date | None = None
) -> tuple[Path, ...]:
    """Write the report of the server at `url` into `folder`; return its files. Raises ChinmiError."""
    made = figures(read_facts(url, since, until), today)
    words, guide = read_words(resources.levels() / "fleet"), resources.read_guide()
    name = f"fleet-{today.isoformat()}"
    pages = {
        folder / f"{name}-{language}.html": render(made, words, language, guide)
        for language in resources.languages()
    }
    try:
        for path, text in {**pages, folder / f"{name}.csv": "\ufeff" + to_csv(made)}.items():
            write_whole(path, text)
    except OSError as error:
        raise FleetError(f"The report could not be written to {folder}: {error.strerror}") from error
    return (*pages, folder / f"{name}.csv")


def environment() -> Environment:
    """Return the templates, with everything escaped and nothing undefined."""
    places = [("game.fleet", "templates"), ("game.workshop.report", "templates")]
    return Environment(
        loader=ChoiceLoader([PackageLoader(*place) for place in places]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(made: ReportFigures, words: Mapping[str, LocalText], language: str, guide: Guide) -> str:
    """Return the report as HTML in `language`."""
    page = _Page(made, ReportWords(words, language), language, frozenset(words), guide)
    sites, silent = page.sites(), page.silent()
    return (
        environment()
        .get_template("fleet.html")
        .render(
            say=page.say,
            d=DPRIME,
            language=language,
            date=day(language, made.today.isoformat()),
            since=page.month(made.months[0]) if made.months else "",
            until=page.month(made.months[-1]) if made.months else "",
            people=page.count(made.people),
            sessions=page.count(made.sessions),
            machines=page.count(len(made.devices)),
            alive=sum(made.alive(device) for device in made.devices),
            days=ALIVE,
            by_day=page.by_day(),
            sites=sites[:MOST_ROWS],
            more_sites=max(0, len(sites) - MOST_ROWS),
            silent=silent[:MOST_ROWS],
            more_silent=max(0, len(silent) - MOST_ROWS),
            tables=[page.table(name, rows) for name, rows in made.tables],
            gain=page.gain(),
            kinds=page.kinds(),
            replace=page.replace()[:MOST_ROWS],
            more_replace=max(0, len(made.replace) - MOST_ROWS),
        )
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The report in one language."""

    made: ReportFigures
    say: ReportWords
    language: str
    keys: frozenset[str]
    guide: Guide

    def by_day(self) -> Markup | str:
        days = self.made.heard[-MOST_DAYS:]
        if not days:
            return ""
        ends = day(self.language, days[0][0].isoformat()), day(self.language, days[-1][0].isoformat())
        return charts.by_day(days, self.say("fleet.by_day"), ends)

    def sites(self) -> list[dict[str, object]]:
        found: dict[str, list[Device]] = {}
        for device in self.made.devices:
            found.setdefault(device.site, []).append(device)
        return [
            {
                "site": site,
                "machines": len(devices),
                "alive": sum(map(self.made.alive, devices)),
                "last": self.day(max((d.last for d in devices if d.last is not None), default=None)),
            }
            for site, devices in sorted(found.items())
        ]

    def silent(self) -> list[dict[str, object]]:
        quiet = [device for device in self.made.devices if not self.made.alive(device)]
        quiet.sort(key=lambda d: (d.last.isoformat() if d.last else "", d.site, d.label))
        return [{"site": d.site, "label": d.label, "last": self.day(d.last)} for d in quiet]

    def table(self, name: str, rows: tuple[FigureRow, ...]) -> dict[str, object]:
        shown = rows[:MOST_ROWS]
        names = [self.names(name, row.names) for row in shown]
        pairs = [(r.figures.dprime, r.figures.bias) if r.figures else (None, None) for r in shown]
        scales = (
            charts.Scale(DPRIME, charts.LEFT, 380, *SHARP[0], SHARP[1]),
            charts.Scale("c", 490, 610, *LEAN[0], LEAN[1]),
        )
        told = [
            {
                "name": title,
                "people": self.count(row.people),
                "sessions": self.count(row.sessions),
                "clips": self.count(row.answers),
                "dprime": self.figure(pair[0]),
                "bias": self.figure(pair[1]),
            }
            for title, row, pair in zip(names, shown, pairs, strict=True)
        ]
        chart = charts.dots(names, scales, pairs, self.language)
        return {"name": name, "rows": told, "chart": chart, "more": len(rows) - len(shown)}

    def gain(self) -> Markup | str:
        rows = self.made.gains[:MOST_ROWS]
        if not rows:
            return ""
        names = [self.names("gain", row.names) for row in rows]
        scale = charts.Scale(
            self.say("fleet.gain_value", d=DPRIME), 300, 610, -1.0, 2.0, (-1.0, 0.0, 1.0, 2.0)
        )
        return charts.dots(names, (scale,), [(row.figure,) for row in rows], self.language)

    def kinds(self) -> Markup | str:
        rows = self.made.kinds[:MOST_KINDS]
        known = self.guide.kinds
        named = [
            (known[row.names[0]].name.get(self.language) if row.names[0] in known else row.names[0], row)
            for row in rows
        ]
        return charts.shares(named, self.language) if named else ""

    def replace(self) -> list[dict[str, object]]:
        return [
            {
                "clip": " · ".join(row.names),
                "truth": "manipulated" if row.manipulated else "real",
                "share": percent(self.language, row.share),
                "why": row.reason,
            }
            for row in self.made.replace
        ]

    def names(self, table: str, names: tuple[str, ...]) -> str:
        """Return how a row is called."""
        if len(names) > TOGETHER:
            return self.say("fleet.together", n=len(names))
        return ", ".join(self._name(table, name) for name in names)

    def _name(self, table: str, name: str) -> str:
        if table == "gain":
            what, language = name.split("\n")
            return f"{self._word('what', what)} · {self._word('language', language)}"
        return name if table in ("site", "month") else self._word(table, name)

    def _word(self, family: str, name: str) -> str:
        key = f"fleet.{family}.{name}"
        return self.say(key) if key in self.keys else name

    def month(self, month: date) -> str:
        return month.isoformat()[:7]

    def day(self, when: date | None) -> str:
        return self.say("fleet.never") if when is None else day(self.language, when.isoformat())

    def count(self, n: int) -> str:
        return number(self.language, float(n), "#,##0")

    def figure(self, figure: Estimated | None) -> str:
        if figure is None:
            return "–"
        return charts.with_error(figure, self.language)
