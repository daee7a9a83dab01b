"""The pages on which the agenda is circulated, commented, revised, compared and adopted."""

import datetime as dt

import pytest

from convoke.bodies.states import SilenceState
from convoke.core import clock
from convoke.library.models import Comment, Document, DocumentVersion
from convoke.programme.models import AgendaAdoption, AgendaVersion, Session
from tests.factories import SilenceProcedureFactory

BASE = "/en/argentina-2010/agenda/"
DESK = "/en/desk/"


@pytest.fixture
def office(client_of, edition):
    """The task force, with an agenda of one session."""
    client = client_of("task-force")
    client.post(f"{BASE}compose/roundtables/new/", {"theme": "focus-1", "title": "Protection", "aim": "Learn."})
    session = {"title": "Rights", "aim": "", "questions": "What works?"}
    client.post(f"{BASE}compose/sessions/new/?roundtable=RT1", session)
    return client


def text(answer) -> str:
    return answer.content.decode()


def circulate(office, days=7, **more):
    day = (clock.now() + dt.timedelta(days=days)).date()
    return office.post(f"{BASE}circulate/", {"day": day.isoformat(), "time": "18:00", **more})


def comments_of(number=1) -> str:
    document = Document.objects.get(edition__code="argentina-2010", kind="agenda")
    return f"/en/argentina-2010/documents/{document.code}/v{number}/comments/"


def test_an_agenda_is_circulated_commented_answered_revised_and_adopted(office, client_of, edition):
    assert "<strong>Session 1.1, Rights</strong>" in text(office.get(f"{BASE}circulate/")), "it is seen before"
    assert circulate(office).url == BASE
    focal_point = client_of("focal-point")
    assert "Comment on the draft agenda" in text(focal_point.get(DESK))
    assert "Circulated for comment" in text(focal_point.get(BASE))
    session = Session.objects.get(edition=edition, code="1.1")
    focal_point.post(comments_of(), {
        "do": f"comment s{session.pk}", "party": "exercise-bermea", "text": "Name the work.", "proposal": "",
    })
    made = Comment.objects.get(version__document__kind="agenda", version__document__edition=edition)
    assert "Comment on the draft agenda" not in text(focal_point.get(DESK)), "it has commented"
    assert "1 comment on the agenda" in text(office.get(DESK))
    page = text(office.get(BASE))
    assert "Name the work." in page
    assert f"?answer={made.pk}#c{made.pk}" in page
    office.post(comments_of(), {"do": f"answer {made.pk}", "state": "partly", "answer": "In the title alone."})
    assert "In the title alone." in text(focal_point.get(comments_of()))
    office.post(f"{BASE}compose/sessions/1.1/", {
        "title": "Rights at work", "aim": "", "questions": "What works?", "restricted_to": "",
    })
    refused = circulate(office)
    assert refused.status_code == 422
    assert "what changed since version 1" in text(refused)
    assert circulate(office, what_changed="“At work” was added, as Bermea proposed.").status_code == 302
    seen = text(focal_point.get(f"{BASE}compare/?old=v1&new=v2"))
    assert "Rights at work" in seen
    assert "version 2, circulated on" in seen
    SilenceProcedureFactory(
        edition=edition, state=SilenceState.ADOPTED, deadline=clock.now(), circulated_at=clock.now(),
        over_at=clock.now(), checksum="0" * 64, code="agenda-argentina",
    )
    assert office.post(f"{BASE}adopt/", {"basis": "silence agenda-argentina", "note": ""}).status_code == 302
    assert AgendaAdoption.objects.get(edition=edition).text.version.number == 2
    assert "version 2" in text(client_of("public").get(BASE))
    assert "comments are closed" in text(focal_point.get(BASE))


@pytest.mark.parametrize("role", ["public", "delegate", "press", "civil-society"])
def test_lib_1_others_find_nothing_of_the_draft(office, client_of, role):
    circulate(office)
    client, document = client_of(role), Document.objects.get(edition__code="argentina-2010", kind="agenda")
    page = text(client.get(BASE))
    assert "Circulated for comment" not in page
    assert document.code not in page
    assert "circulated on" not in text(client.get(f"{BASE}compare/"))
    assert client.get(f"{BASE}compare/?old=v1").status_code == 404
    assert client.get(f"/en/argentina-2010/documents/{document.code}/").status_code == 404
    assert document.code not in text(client.get("/en/argentina-2010/documents/"))
    assert client.get(comments_of()).status_code in (302, 404)
    if role != "public":
        assert "Comment on the draft agenda" not in text(client.get(DESK))


@pytest.mark.parametrize(("data", "said"), [
    ({"day": "2001-01-01", "time": "18:00"}, "ahead"), ({"day": "soon", "time": "18:00"}, "valid date"),
    ({"day": "", "time": ""}, "required"),
])
def test_bad_input_says_what_is_accepted_and_is_kept(office, data, said):
    answer = office.post(f"{BASE}circulate/", data)
    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{data["day"]}"' in text(answer) or not data["day"]
    assert not AgendaVersion.objects.filter(edition__code="argentina-2010").exists()


def test_a_comment_after_the_date_is_taken_and_marked(office, client_of):
    circulate(office)
    version = DocumentVersion.objects.get(document__edition__code="argentina-2010", document__kind="agenda")
    DocumentVersion.objects.filter(pk=version.pk).update(comments_until=clock.now() - dt.timedelta(hours=1))
    focal_point = client_of("focal-point")
    assert "Comment on the draft agenda" not in text(focal_point.get(DESK)), "nothing is asked after the date"
    empty = focal_point.post(comments_of(), {"do": "comment ", "party": "exercise-bermea", "text": " "})
    assert not Comment.objects.filter(version=version).exists()
    assert empty.status_code == 200
    focal_point.post(comments_of(), {"do": "comment ", "party": "exercise-bermea", "text": "Late, with regret."})
    assert "after the date" in text(focal_point.get(comments_of()))


def test_a_session_without_a_concept_note_says_so_and_it_is_begun_there(office, client_of, edition):
    assert "No concept note yet." in text(office.get(f"{BASE}compose/"))
    assert "Start the concept note" in text(office.get("/en/argentina-2010/programme/1.1/"))
    for role in ("public", "press"):
        client = client_of(role)
        assert "Start the concept note" not in text(client.get("/en/argentina-2010/programme/1.1/"))
        assert client.post(f"{BASE}compose/sessions/1.1/note/").status_code in (302, 403)
    assert not Document.objects.filter(edition=edition, kind="concept-note").exists()
    answer = office.post(f"{BASE}compose/sessions/1.1/note/")
    made = Document.objects.get(edition=edition, kind="concept-note")
    assert answer.url == f"/en/argentina-2010/documents/{made.code}/v1/write/"
    page = text(office.get(f"{BASE}compose/"))
    assert "No concept note yet." not in page
    assert f"/documents/{made.code}/" in page
    assert made.code not in text(client_of("public").get(BASE))
    assert "already" in text(office.post(f"{BASE}compose/sessions/1.1/note/", follow=True))


def test_pages_cost_the_same_for_one_session_and_for_many(office, queries):
    circulate(office)
    pages = (BASE, f"{BASE}compose/", f"{BASE}circulate/", f"{BASE}compare/")
    before = [queries(lambda page=page: office.get(page)) for page in pages]
    for number in range(6):
        office.post(f"{BASE}compose/sessions/new/?roundtable=RT1", {"title": f"Session {number}", "questions": "Why?"})
    assert [queries(lambda page=page: office.get(page)) for page in pages] == before
