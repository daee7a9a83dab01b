"""The agenda is circulated as a text that is commented by paragraph, revised, and adopted as a version of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.bodies.states import MeetingState, SilenceState
from convoke.core import clock
from convoke.core.actors import ANONYMOUS
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.editions.states import EditionState
from convoke.library.models import Comment, Document, DocumentVersion, Paragraph
from convoke.library.operations.commenting import answer_comment, comment
from convoke.library.operations.writing import add_paragraph, begin_version, save_paragraph
from convoke.library.queries import piece_of
from convoke.library.states import CommentState, VersionState
from convoke.library.text.compare import Change, compare
from convoke.library.text.languages import TranslationState, state_of
from convoke.programme.agenda.paper import Paper, plain
from convoke.programme.agenda.reading import circulated, entries
from convoke.programme.models import AgendaVersion, Theme
from convoke.programme.operations import agenda as operations
from convoke.programme.operations.adopting import adopt_agenda
from convoke.programme.operations.circulating import circulate_agenda
from tests.factories import BodyMeetingFactory, EditionFactory, SilenceProcedureFactory, ThemeFactory

REASON = {"en": "As the Friends of the Forum asked."}


def words(english: str, **more: str) -> dict[str, str]:
    return {"en": english, **more}


@pytest.fixture
def session(office, edition):
    """An agenda of a theme, a roundtable, a session with its questions, and a horizontal issue."""
    theme = ThemeFactory(edition=edition, title=words("Circular migration"), scope=words("Coming and going."))
    table = operations.add_roundtable(
        actor=office, edition=edition, theme=theme, title=words("Mobility"), aim=words("Learn.")
    )
    operations.add_horizontal_issue(actor=office, edition=edition, title=words("Gender"))
    return operations.add_session(
        actor=office, edition=edition, roundtable=table, title=words("Recruitment", fr="Recrutement"),
        aim=words("Compare."), questions=[words("What works?"), words("What does not?")],
    )


def soon(days: int = 7) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


@pytest.fixture
def first(office, edition, session):
    """The first version, circulated for a week."""
    return circulate_agenda(actor=office, edition=edition, until=soon())


def reworded(office, session, title="Ethical recruitment"):
    """Puts the session into other words."""
    return operations.change_session(
        actor=office, session=session, title=words(title, fr="Recrutement"), aim=words("Compare."),
        questions=[words("What works?"), words("What does not?")],
    )


def pieces(version):
    return [piece_of(one) for one in version.paragraphs.order_by("order")]


def procedure(edition):
    return SilenceProcedureFactory(
        edition=edition, state=SilenceState.ADOPTED, deadline=clock.now(), circulated_at=clock.now(),
        over_at=clock.now(), checksum="0" * 64,
    )


def said(office, focal_point, party, version, key, state=None, answer="Clearer."):
    """A comment of the party, answered where that is said."""
    made = comment(
        actor=focal_point, version=version, key=key, text="Please widen it.", proposal="Wider.", party=party
    )
    return answer_comment(actor=office, comment=made, state=state, answer=answer) if state else made


def test_every_entry_is_a_paragraph_for_the_friends_of_the_forum(first, edition, session):
    document = first.version.document
    assert (document.kind, document.audience, document.language) == (Document.Kind.AGENDA, "friends", "en")
    assert (first.version.number, first.version.state) == (1, VersionState.CIRCULATED)
    told = {one.key: one.texts.get("en") for one in pieces(first.version)}
    theme, table = Theme.objects.get(edition=edition, kind="agenda"), session.roundtable
    issue = Theme.objects.get(edition=edition, kind="horizontal")
    assert told == {
        "themes": "Themes", f"t{theme.pk}": "**Circular migration** Coming and going.",
        "roundtables": "Roundtables", f"r{table.pk}": "Roundtable 1: Mobility", f"r{table.pk}a": "Learn.",
        f"s{session.pk}": "**Session 1.1, Recruitment** Compare.",
        f"s{session.pk}q": "- What works?\n- What does not?",
        "horizontal": "Horizontal issues", f"t{issue.pk}": "**Gender**",
    }


def test_lib_1_only_the_friends_of_the_forum_read_the_draft_and_its_comments(
    office, focal_point, actor, party, first, edition, session
):
    said(office, focal_point, party, first.version, f"s{session.pk}", CommentState.TAKEN)
    for one in (ANONYMOUS, actor("delegate"), actor("press"), actor("civil-society")):
        for model, path in (
            (AgendaVersion, "edition"), (Document, "edition"), (DocumentVersion, "document__edition"),
            (Paragraph, "version__document__edition"), (Comment, "version__document__edition"),
        ):
            if model is Comment and party.code in one.parties:
                continue  # a party's own comment is its own
            assert not readable(one, model).filter(**{path: edition}).exists(), (one.roles, model)
        assert circulated(one, edition).latest is None
    assert circulated(focal_point, edition).latest == first
    assert circulated(actor("observer"), edition).comments == 1


def test_keys_stay_over_revisions_and_a_revision_says_what_changed(office, edition, session, first):
    reworded(office, session)
    with pytest.raises(ValidationError, match="what changed"):
        circulate_agenda(actor=office, edition=edition, until=soon())
    second = circulate_agenda(actor=office, edition=edition, until=soon(), what_changed=REASON)
    assert (second.version.number, second.version.document_id) == (2, first.version.document_id)
    assert dict(second.version.what_changed) == REASON
    changed = [one for one in compare(pieces(first.version), pieces(second.version), "en") if one.change != "same"]
    assert [(one.key, one.change) for one in changed] == [(f"s{session.pk}", Change.CHANGED)]
    first.version.refresh_from_db()
    assert first.version.state == VersionState.CIRCULATED, "the first version stays to be read"


def test_the_same_agenda_is_not_circulated_twice_and_an_empty_one_never(office, edition, first):
    with pytest.raises(ValidationError, match="the same as version 1"):
        circulate_agenda(actor=office, edition=edition, until=soon(), what_changed=REASON)
    with pytest.raises(ValidationError, match="no session"):
        circulate_agenda(actor=office, edition=EditionFactory(state=EditionState.PREPARING), until=soon())


def test_what_cannot_be_circulated_leaves_nothing_behind(office, edition, session):
    with pytest.raises(ValidationError, match="ahead"):
        circulate_agenda(actor=office, edition=edition, until=soon(-1))
    assert not Document.objects.filter(edition=edition).exists()
    edition.state = EditionState.MEETING
    edition.save()
    with pytest.raises(ValidationError, match="has begun"):
        circulate_agenda(actor=office, edition=edition, until=soon())


@pytest.mark.parametrize("role", ["focal-point", "observer", "press", "team-member"])
def test_the_office_alone_circulates(actor, edition, session, role):
    with pytest.raises(Denied):
        circulate_agenda(actor=actor(role), edition=edition, until=soon())


def test_a_translation_made_here_stays_and_says_that_its_original_went_on(office, edition, session, first):
    draft = begin_version(actor=office, document=first.version.document)
    save_paragraph(
        actor=office, version=draft, key=f"r{session.roundtable_id}", language="fr", text="Table ronde 1 : Mobilité",
        revision=0,
    )
    typed = add_paragraph(
        actor=office, version=draft, after="", kind="text", level=0, text="A word of the Chair.", language="en"
    )
    operations.change_roundtable(
        actor=office, roundtable=session.roundtable, theme=session.roundtable.theme, title=words("Labour mobility"),
        aim=words("Learn."),
    )
    second = circulate_agenda(actor=office, edition=edition, until=soon(), what_changed=REASON)
    assert second.version.pk == draft.pk, "the draft that was begun is the one circulated"
    kept = {one.key: one for one in pieces(second.version)}
    table = kept[f"r{session.roundtable_id}"]
    assert table.texts == {"en": "Roundtable 1: Labour mobility", "fr": "Table ronde 1 : Mobilité"}
    assert state_of(table, "fr", "en") == TranslationState.STALE
    assert state_of(kept[f"s{session.pk}"], "fr", "en") == TranslationState.DONE
    assert typed.key not in kept
    assert draft.edits.filter(key=typed.key, text="A word of the Chair.").exists(), "what was typed is kept"


def test_silence_adopts_what_was_circulated_and_nothing_else(office, edition, session, first):
    reworded(office, session)
    with pytest.raises(ValidationError, match="silence adopts what was circulated"):
        adopt_agenda(actor=office, edition=edition, procedure=procedure(edition))
    second = circulate_agenda(actor=office, edition=edition, until=soon(), what_changed=REASON)
    made = adopt_agenda(actor=office, edition=edition, procedure=procedure(edition))
    assert (made.text, made.version_number) == (second, 2)
    second.version.refresh_from_db()
    assert (second.version.state, len(second.version.checksum)) == (VersionState.PUBLISHED, 64)
    assert made.entries == second.entries == entries(edition)
    assert JournalEntry.objects.filter(verb="adopt-agenda").latest("sequence").facts["version"] == 2


def test_a_meeting_may_amend_and_then_the_note_says_how(office, edition, session, first):
    held = BodyMeetingFactory(edition=edition, state=MeetingState.HELD)
    reworded(office, session)
    with pytest.raises(ValidationError, match="amended in version 1"):
        adopt_agenda(actor=office, edition=edition, meeting=held)
    made = adopt_agenda(actor=office, edition=edition, meeting=held, note=words("“Ethical” was added."))
    version = made.text.version
    assert (version.number, version.state, version.circulated_at) == (2, VersionState.PUBLISHED, None)
    assert "Ethical recruitment" in version.paragraphs.get(key=f"s{session.pk}").texts["en"]


def test_nothing_is_adopted_while_a_comment_is_not_answered(office, focal_point, party, edition, session, first):
    open_ = said(office, focal_point, party, first.version, f"s{session.pk}")
    with pytest.raises(ValidationError, match="not answered yet: 1"):
        adopt_agenda(actor=office, edition=edition, procedure=procedure(edition))
    with pytest.raises(ValidationError, match="with a reason"):
        answer_comment(actor=office, comment=open_, state="partly", answer=" ")
    answer_comment(actor=office, comment=open_, state="partly", answer="The title is, the aim is not.")
    assert adopt_agenda(actor=office, edition=edition, procedure=procedure(edition)).text == first
    with pytest.raises(ValidationError, match="circulated; this one is not"):
        said(office, focal_point, party, first.version, f"s{session.pk}")


def test_an_empty_comment_is_refused_and_a_late_one_is_not(
    office, focal_point, party, edition, session, first, settings
):
    with pytest.raises(ValidationError, match="what you have to say"):
        comment(actor=focal_point, version=first.version, key="", text="  ", party=party)
    with pytest.raises(ValidationError, match="no such paragraph"):
        comment(actor=focal_point, version=first.version, key="s0", text="What?", party=party)
    DocumentVersion.objects.filter(pk=first.version_id).update(comments_until=soon(-1))
    assert said(office, focal_point, party, first.version, "").state == CommentState.OPEN


def test_the_agenda_in_circulation_costs_the_same_for_one_comment_and_for_many(
    office, focal_point, party, edition, session, first, queries
):
    said(office, focal_point, party, first.version, f"s{session.pk}")
    one = queries(lambda: circulated(office, edition))
    for _number in range(4):
        said(office, focal_point, party, first.version, "")
    assert queries(lambda: circulated(office, edition)) == one
    assert len(circulated(office, edition).waiting) == 5


def test_a_text_costs_the_same_for_one_session_and_for_many(office, edition, session, queries):
    one = queries(lambda: Paper(edition).pieces())
    for number in range(4):
        operations.add_session(
            actor=office, edition=edition, roundtable=session.roundtable, title=words(f"Session {number}"),
            questions=[words("What?")],
        )
    assert queries(lambda: Paper(edition).pieces()) == one


@pytest.mark.parametrize(("typed", "text"), [
    ("1. First", "1\\. First"), ("- not a list", "\\- not a list"), ("*stars* [x](y)", "\\*stars\\* \\[x\\](y)"),
    ("two\n lines", "two lines"), ("# no heading", "\\# no heading"), ("2008 was", "2008 was"),
])
def test_what_an_entry_says_is_no_markdown(typed, text):
    assert plain(typed) == text


def test_an_agenda_in_two_languages_is_written_in_the_one_most_titles_have(office, edition):
    theme = ThemeFactory(edition=edition, title={"fr": "Mobilité", "ar": "التنقل"})
    table = operations.add_roundtable(actor=office, edition=edition, theme=theme, title={"fr": "Mobilité"})
    operations.add_session(
        actor=office, edition=edition, roundtable=table, title={"fr": "Recrutement"},
        questions=[{"fr": "Quoi ?"}, {"en": "Why?"}],
    )
    paper = Paper(edition)
    assert paper.languages == ["fr", "ar"]
    told = {one.key: one for one in paper.pieces()}
    assert set(told["themes"].texts) == {"fr", "ar"}
    assert told[f"t{theme.pk}"].texts["ar"] == "**التنقل**"
    asked = next(one for key, one in told.items() if key.endswith("q"))
    assert asked.texts == {"fr": "- Quoi ?\n- Why?"}
