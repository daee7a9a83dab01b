"""The pages of papers, from the first word to the published version, as each reader meets them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.models import Job
from convoke.core.work.operations import run_job
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.library.models import Comment, Document, DocumentVersion, Paragraph, ParagraphEdit
from convoke.library.operations.commenting import circulate
from convoke.library.operations.documents import create_document
from convoke.library.operations.publishing import publish
from convoke.library.operations.replacing import replace_text
from convoke.library.operations.writing import begin_version, save_paragraph

LIST = "/en/manila-2008/documents/"
TEXT = "# Introduction\n\nRemittances are private funds.\n\nThey are **not** aid.[^1]\n\n[^1]: As was said."
OUTSIDERS = ("public", "press", "delegate", "civil-society", "provider")


def text(answer) -> str:
    return answer.content.decode()


def main(answer) -> str:
    return text(answer).partition("<main")[2]


@pytest.fixture
def paper(db: None) -> Document:
    """A paper by Bermea for everyone, written in English, wanted in French; its first version is a draft."""
    actor = system("tests")
    made = create_document(
        actor=actor, edition=Edition.objects.get(code="manila-2008"), kind="background-paper",
        title={"en": "On exercise remittances"}, language="en", languages=["fr"], audience="public",
        authors=[Party.objects.get(code="exercise-bermea")],
    )
    replace_text(actor=actor, version=made.versions.get(), language="en", markdown=TEXT)
    return made


@pytest.fixture
def page(paper: Document) -> str:
    """Its address."""
    return f"{LIST}{paper.code}/"


def published(paper: Document) -> DocumentVersion:
    return publish(actor=system("tests"), version=paper.versions.get(state="draft"), what_changed={"en": "Figures."})


def circulated(paper: Document) -> DocumentVersion:
    until = clock.now() + dt.timedelta(days=7)
    return circulate(actor=system("tests"), version=paper.versions.get(state="draft"), until=until)


def key_of(paper: Document, words: str) -> str:
    return next(one.key for one in Paragraph.objects.filter(version__document=paper) if words in str(one.texts))


# ------------------------------------------------------------------ who reads


@pytest.mark.parametrize("role", OUTSIDERS)
def test_lib_1_a_draft_is_found_nowhere_by_who_does_not_write_it(client_of, paper, page, role):
    client = client_of(role)
    assert "Remittances are private" not in text(client.get(page))
    assert "Remittances are private" not in text(client.get(LIST))
    assert "On exercise remittances" not in text(client.get(LIST))
    assert client.get(page).status_code == 404
    for below in ("v1/", "v1/comments/", "compare/"):
        answer = client.get(f"{page}{below}", follow=True)
        assert answer.status_code == 404 or "Sign in" in text(answer)
        assert "Remittances are private" not in text(answer)
    for below in ("v1/write/", "v1/translate/fr/", "v1/publish/", "v1/hand-in/", "change/"):
        assert client.get(f"{page}{below}").status_code in (302, 403, 404)


@pytest.mark.parametrize("role", ["focal-point", "task-force", "chair"])
def test_a_draft_is_read_by_who_writes_it_and_says_who_sees_it(client_of, page, role):
    answer = main(client_of(role).get(page))
    assert "Remittances are private funds." in answer
    assert "Seen by its authors, the Chair and the task force" in answer
    assert "Write version 1" in answer


@pytest.mark.parametrize("role", ["public", "delegate", "focal-point", "task-force"])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_lib_3_a_published_paper_is_read_in_every_language_and_says_what_is_not_translated(
    client_of, paper, role, language
):
    version = published(paper)
    address = f"/{language}/manila-2008/documents/{paper.code}/"
    answer = text(client_of(role).get(address))
    assert "Remittances are private funds." in answer
    assert version.checksum in answer
    assert paper.symbol in answer
    assert ("paper__fallback" in answer) is (language != "en")
    assert client_of(role).get(f"{address}v1/").status_code == 200


def test_lib_2_the_next_draft_is_not_shown_to_the_public_beside_the_published_version(client_of, paper, page):
    published(paper)
    begin_version(actor=system("tests"), document=paper, is_correction=True)
    save_paragraph(
        actor=system("tests"), version=paper.versions.get(number=2), key=key_of(paper, "private"), language="en",
        text="Remittances are secret.", revision=None,
    )
    for address in (LIST, page, f"{page}v1/", f"{page}compare/"):
        answer = main(client_of("public").get(address))
        assert "secret" not in answer
        assert "/v2/" not in answer
        assert "version 2" not in answer
    assert client_of("public").get(f"{page}v2/").status_code == 404
    assert client_of("public").get(f"{page}compare/?then=1&now=2").status_code == 404
    assert "<ins>" in text(client_of("focal-point").get(f"{page}compare/?then=1&now=2"))


def test_the_list_is_narrowed_by_its_address(client_of, paper):
    published(paper)
    client = client_of("public")
    assert paper.code in main(client.get(f"{LIST}?kind=background-paper&party=exercise-bermea&language=en"))
    for narrowed in ("?kind=note", "?party=bel", "?language=ar", "?session=9.9", "?kind=alchemy"):
        answer = client.get(f"{LIST}{narrowed}")
        assert answer.status_code == 200
        assert f"documents/{paper.code}/" not in main(answer)
    assert "No document fits" in text(client.get(f"{LIST}?kind=alchemy"))


def test_a_record_known_from_its_sources_says_so(client_of):
    record = Document.objects.filter(is_record=True, edition__code="brussels-2007").first()
    answer = text(client_of("public").get(f"/en/brussels-2007/documents/{record.code}/"))
    assert "on record from its sources alone" in answer
    assert client_of("public").get("/en/brussels-2007/documents/alchemy/").status_code == 404


def test_a_paper_more_costs_no_query_more(client_of, paper, page, queries):
    published(paper)
    client = client_of("task-force")
    client.get("/en/desk/")
    before = [queries(lambda address=address: client.get(address)) for address in (LIST, page)]
    for number in range(5):
        made = create_document(
            actor=system("tests"), edition=paper.edition, kind="note", title={"en": f"Note {number}"}, language="en",
            audience="public", authors=list(paper.authors.all()),
        )
        replace_text(actor=system("tests"), version=made.versions.get(), language="en", markdown=TEXT * 9)
        published(made)
    assert [queries(lambda address=address: client.get(address)) for address in (LIST, page)] == before


def test_a_longer_text_costs_no_query_more(client_of, paper, page, queries):
    client = client_of("task-force")
    client.get("/en/desk/")
    pages = [f"{page}v1/{below}/" for below in ("write", "translate/fr", "publish")]
    before = [queries(lambda address=address: client.get(address)) for address in pages]
    replace_text(actor=system("tests"), version=paper.versions.get(), language="en", markdown=f"{TEXT}\n\n" * 20)
    assert [queries(lambda address=address: client.get(address)) for address in pages] == before


def test_a_comment_more_costs_no_query_more(client_of, paper, page, queries):
    version, client = circulated(paper), client_of("task-force")
    address, key = f"{page}v{version.number}/comments/", key_of(paper, "private")
    party = Party.objects.get(code="exercise-bermea")

    def say(number: int) -> None:
        for place in range(number):
            Comment.objects.create(version=version, key=key, party=party, at=clock.now(), text=f"Comment {place}.")

    say(1)
    before = queries(lambda: client.get(address))
    say(30)
    assert queries(lambda: client.get(address)) == before


# ------------------------------------------------------------------ writing


def test_a_focal_point_begins_a_paper_of_its_party_and_nobody_else_does(client_of):
    client = client_of("focal-point")
    typed = {
        "title": "On housing", "kind": "note", "language": "en", "languages": ["fr"], "audience": "public",
        "authors": ["exercise-bermea"],
    }
    wrong = client.post(f"{LIST}new/", {**typed, "title": "", "kind": "alchemy"})
    assert wrong.status_code == 200
    assert "Nothing was saved yet" in text(wrong)
    made = client.post(f"{LIST}new/", typed, follow=True)
    assert "There is no text yet" in text(made)
    assert Document.objects.get(title__en="On housing").versions.get().state == "draft"
    assert client.post(f"{LIST}new/", {**typed, "authors": ["exercise-aldoria"]}).status_code == 403
    for role in ("delegate", "press"):
        assert client_of(role).post(f"{LIST}new/", typed).status_code == 403


def test_paragraphs_are_added_edited_moved_and_removed_without_a_script(client_of, paper, page):
    client, write = client_of("focal-point"), f"{page}v1/write/"
    key = key_of(paper, "private")
    assert "<textarea" in text(client.get(f"{write}?edit={key}"))
    client.post(write, {"do": f"save {key}", "text": "Remittances are the funds of families.", "revision": "1"})
    assert "funds of families" in text(client.get(write))
    empty = client.post(write, {"do": f"add {key}", "kind": "text", "text": ""})
    assert "Nothing was saved yet" in text(empty)
    added = client.post(write, {"do": f"add {key}", "kind": "heading", "level": "2", "text": "Costs"}, follow=True)
    assert "Costs" in text(added)
    new = key_of(paper, "Costs")
    order = lambda: list(paper.versions.get().paragraphs.order_by("order").values_list("key", flat=True))  # noqa: E731
    place = order().index(new)
    client.post(write, {"do": f"up {new}"})
    assert order().index(new) == place - 1
    client.post(write, {"do": f"down {new}"})
    assert order().index(new) == place
    client.post(write, {"do": f"remove {new}"})
    assert new not in order()
    gone = client.post(write, {"do": f"save {new}", "text": "x", "revision": "1"}, follow=True)
    assert "no longer there" in text(gone)
    assert "cannot be done" in text(client.post(write, {"do": "nonsense"}, follow=True))
    assert "funds of families" in text(client.get(f"{write}{key}/"))


def test_two_who_write_one_paragraph_see_both_texts_and_none_is_lost(client_of, paper, page):
    write, key = f"{page}v1/write/", key_of(paper, "private")
    client_of("task-force").post(write, {"do": f"save {key}", "text": "Written first.", "revision": "1"})
    second = {"do": f"save {key}", "text": "Written second.", "revision": "1"}
    answer = text(client_of("focal-point").post(write, second))
    assert "Both texts are kept" in answer
    assert "Written first." in answer
    assert "Written second." in answer
    assert ParagraphEdit.objects.get(is_aside=True).text == "Written second."


def test_a_whole_text_is_pasted_or_taken_from_a_file_and_a_bad_one_answered(client_of, paper, page):
    client, write = client_of("focal-point"), f"{page}v1/write/"
    how = {"do": "replace", "how": "replace"}
    assert "Nothing was typed" in text(client.post(write, {**how, "markdown": " "}))
    bad = SimpleUploadedFile("a.md", b"\xff\xfe\x00broken")
    assert "no text in UTF-8" in text(client.post(write, {**how, "file": bad}))
    key = key_of(paper, "private")
    good = SimpleUploadedFile("a.md", b"Remittances are private funds.\n\n> Quoted.")
    assert "taken in" in text(client.post(write, {**how, "file": good}, follow=True))
    assert key_of(paper, "private") == key


@pytest.mark.parametrize("role", ["delegate", "observer"])
def test_who_is_no_author_does_not_write(client_of, paper, page, role):
    published(paper)
    for below in ("v1/write/", "v1/translate/fr/", "v1/publish/", "v1/hand-in/"):
        assert client_of(role).post(f"{page}{below}", {"do": "replace"}).status_code == 403


# ------------------------------------------------------------------ translating


def test_lib_3_a_translation_is_missing_then_done_then_older_than_its_original(client_of, paper, page):
    client, address, key = client_of("focal-point"), f"{page}v1/translate/fr/", key_of(paper, "private")
    assert "missing" in main(client.get(address))
    saved = client.post(address, {f"t {key}": "Les envois sont privés.", f"r {key}": "0"}, follow=True)
    assert "1 translation was saved" in text(saved)
    assert "Les envois sont privés." not in main(client.get(f"{address}?show=open"))
    client.post(f"{page}v1/write/", {"do": f"save {key}", "text": "Remittances are family funds.", "revision": "1"})
    stale = main(client.get(f"{address}?show=open"))
    assert "the original changed" in stale
    assert "<del>" in stale
    client.post(address, {f"t {key}": "Les envois sont privés.", f"r {key}": "1", "right": key})
    assert "the original changed" not in main(client.get(address))
    assert client.get(f"{page}v1/translate/en/").status_code == 404


# ------------------------------------------------------------------ commenting


def test_a_party_comments_and_each_comment_is_answered_with_a_reason(client_of, paper, page):
    version = circulated(paper)
    client, office, address = client_of("focal-point"), client_of("task-force"), f"{page}v{version.number}/comments/"
    key = key_of(paper, "private")
    typed = {"do": f"comment {key}", "party": "exercise-bermea", "text": "Say so.",
             "proposal": "Remittances are wholly private funds."}
    wrong = client.post(f"{address}?on={key}", {**typed, "text": ""})
    assert "Nothing was saved yet" in text(wrong)
    assert "wholly private" in text(wrong)
    assert "<ins>" in text(client.post(f"{address}?on={key}", typed, follow=True))
    made = Comment.objects.get(version__document=paper)
    for role in ("observer", "civil-society"):
        assert "Say so." not in text(client_of(role).get(address))
        assert "Say so." not in text(client_of(role).get(f"{address[:-1]}.csv"))
    unreasoned = office.post(f"{address}?answer={made.pk}", {"do": f"answer {made.pk}", "state": "taken", "answer": ""})
    assert "Nothing was saved yet" in text(unreasoned)
    office.post(address, {"do": f"answer {made.pk}", "state": "partly", "answer": "In part."})
    made.refresh_from_db()
    assert made.state == "partly"
    assert "Say so." in text(client_of("delegate").get(address))
    assert "Say so." in text(office.get(f"{address[:-1]}.csv?state=partly"))
    assert "Say so." not in text(office.get(f"{address[:-1]}.csv?state=open"))
    assert office.get(f"{address[:-1]}.xlsx").status_code == 200
    assert office.get(f"{address[:-1]}.odt").status_code == 404


def test_a_party_withdraws_its_own_comment_alone(client_of, paper, page):
    version = circulated(paper)
    address = f"{page}v{version.number}/comments/"
    client_of("focal-point").post(address, {"do": "comment ", "party": "exercise-bermea", "text": "All good."})
    made = Comment.objects.get(version__document=paper)
    refused = client_of("delegate").post(address, {"do": f"withdraw {made.pk}"}, follow=True)
    assert refused.status_code == 403 or "cannot be done" in text(refused)
    client_of("focal-point").post(address, {"do": f"withdraw {made.pk}"})
    made.refresh_from_db()
    assert made.state == "withdrawn"


# ------------------------------------------------------------------ publishing


def test_the_office_circulates_publishes_and_corrects(client_of, paper, page):
    office = client_of("task-force")
    past = office.post(f"{page}v1/publish/", {"do": "circulate", "day": "2001-01-01", "time": "18:00"})
    assert "Nothing was saved yet" in text(past)
    day = (clock.today() + dt.timedelta(days=9)).isoformat()
    office.post(f"{page}v1/publish/", {"do": "circulate", "day": day, "time": "18:00"})
    assert "Comments are welcome until" in text(client_of("public").get(page))
    office.post(f"{page}v1/publish/", {"do": "publish"})
    assert "version 1: published" in text(client_of("public").get(page))
    number = paper.versions.filter(state="draft").first()
    if number is None:
        office.post(f"{page}begin/", {"is_correction": "on", "what_changed": "A figure."})
        number = paper.versions.get(state="draft")
    second = f"{page}v{number.number}/publish/"
    assert "say what changed" in text(office.post(second, {"do": "publish", "what_changed": ""}))
    office.post(second, {"do": "publish", "what_changed": "A figure was corrected."})
    assert "A figure was corrected." in text(client_of("public").get(page))
    assert "superseded" in text(client_of("public").get(f"{page}v1/"))
    assert client_of("focal-point").post(second, {"do": "publish"}).status_code == 403


def test_the_office_has_the_files_made_of_a_version_that_has_none(client_of, paper, page):
    published(paper)
    office, asked = client_of("task-force"), {"do": "files"}
    assert "Have the files made" in text(office.get(page))
    assert "Have the files made" not in text(client_of("public").get(page))
    assert client_of("focal-point").post(f"{page}v1/publish/", asked).status_code == 403
    assert "made in the background" in text(office.post(f"{page}v1/publish/", asked, follow=True))
    assert "The files are being made." in text(office.get(page))
    for job in Job.objects.filter(kind="paper-files"):
        run_job.call(str(job.pk))
    assert "To take along" in text(client_of("public").get(page))
    assert "Have the files made" not in text(office.get(page))


def test_lib_1_narrowing_holds_at_once_and_everywhere(client_of, paper, page):
    published(paper)
    assert paper.code in main(client_of("public").get(LIST))
    assert client_of("focal-point").post(f"{page}audience/", {"audience": "task-force"}).status_code == 403
    client_of("task-force").post(f"{page}audience/", {"audience": "task-force"})
    assert paper.code not in main(client_of("public").get(LIST))
    for below in ("", "v1/", "compare/"):
        assert client_of("public").get(f"{page}{below}").status_code == 404
