"""The exercise's marketplace: three requests, four providers, eight rooms, of parties that do not exist."""

import pytest
from django.conf import settings

from convoke.core.actors import ANONYMOUS, system
from convoke.core.policy import Denied, readable
from convoke.editions.models import Edition
from convoke.handover.exercise import market
from convoke.marketplace.models import Interest, Marketplace, Message, Provider, Request
from convoke.marketplace.phrases import TEXTS

MARKS = {"en": "exercise", "fr": "exercice", "es": "ejercicio", "nl": "oefening", "ar": "تمرين"}


@pytest.fixture
def manila(demonstration) -> Edition:
    return Edition.objects.get(code="manila-2008")


def test_three_governments_ask_and_four_providers_answer_in_eight_rooms(manila):
    assert Request.objects.filter(edition=manila, state="published").count() == 3
    assert Provider.objects.filter(edition=manila, state="registered").count() == 4
    assert Interest.objects.filter(request__edition=manila, state="accepted").count() == 8


def test_everything_it_adds_says_in_every_language_that_it_is_an_exercise(manila):
    purpose = Marketplace.objects.get(edition=manila).purpose
    said = [
        purpose, *Request.objects.filter(edition=manila).values_list("title", flat=True),
        *Provider.objects.filter(edition=manila).values_list("offer", flat=True),
    ]
    assert [language for language, _name in settings.LANGUAGES] == list(MARKS)
    for text in said:
        for language, mark in MARKS.items():
            assert mark in text[language].lower(), f"{text['en']}: {language}"


def test_only_parties_and_people_that_do_not_exist_take_part(manila):
    assert not Request.objects.filter(edition=manila).exclude(party__is_exercise=True, owner__is_exercise=True).exists()
    assert not Provider.objects.filter(edition=manila).exclude(
        party__is_exercise=True, contact__is_exercise=True).exists()
    said = Message.objects.filter(room__request__edition=manila)
    assert not said.exclude(party__is_exercise=True).exists()
    assert set(said.values_list("phrase", flat=True)) <= set(TEXTS)


def test_the_public_reads_none_of_it(manila):
    for model in (Request, Provider, Interest, Message):
        assert not readable(ANONYMOUS, model).exists()


def test_a_second_time_changes_nothing_and_only_the_office_may(manila):
    assert market.create(actor=system("tests")) == 0
    with pytest.raises(Denied):
        market.create(actor=ANONYMOUS)


def test_an_edition_without_its_theme_gets_none(manila):
    Edition.objects.filter(pk=manila.pk).update(state="closed")
    Edition.objects.filter(state="preparing").update(state="closed")
    assert market.create(actor=system("tests")) == 0
