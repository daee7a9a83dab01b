"""CON-3: what a government types is saved as it is typed, whoever else types, and nothing typed is lost."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F

from convoke.consultation.form.model import Form, Kind, Question, Section
from convoke.consultation.models import Answer, AnswerEdit, Response
from convoke.consultation.operations.answering import (
    SAME_BREATH,
    Given,
    attach_file,
    decline,
    note_opened,
    save_answers,
)
from convoke.consultation.operations.authoring import (
    begin_correction,
    close_questionnaire,
    edit_form,
    put_correction_in_force,
)
from convoke.consultation.operations.submitting import reopen, submit
from convoke.consultation.states import ResponseState
from convoke.core.models import JournalEntry, StoredFile
from convoke.core.policy import Denied, readable
from convoke.directory.models import Mandate
from tests.factories import DelegationFactory, MandateFactory, StoredFileFactory
from tests.factories.survey import FORM, choices

ONE, TWO = "tab-one", "tab-two"


@pytest.fixture
def focal(actor):
    """The focal point of the party asked."""
    return actor("focal-point")


@pytest.fixture
def deputy(actor, account_of, bermea):
    """Another person who answers for the same party."""
    MandateFactory(person=account_of("team-member").person, party=bermea, capacity="deputy")
    return actor("team-member")


@pytest.fixture
def ministry(actor, account_of, response):
    """A person of the party to whom the section on policy was handed."""
    held = Mandate.objects.get(person=account_of("contributor").person, party=response.party)
    DelegationFactory(response=response, section="policy", mandate=held)
    return actor("contributor")


@pytest.fixture
def asks_more(response, office):
    """The same questionnaire, which also asks for parties and a file."""
    more = Section("more", {"en": "More"}, questions=(
        Question("partners", Kind.PARTY, {"en": "Partners"}), Question("scan", Kind.FILE, {"en": "Scan"}),
    ))
    correct(office, response, replace(FORM, sections=(*FORM.sections, more)))
    return response


def save(actor, response: Response, question: str, value: object, client: str = "", revision: int | None = None):
    """Saves one text; gives what became of it."""
    given = {question: Given(value, revision)}
    return save_answers(actor=actor, response=response, given=given, client=client)[question]


def stands(response: Response, question: str = "why") -> object:
    """The answer that stands."""
    found = Answer.objects.filter(response=response, question=question).first()
    return found.value if found else None


def aside(response: Response, question: str = "why") -> list[object]:
    """The texts kept aside, the last first."""
    return list(AnswerEdit.objects.filter(response=response, question=question, is_aside=True)
                .values_list("value", flat=True))


def texts(response: Response, question: str = "why") -> list[object]:
    """All texts ever saved, the last first."""
    return list(AnswerEdit.objects.filter(response=response, question=question).values_list("value", flat=True))


def later(response: Response, by: dt.timedelta = SAME_BREATH) -> None:
    """Time goes by: what was typed so far is that much older."""
    AnswerEdit.objects.filter(response=response).update(at=F("at") - by)


def correct(office, response: Response, form: Form) -> None:
    """Puts a corrected version in force."""
    begin_correction(actor=office, questionnaire=response.questionnaire)
    edit_form(actor=office, questionnaire=response.questionnaire, change=lambda _form: form)
    put_correction_in_force(
        actor=office, questionnaire=response.questionnaire, note={"en": "A question was put more clearly."}
    )


def with_question(code: str, **changes: object) -> Form:
    """The small form with one question changed."""
    return replace(FORM, sections=tuple(
        replace(section, questions=tuple(
            replace(one, **changes) if one.code == code else one for one in section.questions
        )) for section in FORM.sections
    ))


def without_question(code: str) -> Form:
    """The small form without one of its questions."""
    return replace(FORM, sections=tuple(
        replace(section, questions=tuple(one for one in section.questions if one.code != code))
        for section in FORM.sections
    ))


# ------------------------------------------------------------------ one person


def test_con_3_what_is_typed_is_saved_with_who_typed_it_where_and_when(focal, response, account_of):
    saved = save(focal, response, "why", "Because it matters.", client=ONE)
    assert (saved.value, saved.revision, saved.refused, saved.aside) == ("Because it matters.", 1, "", False)
    answer = Answer.objects.get(response=response, question="why")
    assert (answer.section, answer.value, answer.by, answer.client) == (
        "priorities", "Because it matters.", account_of("focal-point"), ONE
    )
    assert texts(response) == ["Because it matters."]


def test_con_3_several_questions_of_several_sections_are_saved_at_once_or_not_at_all(focal, response):
    saved = save_answers(actor=focal, response=response, given={
        "order": Given(["rights", "skills"]), "council": Given({"answer": "yes"}), "members": Given("7"),
    })
    assert {code: one.revision for code, one in saved.items()} == {"order": 1, "council": 1, "members": 1}
    with pytest.raises(ValidationError):
        save_answers(actor=focal, response=response, given={"why": Given("Kept?"), "unheard-of": Given("x")})
    assert stands(response) is None


def test_con_3_a_refused_text_is_kept_aside_with_the_reason_and_the_answer_before_it_stands(focal, response):
    save(focal, response, "members", "7", client=ONE)
    saved = save(focal, response, "members", "about ten", client=ONE, revision=1)
    assert (saved.value, saved.revision) == ("7", 1)
    assert saved.refused.startswith("“about ten” is no number")
    assert stands(response, "members") == "7"
    kept = AnswerEdit.objects.get(response=response, question="members", is_aside=True)
    assert (kept.value, kept.reason) == ("about ten", saved.refused)


def test_con_3_the_same_refused_text_is_kept_once(focal, response):
    for client in (ONE, ONE, TWO, ""):
        assert save(focal, response, "members", "about ten", client=client).refused
    assert aside(response, "members") == ["about ten"]


def test_con_3_what_was_put_right_by_its_writer_is_aside_no_longer_and_stays_among_the_texts(focal, response):
    save(focal, response, "members", "about ten", client=ONE)
    save(focal, response, "members", "10", client=ONE)
    assert aside(response, "members") == []
    assert texts(response, "members") == ["10", "about ten"]


def test_con_3_an_answer_taken_away_is_none_and_its_text_stays(focal, response):
    save(focal, response, "why", "Because.", client=ONE)
    later(response)
    assert save(focal, response, "why", "  ", client=ONE, revision=1).value is None
    assert stands(response) is None
    assert texts(response) == [None, "Because."]


@pytest.mark.parametrize("typed", [
    "Skills 🧑🏽‍🔧 and rights 🕊️",
    "السياسة \u200fأولا\u200f ثم ABC",
    "\u2067עברית\u2069 in the middle",
    "First line\nsecond line\n\n\tthird",
    "x" * 50_000,
])
def test_con_3_any_script_any_sign_and_any_accepted_length_are_kept_as_typed(focal, response, typed):
    assert save(focal, response, "why", typed).value == typed
    assert Answer.objects.get(response=response, question="why").value == typed


def test_con_3_one_character_too_many_is_refused_and_kept_whole(focal, response):
    typed = "é" * 50_001
    saved = save(focal, response, "why", typed)
    assert saved.refused == "This text has 50001 characters. Accepted: up to 50000 characters."
    assert aside(response) == [typed]
    assert stands(response) is None


def test_con_3_the_one_character_that_no_database_takes_is_left_out(focal, response):
    assert save(focal, response, "why", "Be\x00cause").value == "Because"
    assert save(focal, response, "members", "te\x00n").refused
    assert aside(response, "members") == ["ten"]
    assert save(focal, response, "order", {"ri\x00ghts": "1\x00"}).refused
    assert aside(response, "order") == [{"rights": "1"}]


def test_con_3_one_breath_of_one_tab_is_one_text(focal, response):
    for typed in ("B", "Beca", "Because"):
        save(focal, response, "why", typed, client=ONE)
    assert texts(response) == ["Because"]
    later(response)
    save(focal, response, "why", "Because of it", client=ONE)
    assert texts(response) == ["Because of it", "Because"]


def test_con_3_a_breath_begins_with_its_first_text_and_is_not_drawn_out(focal, response):
    for typed in ("One", "One two", "One two three"):
        save(focal, response, "why", typed, client=ONE)
        later(response, SAME_BREATH * 2 / 3)
    assert texts(response) == ["One two three", "One two"]


def test_con_3_another_tab_and_a_page_without_script_keep_texts_of_their_own(focal, response):
    save(focal, response, "why", "In one", client=ONE)
    save(focal, response, "why", "In two", client=TWO, revision=1)
    save(focal, response, "why", "Without", revision=2)
    save(focal, response, "why", "Without a script", revision=3)
    assert texts(response) == ["Without a script", "Without", "In two", "In one"]


# ------------------------------------------------------------------ two tabs, two people


def test_con_3_the_second_of_two_tabs_is_kept_aside_and_both_texts_can_be_read(focal, response):
    save(focal, response, "why", "From one", client=ONE, revision=0)
    saved = save(focal, response, "why", "From two", client=TWO, revision=0)
    assert (saved.value, saved.revision, saved.aside, saved.refused) == ("From one", 1, True, "")
    assert (stands(response), aside(response)) == ("From one", ["From two"])
    kept = AnswerEdit.objects.get(response=response, is_aside=True)
    assert kept.reason == "Somebody else had written here meanwhile."


def test_con_3_who_types_on_while_aside_has_the_last_of_it_kept_once(focal, response):
    save(focal, response, "why", "From one", client=ONE, revision=0)
    for typed in ("From t", "From tw", "From two"):
        assert save(focal, response, "why", typed, client=TWO, revision=0).aside
    assert aside(response) == ["From two"]


def test_con_3_who_has_read_the_other_text_may_replace_it(focal, response):
    save(focal, response, "why", "From one", client=ONE, revision=0)
    save(focal, response, "why", "From two", client=TWO, revision=0)
    saved = save(focal, response, "why", "From two", client=TWO, revision=1)
    assert (saved.aside, saved.revision) == (False, 2)
    assert (stands(response), aside(response)) == ("From two", [])
    assert "From one" in texts(response)


def test_con_3_of_two_people_who_answer_for_a_party_none_is_overwritten_unawares(focal, deputy, response):
    save(focal, response, "why", "The focal point's text", client=ONE, revision=0)
    saved = save(deputy, response, "why", "The deputy's text", client=TWO, revision=0)
    assert (saved.aside, saved.value) == (True, "The focal point's text")
    for reader in (focal, deputy):
        assert readable(reader, Answer).get(response=response).value == "The focal point's text"
        seen = readable(reader, AnswerEdit).filter(response=response)
        assert {one.value: one.by_id for one in seen} == {
            "The focal point's text": focal.account_id, "The deputy's text": deputy.account_id,
        }


def test_con_3_one_tab_used_by_two_people_is_two_writers(focal, deputy, response):
    save(focal, response, "why", "The focal point's text", client=ONE, revision=0)
    assert save(deputy, response, "why", "The deputy's text", client=ONE, revision=0).aside


def test_con_3_a_focal_point_and_a_ministry_in_one_section_are_both_kept(focal, ministry, response):
    save(ministry, response, "members", "12", client=ONE, revision=0)
    saved = save(focal, response, "members", "14", client=TWO, revision=0)
    assert (saved.aside, stands(response, "members"), aside(response, "members")) == (True, "12", ["14"])
    assert readable(ministry, AnswerEdit).filter(response=response, is_aside=True).get().value == "14"


def test_con_3_the_same_text_by_two_people_is_no_difference(focal, deputy, response):
    save(focal, response, "why", "Agreed", client=ONE, revision=0)
    saved = save(deputy, response, "why", "Agreed", client=TWO, revision=0)
    assert (saved.aside, saved.revision, texts(response)) == (False, 1, ["Agreed"])


def test_con_3_a_save_sent_again_because_its_answer_was_lost_changes_nothing(focal, response):
    first = save(focal, response, "why", "Once", client=ONE, revision=0)
    assert save(focal, response, "why", "Once", client=ONE, revision=0) == first
    assert (texts(response), aside(response)) == (["Once"], [])


def test_con_3_a_save_sent_again_after_somebody_wrote_on_disturbs_nobody(focal, deputy, response):
    save(focal, response, "why", "Once", client=ONE, revision=0)
    save(deputy, response, "why", "Once and again", client=TWO, revision=1)
    saved = save(focal, response, "why", "Once", client=ONE, revision=0)
    assert (saved.aside, saved.value, saved.revision) == (False, "Once and again", 2)
    assert (stands(response), aside(response)) == ("Once and again", [])


# ------------------------------------------------------------------ what cannot be saved, and says so


def test_con_3_a_question_that_is_not_asked_is_answered_in_a_sentence(focal, response):
    with pytest.raises(ValidationError, match="not part of the questionnaire any more"):
        save(focal, response, "unheard-of", "text")


def test_con_1_a_section_of_somebody_else_is_closed_to_a_ministry(ministry, response):
    assert save(ministry, response, "council", {"answer": "no"}).revision == 1
    with pytest.raises(Denied):
        save(ministry, response, "why", "Not mine to say")
    with pytest.raises(Denied):
        save_answers(actor=ministry, response=response, given={"members": Given("7"), "why": Given("Both")})
    assert stands(response, "members") is None


@pytest.mark.parametrize("role", ["contributor", "delegate", "observer", "press", "task-force", "chair"])
def test_con_1_nobody_types_for_a_party_they_do_not_answer_for(actor, response, role):
    with pytest.raises(Denied):
        save(actor(role), response, "why", "Not mine to say")
    assert not AnswerEdit.objects.filter(response=response).exists()


def test_con_3_a_closed_questionnaire_takes_nothing_and_says_what_can_be_done(focal, response, office):
    close_questionnaire(actor=office, questionnaire=response.questionnaire)
    with pytest.raises(ValidationError, match="the task force can extend the deadline"):
        save(focal, response, "why", "After the close")


def test_con_3_a_submitted_answer_is_typed_into_once_it_was_reopened(focal, response):
    save(focal, response, "order", ["rights"])
    submit(actor=focal, response=response)
    with pytest.raises(ValidationError, match="Reopen it"):
        save(focal, response, "why", "One more thing")
    reopen(actor=focal, response=response)
    assert save(focal, response, "why", "One more thing").revision == 1


def test_a_party_that_is_not_known_is_no_answer_and_stays_readable(focal, asks_more):
    saved = save(focal, asks_more, "partners", ["exercise-aldoria", "atlantis"])
    assert saved.refused == "“atlantis” is no party known here."
    assert aside(asks_more, "partners") == [["exercise-aldoria", "atlantis"]]
    assert save(focal, asks_more, "partners", ["exercise-aldoria"]).value == ["exercise-aldoria"]


def test_a_file_answers_once_it_was_handed_in_for_this_very_party(focal, asks_more):
    theirs = StoredFileFactory(party="exercise-aldoria", name="theirs.pdf")
    for file in (str(theirs.pk), "no-number", "6b1f4e1e-0000-4000-8000-000000000000", "\x00"):
        assert save(focal, asks_more, "scan", {"file": file, "name": "theirs.pdf"}).refused == "This answer is a file."
    assert stands(asks_more, "scan") is None
    saved = attach_file(
        actor=focal, response=asks_more, question="scan", upload=SimpleUploadedFile("law.pdf", b"%PDF-1.7 exercise")
    )
    stored = StoredFile.objects.get(pk=saved.value["file"])
    assert (stored.name, stored.party, stored.audience) == ("law.pdf", "exercise-bermea", "party")
    assert stands(asks_more, "scan") == {"file": str(stored.pk), "name": "law.pdf"}


def test_a_file_that_is_not_accepted_leaves_nothing_behind(focal, asks_more):
    before = StoredFile.objects.count()
    with pytest.raises(ValidationError):
        attach_file(actor=focal, response=asks_more, question="scan", upload=SimpleUploadedFile("run.exe", b"MZ"))
    with pytest.raises(ValidationError):
        attach_file(
            actor=focal, response=asks_more, question="gone", upload=SimpleUploadedFile("law.pdf", b"%PDF-1.7 x")
        )
    assert StoredFile.objects.count() == before


# ------------------------------------------------------------------ corrected while being answered


def test_con_3_a_corrected_question_keeps_its_answer_and_asks_to_look_again(focal, response, office):
    save(focal, response, "why", "Because.", client=ONE)
    save(focal, response, "order", ["rights"], client=ONE)
    correct(office, response, with_question("why", label={"en": "Why these three?", "fr": "Pourquoi ?"}))
    marked = {one.question: one.look_again for one in response.answers.all()}
    assert marked == {"why": "This question was corrected. Is your answer still right?", "order": ""}
    assert stands(response) == "Because."
    response.refresh_from_db()
    assert response.version.number == 2


def test_con_3_saying_the_same_again_settles_what_was_to_be_looked_at(focal, response, office):
    save(focal, response, "why", "Because.", client=ONE)
    correct(office, response, with_question("why", label={"en": "Why these three?", "fr": "Pourquoi ?"}))
    revision = response.answers.get().revision
    save(focal, response, "why", "Because.", client=TWO, revision=revision)
    assert response.answers.get().look_again == ""
    assert stands(response) == "Because."


def test_con_3_what_answered_a_question_no_longer_asked_is_kept_aside(focal, response, office):
    save(focal, response, "why", "Because.", client=ONE)
    correct(office, response, without_question("why"))
    assert stands(response) is None
    kept = AnswerEdit.objects.get(response=response, question="why", is_aside=True)
    assert (kept.value, kept.reason, kept.by_id) == (
        "Because.", "The corrected version asks this no more.", focal.account_id
    )
    with pytest.raises(ValidationError, match="Your text is kept on this page"):
        save(focal, response, "why", "Because of it.", client=ONE, revision=1)


def test_con_3_an_answer_that_no_longer_fits_is_kept_aside_with_the_reason(focal, response, office):
    save(focal, response, "order", ["rights", "skills"], client=ONE)
    correct(office, response, with_question("order", choices=choices("skills", "diaspora", "coherence")))
    answer = response.answers.get()
    assert answer.value is None
    assert answer.look_again.startswith("Not among the choices: rights.")
    kept = AnswerEdit.objects.get(response=response, is_aside=True)
    assert (kept.value, kept.reason) == (["rights", "skills"], answer.look_again)
    saved = save(focal, response, "order", ["skills"], client=ONE, revision=1)
    assert (saved.value, saved.aside) == (["skills"], False)


# ------------------------------------------------------------------ opening, beginning, declining


def test_opening_is_noted_once_and_with_its_first_time(focal, deputy, response):
    first = note_opened(actor=focal, response=response).opened_at
    assert first is not None
    stale = Response.objects.get(pk=response.pk)
    stale.opened_at = None
    for who, seen in ((deputy, Response.objects.get(pk=response.pk)), (deputy, stale)):
        assert note_opened(actor=who, response=seen).opened_at == first
    response.refresh_from_db()
    assert (response.opened_at, response.state, response.began_at) == (first, ResponseState.ASKED, None)


def test_typing_begins_a_response_once(focal, deputy, response):
    save(focal, response, "why", "Because.")
    response.refresh_from_db()
    began = response.began_at
    assert (response.state, response.opened_at is not None, began is not None) == (ResponseState.DRAFT, True, True)
    save(deputy, response, "order", ["rights"])
    response.refresh_from_db()
    assert response.began_at == began
    assert JournalEntry.objects.filter(verb="begin-response", party="exercise-bermea").count() == 1


def test_a_party_declines_and_thinks_better_of_it_by_typing(focal, response):
    declined = decline(actor=focal, response=response, reason="No census this year.")
    assert (declined.state, declined.decline_reason) == (ResponseState.DECLINED, "No census this year.")
    assert declined.declined_at is not None
    save(focal, response, "order", ["rights"])
    response.refresh_from_db()
    assert response.state == ResponseState.DRAFT
    assert submit(actor=focal, response=response).number == 1


def test_what_was_submitted_cannot_be_declined_even_reopened(focal, response):
    save(focal, response, "order", ["rights"])
    submit(actor=focal, response=response)
    with pytest.raises(ValidationError, match="it stays"):
        decline(actor=focal, response=response)
    reopen(actor=focal, response=response)
    with pytest.raises(ValidationError, match="it stays"):
        decline(actor=focal, response=response)


def test_con_1_only_who_answers_for_the_party_declines(ministry, response):
    with pytest.raises(Denied):
        decline(actor=ministry, response=response)


def test_con_3_the_journal_tells_each_step_and_nothing_that_was_typed(focal, deputy, response):
    last = JournalEntry.objects.latest("sequence").sequence
    note_opened(actor=focal, response=response)
    decline(actor=focal, response=response, reason="A secret reason")
    save(focal, response, "why", "A secret thought", client=ONE, revision=0)
    save(deputy, response, "why", "Another secret", client=TWO, revision=0)
    save(focal, response, "members", "a secret number", client=ONE)
    written = JournalEntry.objects.filter(sequence__gt=last).order_by("sequence")
    assert [one.verb for one in written] == ["open-response", "decline-response", "begin-response"]
    assert {(one.party, one.audience, one.object_key) for one in written} == {("exercise-bermea", "party", "small")}
    assert not any("secret" in str(one.facts) for one in written)
