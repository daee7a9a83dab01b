"""A forum far bigger than any there is: twenty editions of twenty thousand actions, the same at every build.

    python -m benchmarks.big    in the home folder that CONVOKE_HOME names
"""

import datetime as dt
import random
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import django

EDITIONS, ACTIONS, FINDINGS, PRACTICES = 20, 20_000, 4_000, 2_000
SEED = 20070709
BATCH = 2_000
WORDS = re.findall(
    r"\w+",
    "migration development remittances circular diaspora policy coherence partnership training skills labour "
    "mobility return protection rights gender cooperation region bank cost market data agreement workshop study",
)


def main() -> None:
    """Fills the database with editions ``big-01`` to ``big-20``."""
    django.setup()
    from convoke.directory.models import Party  # noqa: PLC0415
    from convoke.editions.models import Forum  # noqa: PLC0415

    chance = random.Random(SEED)
    forum = Forum.objects.get()
    states = list(Party.objects.filter(iso3__isnull=False, is_exercise=False).order_by("code"))
    for number in range(1, EDITIONS + 1):
        _edition(chance, forum, states, number)
        print(f"edition {number} of {EDITIONS}", flush=True)


def _edition(chance: random.Random, forum: Any, states: list[Any], number: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from convoke.editions.models import Edition  # noqa: PLC0415
    from convoke.programme.models import Roundtable, Session, Theme  # noqa: PLC0415

    with transaction.atomic():
        edition = Edition.objects.create(
            forum=forum, code=f"big-{number:02}", ordinal=100 + number, year=2030 + number, chair=chance.choice(states),
            name={"en": f"Meeting {number}"}, starts_on=dt.date(2030 + number, 7, 1),
            ends_on=dt.date(2030 + number, 7, 3), state="closed",
        )
        sessions = []
        horizontal = [
            Theme.objects.create(
                edition=edition, code=f"issue-{place}", kind="horizontal", order=10 + place, title=_text(chance, 3)
            )
            for place in range(3)
        ]
        for place in range(1, 7):
            theme = Theme.objects.create(
                edition=edition, code=f"theme-{place}", kind="agenda", order=place, title=_text(chance, 5)
            )
            roundtable = Roundtable.objects.create(
                edition=edition, theme=theme, code=f"RT{place}", number=place, title=_text(chance, 5),
                aim=_text(chance, 12),
            )
            sessions += [
                Session.objects.create(
                    edition=edition, roundtable=roundtable, code=f"{place}.{turn}", kind="roundtable",
                    order=place * 10 + turn, title=_text(chance, 7), aim=_text(chance, 14),
                )
                for turn in range(1, 7)
            ]
        _outcomes(chance, edition, sessions, horizontal, states)
        _practices(chance, edition, sessions, states)


def _outcomes(
    chance: random.Random, edition: Any, sessions: list[Any], horizontal: list[Any], states: list[Any]
) -> None:
    from convoke.outcomes.models import Action, Commitment, Finding  # noqa: PLC0415

    def finding(place: int) -> Any:
        session = chance.choice(sessions)
        return Finding(
            edition=edition, session=session, code=f"F{session.code}-{place}", order=place, text=_text(chance, 18),
            arose_in="discussion", passages=_passages(place),
        )

    def action(place: int) -> Any:
        session = chance.choice(sessions)
        return Action(
            edition=edition, session=session, code=f"R{session.code}-{place}", order=place, text=_text(chance, 20),
            kind=chance.choice(("action", "recommendation")), group="outcome",
            status=chance.choice(("agreed", "proposed", "invited")), passages=_passages(place),
            term=chance.choice(("short", "medium", "long", "")),
            **{f"is_{level}": True for level in chance.sample(("national", "bilateral", "regional", "global"), 2)},
        )

    findings = _bulk(Finding, (finding(place) for place in range(FINDINGS)))
    actions = _bulk(Action, (action(place) for place in range(ACTIONS)))
    _bulk(
        Commitment,
        (
            Commitment(action=one, party=chance.choice(states), role="lead", basis="volunteered")
            for one in actions if chance.random() < 0.1
        ),
    )
    rests = Action.rests_on.through
    _bulk(rests, (rests(action=one, finding=chance.choice(findings)) for one in actions if chance.random() < 0.5))
    under = Action.horizontal.through
    _bulk(under, (under(action=one, theme=chance.choice(horizontal)) for one in actions if chance.random() < 0.2))


def _practices(chance: random.Random, edition: Any, sessions: list[Any], states: list[Any]) -> None:
    from convoke.practices.models import Practice, PracticeParty, Sector, Side, Stage  # noqa: PLC0415

    def practice(place: int) -> Any:
        return Practice(
            edition=edition, session=chance.choice(sessions), code=f"practice-{place}", order=place,
            title=_text(chance, 6), summary=_text(chance, 24), sector=chance.choice(Sector.values),
            side=chance.choice(Side.values), stage=chance.choice(Stage.values), passages=_passages(place),
        )

    practices = _bulk(Practice, (practice(place) for place in range(PRACTICES)))
    _bulk(
        PracticeParty,
        (
            PracticeParty(practice=one, party=party, role="country", order=place)
            for one in practices for place, party in enumerate(chance.sample(states, chance.choice((1, 1, 2))))
        ),
    )


def _bulk(model: Any, items: Iterator[Any]) -> list[Any]:
    made: list[Any] = []
    while batch := list(islice(items, BATCH)):
        made += model.objects.bulk_create(batch)
    return made


def _text(chance: random.Random, length: int) -> dict[str, str]:
    words = " ".join(chance.choices(WORDS, k=length)).capitalize()
    return {"en": words, "fr": f"{words} (fr)", "ar": f"{words} (ar)"}


def _passages(place: int) -> list[dict[str, str]]:
    return [{"file": "report.txt", "lines": f"{place}-{place + 3}"}]


if __name__ == "__main__":
    main()
