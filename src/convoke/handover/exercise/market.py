"""The demonstration's marketplace: what states that do not exist ask for, who could help, what the two sides say."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from convoke.core.actors import Actor
from convoke.core.models import LoadedRecord
from convoke.core.policy import require
from convoke.directory.models import Party, Person
from convoke.editions.models import Edition
from convoke.editions.queries import editions
from convoke.editions.states import EditionState
from convoke.marketplace.models import Interest, Marketplace, Provider, Request, Service
from convoke.marketplace.operations.marketplace import About, set_marketplace
from convoke.marketplace.operations.providers import Offer, invite_providers, register_provider
from convoke.marketplace.operations.requests import Project, draft_request, publish_request, submit_request
from convoke.marketplace.operations.rooms import Said, answer_interest, show_interest, write_message
from convoke.marketplace.phrases import OWNER
from convoke.programme.models import Theme

FILE = Path(__file__).with_name("market.yaml")


def create(*, actor: Actor) -> int:
    """Sets up the marketplace of the edition that is in preparation, once; gives how many requests were made.

    Nothing is made where the edition has a marketplace already, or lacks a theme of the exercise.
    """
    require(actor, "load", LoadedRecord)
    edition = editions(actor).filter(state=EditionState.PREPARING).order_by("ordinal").first()
    if edition is None or Marketplace.objects.filter(edition=edition).exists():
        return 0
    with transaction.atomic():
        return _Market(actor, edition).made()


class _Market:
    """One marketplace being made."""

    def __init__(self, actor: Actor, edition: Edition) -> None:
        self.actor, self.edition = actor, edition
        self.requests: dict[str, Request] = {}
        self.providers: dict[str, Provider] = {}
        self.rooms: dict[str, Interest] = {}

    @cached_property
    def content(self) -> Mapping[str, Any]:
        found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        return found

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        return {one.code: one for one in Theme.objects.filter(edition=self.edition)}

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        return {one.code: one for one in Party.objects.filter(is_exercise=True)}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        return {one.code: one for one in Person.objects.filter(is_exercise=True)}

    def made(self) -> int:
        if not {one["theme"] for one in self.content["requests"]} <= set(self.themes):
            return 0
        set_marketplace(actor=self.actor, edition=self.edition, about=About(
            purpose=self.content["purpose"], organiser=self.content["organiser"], minutes=self.content["minutes"],
            services=Service.values,
        ))
        for given in self.content["requests"]:
            self._request(given)
        invited = [self.parties[one["party"]] for one in self.content["providers"]]
        invite_providers(actor=self.actor, edition=self.edition, parties=invited)
        for given in self.content["providers"]:
            self._provider(given)
        for given in self.content["rooms"]:
            self._room(given)
        return len(self.requests)

    def _request(self, given: Mapping[str, Any]) -> None:
        texts = {name: given[name] for name in ("title", "need", "beneficiaries", "place")}
        project = Project(
            **texts, services=given["services"], languages=given["languages"], themes=[self.themes[given["theme"]]],
            currency=given.get("currency", ""), cost=_amount(given.get("cost")), funded=_amount(given.get("funded")),
            owner=self.people[given["owner"]],
        )
        draft = draft_request(
            actor=self.actor, edition=self.edition, party=self.parties[given["party"]], project=project)
        submitted = submit_request(actor=self.actor, request=draft)
        self.requests[given["key"]] = publish_request(actor=self.actor, request=submitted)

    def _provider(self, given: Mapping[str, Any]) -> None:
        offer = Offer(
            offer=given["offer"], services=given["services"], languages=given["languages"],
            gives_funds=given.get("gives_funds", False), contact=self.people[given["contact"]],
        )
        self.providers[given["key"]] = register_provider(
            actor=self.actor, edition=self.edition, party=self.parties[given["party"]], offer=offer)

    def _room(self, given: Mapping[str, Any]) -> None:
        """The interest of a provider, accepted by the owner, and what the two said in standard phrases."""
        request, provider = self.requests[given["request"]], self.providers[given["provider"]]
        room = show_interest(
            actor=self.actor, request=request, provider=provider, may_be_shown=given["shown"])
        room = answer_interest(actor=self.actor, interest=room, accept=True)
        for side, phrase in given["says"]:
            party = request.party if side == OWNER else provider.party
            write_message(actor=self.actor, room=room, said=Said(phrase=phrase, language="en"), party=party)
        self.rooms[f"{given['request']}-{given['provider']}"] = room


def _amount(given: int | None) -> Decimal | None:
    return None if given is None else Decimal(given)
