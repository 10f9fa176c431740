"""Reads the lesson plans of `levels/workshops`, with the names in them looked up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from game.campaign.model import Campaign
from game.content import yaml_source
from game.content.guide import Guide
from game.content.wording import did_you_mean
from game.content.yaml_source import Document
from game.errors import ContentError, Problem
from game.posts.reader import read_feed
from game.workshop.plan import Plan


def read_plans(folder: Path, guide: Guide, campaign: Campaign) -> tuple[Plan, ...]:
    """Return the plans in `folder`, the shortest first. Raises ContentError with every problem."""
    texts = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}
    return plans_from(texts, guide, campaign)


def plans_from(texts: Mapping[str, str], guide: Guide, campaign: Campaign) -> tuple[Plan, ...]:
    """Return the plans in `texts` (file name -> content). Raises ContentError with every problem."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    cards = [f"{c.id}/{card.id}" for c in campaign.chapters.values() for card in c.lesson]
    for file, text in texts.items():
        try:
            document = yaml_source.load(text, file)
        except ContentError as error:
            problems += error.problems
            continue
        plan, wrong = yaml_source.check(document, Plan)
        problems += wrong
        if plan is not None:
            problems += _unknown(plan, document, guide, cards)
            plans.append(plan)
    if problems:
        raise ContentError(problems)
    return tuple(sorted(plans, key=lambda plan: plan.minutes))


def _unknown(plan: Plan, document: Document, guide: Guide, cards: list[str]) -> list[Problem]:
    found, posts = [], read_feed().posts
    for i, step in enumerate(plan.steps):
        if step.card is not None and step.card not in cards:
            message = f"there is no lesson card `{step.card}`{did_you_mean(step.card, cards)}"
            found.append(Problem(document.file, message, *document.where(("steps", i, "card"))))
        for k, kind in enumerate(step.kinds):
            if kind not in guide.kinds:
                message = f"there is no kind of artefact `{kind}`{did_you_mean(kind, guide.kinds)}"
                found.append(Problem(document.file, message, *document.where(("steps", i, "kinds", k))))
        if step.post is not None and step.post not in posts:
            message = f"there is no post `{step.post}`{did_you_mean(step.post, posts)}"
            found.append(Problem(document.file, message, *document.where(("steps", i, "post"))))
    return found
