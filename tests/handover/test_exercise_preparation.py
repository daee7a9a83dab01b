"""The exercise's edition in preparation: themes of the sources, and on them what states that do not exist prepare."""

import pytest
from django.conf import settings

from convoke.core.actors import ANONYMOUS, system
from convoke.core.audiences import Audience
from convoke.core.policy import Denied, readable
from convoke.editions.models import Edition
from convoke.handover.exercise import preparation
from convoke.library.models import Comment, Document, DocumentVersion
from convoke.library.queries import pieces_of
from convoke.library.states import CommentState, VersionState
from convoke.library.text.languages import progress
from convoke.programme.models import PanelRole, Roundtable, Session, TeamDuty, TeamMember, Theme


@pytest.fixture
def manila(demonstration) -> Edition:
    return Edition.objects.get(code="manila-2008")


def test_its_themes_are_those_of_the_sources_and_its_roundtable_is_an_exercise(manila):
    assert Theme.objects.filter(edition=manila).count() == 5
    assert "protecting and empowering migrants" in manila.theme["en"].lower()
    made = Roundtable.objects.get(edition=manila)
    assert made.theme.code == "focus-1"
    for language, _name in settings.LANGUAGES:
        assert made.title[language]
        assert made.aim[language]


def test_everything_it_adds_says_in_every_language_that_it_is_an_exercise(manila):
    marks = {"en": "exercise", "fr": "exercice", "es": "ejercicio", "nl": "oefen", "ar": "تمرين"}
    things = [*Session.objects.filter(edition=manila), *Document.objects.filter(edition=manila, is_record=False)]
    assert len(things) == 5
    for thing in things:
        for language, mark in marks.items():
            assert mark in thing.title[language].lower(), f"{thing} {language}"


def test_only_parties_and_people_that_do_not_exist_act(manila):
    assert not TeamMember.objects.filter(session__edition=manila, party__is_exercise=False).exists()
    assert not PanelRole.objects.filter(session__edition=manila, person__is_exercise=False).exists()
    assert not Document.objects.filter(edition=manila, authors__is_exercise=False).exists()
    assert not Comment.objects.filter(version__document__edition=manila, party__is_exercise=False).exists()


def test_papers_are_in_work_and_comments_open(manila):
    note = DocumentVersion.objects.get(document__edition=manila, document__kind="concept-note")
    assert note.state == VersionState.CIRCULATED
    states = sorted(note.comments.values_list("state", flat=True))
    assert states == [CommentState.OPEN, CommentState.OPEN, CommentState.PARTLY]
    paper = DocumentVersion.objects.get(document__edition=manila, document__kind="background-paper")
    assert paper.state == VersionState.DRAFT
    assert TeamDuty.objects.filter(session__code="1.1", session__edition=manila, state="in-work").count() == 2


def test_a_translation_has_fallen_behind_its_original(manila):
    paper = DocumentVersion.objects.get(document__edition=manila, document__kind="background-paper")
    pieces = pieces_of(paper)
    assert progress(pieces, "fr", "en") == (len(pieces) - 1, 1, 0)
    assert progress(pieces, "es", "en") == (0, 0, len(pieces))


def test_lib_1_the_public_reads_what_is_published_alone(manila):
    read = readable(ANONYMOUS, Document).filter(edition=manila, is_record=False)
    assert [one.audience for one in read] == [Audience.PUBLIC]


def test_a_second_time_changes_nothing_and_only_the_office_may(manila):
    assert preparation.create(actor=system("tests")) == 0
    with pytest.raises(Denied):
        preparation.create(actor=ANONYMOUS)
