"""Answers that come in as files and on paper: read, entered, checked by another, taken in; nothing is lost."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from openpyxl import Workbook, load_workbook

from convoke.consultation.models import AnswerEdit, Intake, ReceivedBy, Response, Submission
from convoke.consultation.operations import intakes
from convoke.consultation.operations.answering import Given, save_answers
from convoke.consultation.operations.authoring import close_questionnaire
from convoke.consultation.operations.submitting import confirm, reopen, submit
from convoke.consultation.queries import present_answers
from convoke.consultation.reading.intake import form_file, intakes_of
from convoke.consultation.states import IntakeState, ResponseState
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.web.journal_words import sentence

PDF = b"%PDF-1.7 exercise"
FILLED = {"order": ["rights", "skills"], "why": "Because of this.", "council": {"answer": "no"}}


def made(response: Response, answers=None, *, ending: str = "xlsx", language: str = "en", blank: bool = False) -> bytes:
    """The form of a response, filled in: answers stand in its draft while it is made, and are gone again after."""
    with transaction.atomic():
        mark = transaction.savepoint()
        for code, value in (FILLED if answers is None else answers).items():
            response.answers.update_or_create(
                question=code, defaults={"section": response.version.parsed.section_of[code], "value": value,
                                         "at": response.asked_at},
            )
        given = None if blank else response
        content = form_file(response.questionnaire, response.version, ending, language, given)
        transaction.savepoint_rollback(mark)
    return content


def file(content: bytes, name: str = "form.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def focal(actor):
    return actor("focal-point")


@pytest.fixture
def first(actor):
    """A member of the task force."""
    return actor("task-force")


@pytest.fixture
def second(actor):
    """Somebody else of the office."""
    return actor("chair")


def again(response: Response) -> Response:
    return Response.objects.get(pk=response.pk)


@pytest.mark.parametrize(("ending", "language"), [("xlsx", "en"), ("xlsx", "fr"), ("docx", "en"), ("docx", "fr")])
def test_a_focal_point_hands_the_form_in_and_puts_it_into_the_draft(response, focal, ending, language):
    handed = intakes.hand_in(
        actor=focal, response=response, upload=file(made(response, ending=ending, language=language), f"f.{ending}")
    )
    assert (handed.state, handed.answers, handed.version) == (IntakeState.RECEIVED, FILLED, response.version)
    assert handed.channel == {"xlsx": ReceivedBy.SPREADSHEET, "docx": ReceivedBy.DOCUMENT}[ending]
    assert present_answers(response) == {}

    intakes.confirm_reading(actor=focal, intake=handed)

    assert present_answers(response) == FILLED
    assert again(response).state == ResponseState.DRAFT
    handed.refresh_from_db()
    assert (handed.state, handed.over_by_id) == (IntakeState.TAKEN_IN, focal.account_id)


def test_con_3_what_stood_in_the_draft_and_differs_is_kept_aside(response, focal):
    content = made(response)
    save_answers(actor=focal, response=response, given={
        "why": Given("Typed here before."), "means": Given(["law"]), "council": Given({"answer": "no"}),
    })
    handed = intakes.hand_in(actor=focal, response=again(response), upload=file(content))

    intakes.confirm_reading(actor=focal, intake=handed)

    assert present_answers(response) == {**FILLED, "means": ["law"]}
    assert [(one.question, one.value) for one in AnswerEdit.objects.filter(response=response, is_aside=True)] == [
        ("why", "Typed here before.")
    ]


def test_only_the_chosen_answers_are_taken_and_none_is_no_choice(response, focal):
    handed = intakes.hand_in(actor=focal, response=response, upload=file(made(response)))
    with pytest.raises(ValidationError, match="Choose at least one"):
        intakes.confirm_reading(actor=focal, intake=handed, only=[])

    intakes.confirm_reading(actor=focal, intake=handed, only=["why"])

    assert present_answers(response) == {"why": FILLED["why"]}


def test_what_cannot_be_read_stays_in_the_report_with_what_was_typed(response, focal):
    book = load_workbook(io.BytesIO(made(response, {"why": "Because."})))
    sheet = book.worksheets[1]
    for row in sheet.iter_rows(max_col=1):
        if row[0].value in ("order|rights", "order|skills"):
            sheet.cell(row[0].row, 3).value = 1
    out = io.BytesIO()
    book.save(out)

    handed = intakes.hand_in(actor=focal, response=response, upload=file(out.getvalue()))

    assert handed.answers == {"why": "Because."}
    refused = next(line for line in handed.report if line.get("question") == "order")
    assert not refused["taken"]
    assert "Place 1 was given to: Rights, Skills" in refused["said"][0]
    assert [raw for _place, _part, raw in refused["cells"]] == ["1", "1"]


@pytest.mark.parametrize(("name", "content", "said"), [
    ("form.xlsm", b"PK\x03\x04", "macros"),
    ("form.ods", b"PK\x03\x04", "Save as"),
    ("scan.pdf", PDF, "Accepted: the form as it was downloaded here"),
    ("form.xlsx", b"PK\x03\x04 broken", "damaged"),
    ("form.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "password"),
    ("form.xlsx", b"", "empty"),
])
def test_a_file_that_is_not_accepted_is_answered_in_a_sentence_and_nothing_is_stored(
    response, focal, name, content, said
):
    with pytest.raises(ValidationError) as refused:
        intakes.hand_in(actor=focal, response=response, upload=file(content, name))
    assert said in " ".join(refused.value.messages)
    assert not Intake.objects.exists()


def test_a_file_of_another_questionnaire_or_party_is_not_taken(response, focal, opened, aldoria):
    other = opened(code="other")
    for content, said in (
        (made(other.responses.get(party=response.party)), "another questionnaire (brussels-2007/other)"),
        (made(response.questionnaire.responses.get(party=aldoria)), "another party"),
    ):
        with pytest.raises(ValidationError) as refused:
            intakes.hand_in(actor=focal, response=response, upload=file(content))
        assert said in " ".join(refused.value.messages)


def test_a_blank_form_of_no_party_is_taken_for_any(response, focal):
    assert intakes.hand_in(actor=focal, response=response, upload=file(made(response, blank=True))).answers == {}


def test_a_file_with_changed_marks_is_read_as_the_present_version_and_says_so(response, focal):
    book = load_workbook(io.BytesIO(made(response)))
    book["_convoke"]["B3"].value = "7"
    out = io.BytesIO()
    book.save(out)

    handed = intakes.hand_in(actor=focal, response=response, upload=file(out.getvalue()))

    assert handed.answers == FILLED
    assert "marks of the file" in handed.report[0]["said"][0]


def test_nobody_else_hands_in_for_a_party(response, actor):
    for role in ("contributor", "delegate", "observer", "press"):
        with pytest.raises(Denied):
            intakes.hand_in(actor=actor(role), response=response, upload=file(made(response)))


def test_the_task_force_hands_in_what_was_mailed_and_may_submit_it_for_the_party(response, first, focal):
    handed = intakes.hand_in(
        actor=first, response=response, upload=file(made(response)), channel=ReceivedBy.EMAIL, note="Mailed on Monday"
    )
    intakes.confirm_reading(actor=first, intake=handed, submit=True)

    submission = Submission.objects.get(response=response)
    assert (submission.channel, submission.answers) == (ReceivedBy.EMAIL, FILLED)
    assert present_answers(response) == FILLED
    assert Intake.objects.get(pk=handed.pk).submission == submission
    assert confirm(actor=focal, submission=submission).confirmed_by_id == focal.account_id


def test_who_answers_for_a_party_does_not_submit_through_a_file(response, focal):
    handed = intakes.hand_in(actor=focal, response=response, upload=file(made(response)))
    with pytest.raises(Denied):
        intakes.confirm_reading(actor=focal, intake=handed, submit=True)


def test_the_task_force_says_how_an_answer_was_received(response, first):
    with pytest.raises(ValidationError, match="by e-mail, on paper or by fax"):
        intakes.hand_in(actor=first, response=response, upload=file(PDF, "scan.pdf"))


def test_a_mailed_file_from_elsewhere_is_kept_to_be_entered_by_hand(response, first):
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = "Our answers"
    book.save(out)

    handed = intakes.hand_in(actor=first, response=response, upload=file(out.getvalue()), channel=ReceivedBy.EMAIL)

    assert handed.version is None
    assert "was not downloaded here" in handed.report[0]["said"][0]


@pytest.fixture
def paper(response, first) -> Intake:
    """An answer on paper, with its scan."""
    return intakes.hand_in(actor=first, response=response, upload=file(PDF, "scan.pdf"), channel=ReceivedBy.PAPER)


def test_paper_is_entered_by_one_and_checked_by_another_who_sees_what_was_corrected(paper, response, first, second):
    intakes.enter(actor=first, intake=paper, answers={"order": {"rights": "1", "coherence": "2"}, "why": "Becuase"})
    intakes.check(actor=second, intake=paper, answers={"order": ["rights", "coherence"], "why": "Because"})

    paper.refresh_from_db()
    submission = paper.submission
    assert (paper.state, submission.channel) == (IntakeState.TAKEN_IN, ReceivedBy.PAPER)
    assert submission.answers == {"order": ["rights", "coherence"], "why": "Because"}
    assert paper.report[-1] == {"kind": "corrected", "question": "why", "before": "Becuase", "after": "Because"}
    assert again(response).state == ResponseState.SUBMITTED
    assert present_answers(response) == submission.answers


def test_what_one_person_entered_is_not_checked_by_the_same(paper, first):
    intakes.enter(actor=first, intake=paper, answers={"why": "Because"})
    with pytest.raises(ValidationError, match="checked by another"):
        intakes.check(actor=first, intake=paper, answers={"why": "Because"})


def test_the_database_too_wants_a_second_pair_of_eyes(paper, first):
    paper.state, paper.over_at = IntakeState.TAKEN_IN, paper.received_at
    paper.entered_by_id = paper.over_by_id = first.account_id
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save()


def test_entering_can_be_interrupted_and_what_is_not_accepted_is_told_by_question(paper, first):
    intakes.enter(actor=first, intake=paper, answers={"why": "Half"}, done=False)
    assert Intake.objects.get(pk=paper.pk).state == IntakeState.RECEIVED
    with pytest.raises(ValidationError) as refused:
        intakes.enter(actor=first, intake=paper, answers={"order": {"rights": "1", "skills": "1"}, "why": "Whole"})
    assert list(refused.value.message_dict) == ["order"]
    assert Intake.objects.get(pk=paper.pk).answers == {"why": "Half"}
    with pytest.raises(ValidationError, match="Nothing was entered"):
        intakes.enter(actor=first, intake=paper, answers={})


def test_a_checker_sends_back_with_a_word_on_what_to_look_at(paper, first, second):
    intakes.enter(actor=first, intake=paper, answers={"why": "Because"})
    with pytest.raises(ValidationError, match="what should be looked at"):
        intakes.send_back(actor=second, intake=paper, note=" ")
    back = intakes.send_back(actor=second, intake=paper, note="Page two is missing")
    assert (back.state, back.note, back.answers) == (IntakeState.RECEIVED, "Page two is missing", {"why": "Because"})


def test_con_1_paper_supersedes_what_was_submitted_and_the_earlier_answer_stays(paper, response, focal, first, second):
    save_answers(actor=focal, response=response, given={
        "order": Given(["skills"]), "council": Given({"answer": "no"}), "why": Given("As typed online"),
    })
    earlier = submit(actor=focal, response=again(response))
    intakes.enter(actor=first, intake=paper, answers={"order": ["rights"], "why": "As written on paper"})
    intakes.check(actor=second, intake=paper, answers={"order": ["rights"], "why": "As written on paper"})

    earlier.refresh_from_db()
    later = Submission.objects.get(response=response, superseded_at=None)
    assert (earlier.superseded_at, earlier.answers["why"]) == (later.at, "As typed online")
    assert (later.number, later.channel) == (2, ReceivedBy.PAPER)
    aside = AnswerEdit.objects.filter(response=response, is_aside=True).values_list("question", "value")
    assert dict(aside) == {"order": ["skills"], "why": "As typed online"}
    assert reopen(actor=focal, response=again(response)).state == ResponseState.REOPENED


def test_con_1_a_file_does_not_change_a_submitted_draft_before_it_is_reopened(response, focal):
    content = made(response)
    save_answers(actor=focal, response=response, given={"order": Given(["skills"]), "council": Given("no")})
    submit(actor=focal, response=again(response))
    handed = intakes.hand_in(actor=focal, response=again(response), upload=file(content))
    with pytest.raises(ValidationError, match="Reopen it"):
        intakes.confirm_reading(actor=focal, intake=handed)
    reopen(actor=focal, response=again(response))
    intakes.confirm_reading(actor=focal, intake=handed)
    assert present_answers(response)["order"] == FILLED["order"]


def test_what_is_set_aside_is_kept_with_its_reason_and_taken_up_again(paper, first):
    with pytest.raises(ValidationError, match="Say why"):
        intakes.set_aside(actor=first, intake=paper, reason="")
    assert intakes.set_aside(actor=first, intake=paper, reason="The same page twice").over_at
    with pytest.raises(ValidationError):
        intakes.enter(actor=first, intake=paper, answers={"why": "Because"})
    assert intakes.take_up_again(actor=first, intake=paper).state == IntakeState.RECEIVED


def test_nothing_is_taken_in_once_the_questionnaire_is_closed(paper, response, office, first, second):
    intakes.enter(actor=first, intake=paper, answers={"why": "Because"})
    close_questionnaire(actor=office, questionnaire=response.questionnaire)
    with pytest.raises(ValidationError, match="closed"):
        intakes.check(actor=second, intake=paper, answers={"why": "Because"})
    with pytest.raises(ValidationError, match="closed"):
        intakes.hand_in(actor=first, response=again(response), upload=file(PDF, "s.pdf"), channel=ReceivedBy.FAX)


def test_only_the_task_force_enters_and_checks(paper, focal, actor):
    for who in (focal, actor("delegate"), actor("contributor")):
        for call in (intakes.enter, intakes.check):
            with pytest.raises(Denied):
                call(actor=who, intake=paper, answers={"why": "Because"})
        with pytest.raises(Denied):
            intakes.send_back(actor=who, intake=paper, note="Because")


def test_con_2_what_was_handed_in_is_read_by_its_party_and_the_task_force_alone(paper, focal, first, actor):
    assert [len(intakes_of(who, paper.response)) for who in (focal, first)] == [1, 1]
    for role in ("contributor", "delegate", "observer", "press"):
        assert not readable(actor(role), Intake).exists()


def test_the_journal_tells_each_step_and_never_what_was_answered(paper, first, second):
    intakes.enter(actor=first, intake=paper, answers={"why": "A secret thought"}, done=False)
    intakes.enter(actor=first, intake=paper, answers={"why": "A secret thought"})
    intakes.send_back(actor=second, intake=paper, note="Look again")
    intakes.enter(actor=first, intake=paper, answers={"why": "A secret thought"})
    intakes.check(actor=second, intake=paper, answers={"why": "A secret thought!"})
    said = [sentence(entry) for entry in JournalEntry.objects.order_by("-sequence")[:6]][::-1]
    assert said == [
        "handed in an answer to “small”, received on paper",
        "worked on entering an answer to “small” received on paper",
        "entered an answer to “small” received on paper, to be checked",
        "sent what was entered of “small” back, to be looked at again",
        "entered an answer to “small” received on paper, to be checked",
        "checked and took in an answer to “small” received on paper; corrected: 1 question",
    ]
    assert not any("secret" in str(entry.facts) for entry in JournalEntry.objects.all())


def test_an_answer_taken_from_a_file_is_one_journal_entry(response, focal):
    handed = intakes.hand_in(actor=focal, response=response, upload=file(made(response)))
    before = JournalEntry.objects.count()
    intakes.confirm_reading(actor=focal, intake=handed)
    last = JournalEntry.objects.order_by("sequence").last()
    assert JournalEntry.objects.count() == before + 1
    assert sentence(last) == "put what was received as a spreadsheet into the draft of “small”; answers: 3"
    assert last.party == "exercise-bermea"
