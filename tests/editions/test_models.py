"""What the database itself keeps right about editions."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import EditionFactory, ForumFactory, MilestoneFactory

MAY, JUNE = dt.date(2030, 5, 1), dt.date(2030, 6, 1)


def test_ed_3_the_database_refuses_a_second_meeting_past_the_operation(db):
    forum = ForumFactory()
    EditionFactory(forum=forum, state="meeting")
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionFactory(forum=forum, state="meeting")


def test_an_edition_has_a_number_of_its_own(db):
    edition = EditionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionFactory(forum=edition.forum, ordinal=edition.ordinal)


@pytest.mark.parametrize("maker", [EditionFactory, MilestoneFactory])
def test_the_last_day_does_not_lie_before_the_first(db, maker):
    maker(starts_on=MAY, ends_on=MAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        maker(starts_on=JUNE, ends_on=MAY)


def test_an_accent_colour_is_a_colour(db):
    edition = EditionFactory(accent="#14566f", languages=["en"])
    edition.full_clean()
    edition.accent = "red; background: url(//elsewhere)"
    with pytest.raises(ValidationError):
        edition.full_clean()
