"""A marketplace of 2,000 requests, 500 providers and 4,000 rooms: the list, narrowed and turned, by who reads it.

    python -m benchmarks.market    in a home folder of its own that CONVOKE_HOME names
"""

import datetime as dt
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

from .figures import Figure
from .inside import asking, figures_of, p95

REQUESTS, PROVIDERS, ROOMS, STATES = 2_000, 500, 4_000, 150
LIST, WEIGHT = 80.0, 60.0
"""Targets: milliseconds, kilobytes."""
TIMES = 60
"""Requests of each kind, so many that one slow moment of the machine is not the p95."""
CODE = "exercise-market-bench"
AT = dt.datetime(2030, 2, 1, 12, tzinfo=dt.UTC)


def figures(home: Path) -> list[Figure]:
    """Fills a home of its own and measures there, in a process of its own."""
    return figures_of("market", home)


def main() -> None:
    """Fills the database and measures what those who take part wait for."""
    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from convoke.core.versioned import forget_everything  # noqa: PLC0415
    from convoke.directory.models import Account  # noqa: PLC0415
    from convoke.web import serving  # noqa: PLC0415

    edition = _edition()
    serving.settle()
    address, name = reverse("marketplace", args=[edition.code]), f"marketplace of {REQUESTS:,} requests"
    rows, queries = [], {}
    for who in ("delegate", "focal-point", "task-force"):
        client = Client()
        client.force_login(Account.objects.get(email=f"{who}@example.org"))
        for what, words in (
            ("list", ""), ("last page", f"?page={REQUESTS // 25}"), ("narrowed", "?service=training&gap=yes"),
        ):
            ask = asking(client, address + words)
            rows.append((f"{name}, {who}: {what}, p95", p95(ask, TIMES), "ms", LIST))
            rows.append(
                (f"{name}, {who}: {what}, p95 after each change", p95(ask, TIMES, forget_everything), "ms", LIST))
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        queries[who] = len(seen)
        rows.append((f"{name}, {who}: page compressed", asking(client, address)() / 1024, "KB", WEIGHT))
    rows += [(f"{name}, {who}: queries", number, "", 0.0) for who, number in queries.items()]
    print(json.dumps(rows))


def _edition() -> Any:
    """An edition that does not exist with a full marketplace; made once."""
    from convoke.directory.models import Account, Capacity, Mandate, Party, PartyKind, PartyName  # noqa: PLC0415
    from convoke.editions.models import Edition, Forum  # noqa: PLC0415
    from convoke.marketplace.models import Interest, Marketplace, Provider, Request, Service  # noqa: PLC0415
    from convoke.programme.models import Theme  # noqa: PLC0415

    if made := Edition.objects.filter(code=CODE).first():
        return made
    chance = random.Random(2007)
    forum = Forum.objects.order_by("pk").first()
    assert forum is not None
    edition = Edition.objects.create(
        forum=forum, code=CODE, ordinal=901, name={"en": "Exercise"}, year=2030, state="preparing",
        starts_on=dt.date(2030, 6, 10), ends_on=dt.date(2030, 6, 12), languages=[],
    )
    Marketplace.objects.create(edition=edition, purpose={"en": "An exercise"}, services=list(Service.values))
    themes = [
        Theme.objects.create(edition=edition, code=f"t{number}", title={"en": f"Theme {number} (exercise)"})
        for number in range(8)
    ]
    parties = Party.objects.bulk_create(
        Party(code=f"bench-{number:03}", kind=PartyKind.STATE if number < STATES else PartyKind.ORGANISATION,
              is_exercise=True)
        for number in range(STATES + PROVIDERS)
    )
    PartyName.objects.bulk_create(
        PartyName(party=party, language="en", name=f"Party {party.code} (exercise)", sort_key=party.code)
        for party in parties
    )
    delegate = Account.objects.get(email="delegate@example.org").person
    Mandate.objects.bulk_create(
        Mandate(person=delegate, party=party, capacity=Capacity.DELEGATE, designation="exercise")
        for party in parties[:1]
    )
    requests = Request.objects.bulk_create(
        Request(
            edition=edition, code=f"M-{number}", party=parties[number % STATES], owner=delegate,
            title={"en": f"Project {number} of the exercise"}, need={"en": "Two courses and their material."},
            beneficiaries={"en": "Officers"}, place={"en": "The capital"},
            services=chance.sample(Service.values, 2), languages=["en", "fr"], currency="EUR",
            cost=Decimal(chance.randrange(10, 900) * 1000), funded=Decimal(chance.randrange(0, 9) * 1000),
            state="published" if number % 20 else "submitted", begun_at=AT, submitted_at=AT, published_at=AT,
        )
        for number in range(1, REQUESTS + 1)
    )
    through = Request.themes.through
    through.objects.bulk_create(
        through(request_id=one.pk, theme_id=theme.pk) for one in requests for theme in chance.sample(themes, 2))
    providers = Provider.objects.bulk_create(
        Provider(
            edition=edition, party=party, offer={"en": "Courses"}, services=chance.sample(Service.values, 2),
            languages=["en"], state="registered", registered_at=AT,
        )
        for party in parties[STATES:]
    )
    pairs = {(chance.randrange(REQUESTS), chance.randrange(PROVIDERS)) for _number in range(ROOMS)}
    Interest.objects.bulk_create(
        Interest(request=requests[one], provider=providers[other], state="accepted", shown_at=AT, answered_at=AT)
        for one, other in sorted(pairs)
    )
    return edition


if __name__ == "__main__":
    main()
