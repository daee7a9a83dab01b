"""The pages of the directory: whose they are, what they show, and what they say to bad input."""

import io
import re
from collections.abc import Callable

import pypdfium2
import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from convoke.core.languages import sort_key
from convoke.core.models import Job
from convoke.core.work.operations import run_job
from convoke.directory.codes import code_of
from convoke.directory.models import Account, Capacity, Channel, Invitation, Mandate, Party, PartyName, Person
from tests.factories import (
    ChannelFactory,
    GroupingFactory,
    GroupingMembershipFactory,
    InvitationFactory,
    MandateFactory,
    PartyFactory,
    PartyNameFactory,
    PersonFactory,
)

from .conftest import EVERYONE
from .places import LANGUAGES, OF_A_PARTY, OF_THE_DIRECTORY

OFFICE = ("chair", "task-force")
BERMEA = "/en/parties/exercise-bermea/people/"
WORDS = "four plain words here"
Clients = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


def page(answer: object) -> str:
    return answer.content.decode()


# ------------------------------------------------------------------ whose pages


@pytest.mark.parametrize("name", OF_THE_DIRECTORY)
def test_pages_of_the_directory_are_the_offices(client_of: Clients, name: str) -> None:
    for role in EVERYONE:
        answer = client_of(role).get(f"/en/{OF_THE_DIRECTORY[name]}")
        expected = 200 if role in OFFICE else 302 if role == "public" else 403
        assert answer.status_code == expected, role


@pytest.mark.parametrize("name", OF_A_PARTY)
def test_dir_3_people_and_channels_are_the_partys_and_the_offices(client_of: Clients, name: str) -> None:
    for role in EVERYONE:
        answer = client_of(role).get(f"/en/{OF_A_PARTY[name]}")
        expected = 200 if role in (*OFFICE, "focal-point") else 302 if role == "public" else 403
        assert answer.status_code == expected, role
    other = OF_A_PARTY[name].replace("exercise-bermea", "exercise-dorvania")
    assert client_of("focal-point").get(f"/en/{other}").status_code == 403
    missing = OF_A_PARTY[name].replace("exercise-bermea", "atlantis")
    assert client_of("task-force").get(f"/en/{missing}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_in_every_language(client_of: Clients, language: str) -> None:
    for path in (*OF_THE_DIRECTORY.values(), *OF_A_PARTY.values(), "invitation/"):
        assert client_of("task-force").get(f"/{language}/{path}").status_code == 200


def test_dir_3_a_focal_point_is_shown_to_those_who_may_know(client_of: Clients) -> None:
    address = "/en/parties/exercise-galmora/"
    for role in EVERYONE:
        shown = "Noor Sabahi" in page(client_of(role).get(address))
        assert shown == (role in (*OFFICE, "focal-point")), role
    past = page(client_of("focal-point").get(f"{address}?on=2007-07-09"))
    assert "Tomas Elquist" in past
    assert "Noor Sabahi" not in past
    known = page(client_of("focal-point").get("/en/parties/exercise-cardenia/"))
    assert "amaru.villaluz@cardenia.example.org" in known
    assert "+999" not in known  # not official: for the office and the party alone


# ------------------------------------------------------------------ searching


@pytest.mark.parametrize(("word", "code"), [
    ("cote d’ivoire", "civ"), ("CÔTE", "civ"), ("Elfenbein", None), ("Côte d", "civ"), ("ivoorkust", "civ"),
    ("بلجيكا", "bel"), ("be", "bel"), ("BEL", "bel"), ("iom", "iom"), ("zzz", None), ("---", None),
])
def test_parties_are_found_in_any_language_by_code_and_acronym(client_of: Clients, word: str, code: str | None) -> None:
    shown = page(client_of("public").get("/en/parties/", {"q": word}))
    found = re.findall(r'<li><a href="/en/parties/([\w-]+)/"', shown)
    assert (code in found) if code else not found


def test_a_search_keeps_its_date_and_its_grouping(client_of: Clients) -> None:
    shown = page(client_of("public").get("/en/parties/?q=s&on=2007-07-09&grouping=eu"))
    assert 'value="2007-07-09"' in shown
    assert 'value="eu" selected' in shown
    assert "/en/parties/svk/" in shown
    assert "/en/parties/che/" not in shown


def test_people_are_found_with_or_without_accents(client_of: Clients) -> None:
    PersonFactory(name="Émilie Özdemir")
    for word in ("emilie", "OZDEM", "özdemir em"):
        assert "Émilie Özdemir" in page(client_of("task-force").get("/en/directory/people/", {"q": word}))
    assert "Nobody is called" in page(client_of("task-force").get("/en/directory/people/", {"q": "zdemir"}))


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_many_people_parties_and_groupings_cost_no_query_more(client_of: Clients) -> None:
    pages = ["/en/parties/", "/en/parties/?q=s&on=2007-07-09", "/en/directory/", "/en/directory/people/",
             "/en/directory/?on=2007-07-09", "/en/directory/duplicates/", BERMEA, "/en/desk/"]
    client, own = client_of("task-force"), client_of("focal-point")
    for one in (client, own):
        one.get("/en/desk/")  # the first visit leaves its mark
    before = [count(client, address) for address in pages] + [count(own, BERMEA), count(own, "/en/desk/")]
    bermea = Party.objects.get(code="exercise-bermea")
    for number in range(30):
        party = PartyFactory()
        PartyNameFactory(party=party)
        GroupingMembershipFactory(party=party, grouping=GroupingFactory())
        person = PersonFactory(name=f"Same Name {number // 2}")
        ChannelFactory(person=person)
        MandateFactory(person=person, party=party)
        mandate = MandateFactory(party=bermea, capacity=Capacity.DEPUTY)
        ChannelFactory(person=mandate.person)
        InvitationFactory(mandate=mandate)
    after = [count(client, address) for address in pages] + [count(own, BERMEA), count(own, "/en/desk/")]
    assert after == before, list(zip(pages, before, after, strict=False))


# ------------------------------------------------------------------ people of a party


def test_a_focal_point_replaces_herself_and_is_led_on(client_of: Clients) -> None:
    client = client_of("focal-point")
    answer = client.post(f"{BERMEA}designate/", {
        "capacity": "focal-point", "name": "Neue Stimme", "email": "neue@example.org", "reference": "NV 7",
        "scan": SimpleUploadedFile("note.pdf", b"%PDF-1.4 exercise"),
    })
    assert answer.status_code == 302
    assert answer["Location"] == "/en/parties/exercise-bermea/"
    made = Mandate.objects.get(person__name="Neue Stimme")
    assert (made.capacity, made.until, made.scan.name) == ("focal-point", None, "note.pdf")
    assert client.get(BERMEA).status_code == 403
    office = client_of("task-force")
    scan = office.get(f"{BERMEA}scans/{made.scan_id}/")
    assert scan["Content-Disposition"].startswith("attachment")
    assert b"".join(scan.streaming_content) == b"%PDF-1.4 exercise"
    assert client_of("press").get(f"{BERMEA}scans/{made.scan_id}/").status_code == 403


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_form_with_faults_comes_back_filled_in(client_of: Clients, language: str) -> None:
    answer = client_of("task-force").post(f"/{language}/parties/exercise-bermea/people/designate/", {
        "capacity": "deputy", "name": "Kept Name", "since": "2007-02-30", "title": "Kept title",
    })
    assert answer.status_code == 422
    shown = page(answer)
    for word in ("Kept Name", "Kept title", "2007-02-30", 'role="alert"', 'aria-invalid="true"'):
        assert word in shown
    assert not Person.objects.filter(name="Kept Name").exists()


def test_dir_1_a_conflict_is_said_in_the_form(client_of: Clients) -> None:
    answer = client_of("task-force").post("/en/parties/exercise-cardenia/people/designate/", {
        "capacity": "focal-point", "name": "Second", "since": "2006-10-02",
    })
    assert answer.status_code == 422
    assert "DIR-1" in page(answer)


def test_a_focal_point_cannot_ask_for_a_capacity_that_is_not_hers_to_give(client_of: Clients) -> None:
    answer = client_of("focal-point").post(f"{BERMEA}designate/", {"capacity": "chair", "name": "Friend"})
    assert answer.status_code == 422
    assert not Person.objects.filter(name="Friend").exists()


def test_a_mandate_is_ended_and_stays_in_the_record(client_of: Clients) -> None:
    mandate = MandateFactory(party=Party.objects.get(code="exercise-bermea"), capacity=Capacity.CONTRIBUTOR)
    address = f"{BERMEA}mandates/{mandate.pk}/end/"
    for role in ("observer", "contributor"):
        assert client_of(role).post(address).status_code == 403
    client = client_of("focal-point")
    assert client.get(address).status_code == 200
    assert client.post(address, {"on": "soon"}).status_code == 422
    assert str(mandate.person) in page(client.post(address, {"reason": "a new post"}, follow=True))
    mandate.refresh_from_db()
    assert mandate.until
    assert client.get(f"{BERMEA}mandates/999999/end/").status_code == 404
    foreign = Mandate.objects.get(person__code="exercise-cardenia-1")
    assert client.post(f"{BERMEA}mandates/{foreign.pk}/end/").status_code == 404


def test_a_person_is_corrected(client_of: Clients) -> None:
    mandate = MandateFactory(party=Party.objects.get(code="exercise-bermea"), capacity=Capacity.CONTRIBUTOR)
    address = f"{BERMEA}persons/{mandate.person_id}/"
    client = client_of("focal-point")
    assert client.post(address, {"name": "..."}).status_code == 422
    assert client.post(address, {"name": "Better Name", "language": "fr"}).status_code == 302
    mandate.person.refresh_from_db()
    assert mandate.person.name == "Better Name"


def test_channels_are_kept_and_judged(client_of: Clients) -> None:
    client, office = client_of("focal-point"), client_of("task-force")
    for number, status in (("call me", 422), ("+999 55512", 302)):
        data = {"kind": "phone", "address": number, "order": 0}
        assert client.post(f"{BERMEA}channels/new/", data).status_code == status
    channel = Channel.objects.get(address="+999 55512")
    address = f"{BERMEA}channels/{channel.pk}/"
    change = {"kind": "phone", "address": "+999 55513", "order": 1, "is_official": "on"}
    assert client.post(address, change).status_code == 302
    assert client.post(f"{address}judge/", {"reason": "no answer"}).status_code == 403
    assert office.post(f"{address}judge/", {"reason": " "}, follow=True).status_code == 200
    office.post(f"{address}judge/", {"reason": "no answer"})
    assert Channel.objects.get(pk=channel.pk).unreliable_reason == "no answer"
    assert "no answer" in page(office.get(address))
    office.post(f"{address}judge/", {"reliable": "yes"})
    assert Channel.objects.get(pk=channel.pk).is_reliable
    assert client.post(f"{address}end/").status_code == 302
    assert Channel.objects.get(pk=channel.pk).until
    foreign = Channel.objects.filter(person__code="exercise-cardenia-1").first()
    assert client.post(f"{BERMEA}channels/{foreign.pk}/end/").status_code == 404


# ------------------------------------------------------------------ invitations


def invite(client: Client, **data: str) -> Invitation:
    mandate = MandateFactory(party=Party.objects.get(code="exercise-bermea"), capacity=Capacity.DEPUTY)
    answer = client.post(f"{BERMEA}mandates/{mandate.pk}/invite/", {"language": "en", **data})
    assert answer.status_code == 302
    return Invitation.objects.get(mandate=mandate)


def test_dir_2_from_the_message_to_the_desk(client_of: Clients) -> None:
    invitation = invite(client_of("focal-point"), means="email", email="new@example.org")
    run_job.call(str(Job.objects.get(kind="send-invitation").pk))
    link = re.search(r"http://testserver(/en/invitation/\?\S+)", mail.outbox[-1].body)[1]
    client = client_of("public")
    shown = page(client.get(link))
    assert "Deputy focal point" in shown
    assert "Choose a password" in shown
    data = {"email": "new@example.org", "code": code_of(invitation), "step": "enter"}
    weak = client.post("/en/invitation/", {**data, "password": "short"})
    assert weak.status_code == 422
    assert "new@example.org" in page(weak)
    answer = client.post("/en/invitation/", {**data, "password": WORDS})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")
    assert client.get(BERMEA).status_code == 200
    again = client_of("public").post("/en/invitation/", {"email": "new@example.org", "code": code_of(invitation)})
    assert again.status_code == 422
    assert "used already" in page(again)


def test_dir_2_from_the_letter_to_the_desk(client_of: Clients) -> None:
    office = client_of("task-force")
    invitation = invite(office, means="letter")
    letter = office.get(f"{BERMEA}letters/{invitation.pk}.pdf")
    assert letter["Content-Type"] == "application/pdf"
    text = pypdfium2.PdfDocument(io.BytesIO(letter.content))[0].get_textpage().get_text_bounded()
    assert code_of(invitation) in text
    assert "http://testserver/en/invitation/" in text
    for role in ("observer", "press", "contributor"):
        assert client_of(role).get(f"{BERMEA}letters/{invitation.pk}.pdf").status_code == 403
    typed = code_of(invitation).lower().replace("-", " ")
    client = client_of("public")
    data = {"email": "p@example.org", "code": typed, "step": "enter", "password": WORDS}
    answer = client.post("/en/invitation/", data)
    assert answer.status_code == 302
    assert Account.objects.get(email="p@example.org").person == invitation.mandate.person


@pytest.mark.parametrize("language", ["fr", "ar", "nl"])
def test_a_letter_is_printed_in_the_language_of_the_person(client_of: Clients, language: str) -> None:
    invitation = invite(client_of("task-force"), means="letter", language=language)
    letter = client_of("task-force").get(f"{BERMEA}letters/{invitation.pk}.pdf")
    assert letter.content.startswith(b"%PDF")


def test_a_letter_is_printed_for_a_name_in_a_script_no_font_has(client_of: Clients) -> None:
    invitation = invite(client_of("task-force"), means="letter")
    Person.objects.filter(pk=invitation.mandate.person_id).update(name="王小明 ნინო")
    assert client_of("task-force").get(f"{BERMEA}letters/{invitation.pk}.pdf").content.startswith(b"%PDF")


def test_dir_2_who_has_an_account_is_asked_to_sign_in_and_comes_back(client_of: Clients) -> None:
    account = Account.objects.get(email="press@example.org")
    mandate = MandateFactory(person=account.person, party=Party.objects.get(code="exercise-bermea"), capacity="deputy")
    client_of("task-force").post(f"{BERMEA}mandates/{mandate.pk}/invite/", {"means": "letter", "language": "en"})
    data = {"email": "press@example.org", "code": code_of(Invitation.objects.get(mandate=mandate))}
    shown = page(client_of("public").post("/en/invitation/", data))
    assert "There is an account for you already" in shown
    assert "next=/en/invitation/" in shown.replace("%2F", "/")
    answer = client_of("press").post("/en/invitation/", {**data, "step": "enter"})
    assert answer["Location"] == "/en/desk/"


def test_guessing_codes_is_slowed_down(client_of: Clients) -> None:
    client = client_of("public")
    data = {"email": "x@example.org", "code": "AAAA-BBBB-CCCC-DDDD"}
    statuses = [client.post("/en/invitation/", data).status_code for _time in range(12)]
    assert statuses[:10] == [422] * 10
    assert statuses[-1] == 429


def test_an_invitation_is_withdrawn(client_of: Clients) -> None:
    client = client_of("focal-point")
    invitation = invite(client, means="letter")
    assert client_of("observer").post(f"{BERMEA}invitations/{invitation.pk}/revoke/").status_code == 403
    assert client.post(f"{BERMEA}invitations/{invitation.pk}/revoke/").status_code == 302
    invitation.refresh_from_db()
    assert invitation.state == "revoked"
    assert client.get(f"{BERMEA}letters/{invitation.pk}.pdf").status_code == 404


# ------------------------------------------------------------------ the office


def test_the_directory_says_who_is_missing_and_why(client_of: Clients) -> None:
    client = client_of("task-force")
    shown = page(client.get("/en/directory/"))
    assert "no channel that can be relied on" in shown
    narrowed = page(client.get("/en/directory/?reason=unreliable"))
    assert "Estmark" in narrowed
    assert "Kelmania" in narrowed
    assert "Hestria" not in narrowed
    assert "Cardenia" not in narrowed
    assert "Merrowen" not in page(client.get("/en/directory/?on=2008-03-01&reason=no-focal-point&page=4"))
    assert "is not a date" in page(client.get("/en/directory/?on=tomorrow"))
    assert client.get("/en/directory/?page=99&country=nowhere").status_code == 200
    table = client.get("/en/directory/reach.csv").content.decode()
    assert "Estmark (exercise)" in table
    assert "<svg" in client.get("/en/directory/reach.svg").content.decode()
    assert client.get("/en/directory/reach.png").status_code == 404


def test_duplicates_are_compared_and_merged(client_of: Clients) -> None:
    client = client_of("task-force")
    assert "MENDES ALTAMIRA, Joana" in page(client.get("/en/directory/duplicates/"))
    data = {"keep": "exercise-feldora-1", "duplicate": "exercise-feldora-2"}
    assert "They are one person" in page(client.get("/en/directory/merge/", data))
    assert client.post("/en/directory/merge/", {**data, "duplicate": data["keep"]}).status_code == 422
    assert client.post("/en/directory/merge/", data).status_code == 302
    assert "MENDES ALTAMIRA, Joana" not in page(client.get("/en/directory/duplicates/"))
    assert client.get("/en/directory/merge/", data).status_code == 404


def test_the_desks_say_what_waits(client_of: Clients) -> None:
    assert "have no focal point who can be reached" in page(client_of("task-force").get("/en/desk/"))
    Channel.objects.filter(person__account__email="focal-point@example.org").delete()
    own = page(client_of("focal-point").get("/en/desk/"))
    assert "no channel by which you can surely be reached" in own
    assert "a deputy can be designated" in own


def test_settings_keep_the_time_zone(client_of: Clients) -> None:
    client = client_of("press")
    assert "Africa/Bamako" in page(client.get("/en/settings/"))
    assert client.post("/en/settings/", {"language": "en", "time_zone": "Africa/Bamako"}).status_code == 302
    assert Account.objects.get(email="press@example.org").time_zone == "Africa/Bamako"


def test_names_with_signs_are_shown_as_they_are(client_of: Clients) -> None:
    name = "<script>alert(1)</script>"
    person = PersonFactory(name=name)
    party = PartyFactory()
    PartyName.objects.create(party=party, language="en", name=name, sort_key=sort_key(name))
    MandateFactory(person=person, party=party)
    shown = page(client_of("task-force").get(f"/en/parties/{party.code}/people/"))
    assert name not in shown
    assert "&lt;script&gt;" in shown


# ------------------------------------------------------------------ tables


def test_a_table_is_handed_in_looked_at_and_stored(client_of: Clients) -> None:
    client, party = client_of("task-force"), PartyFactory()
    table = SimpleUploadedFile("people.csv", f"name,party,capacity\nTabea Muster,{party.code},deputy".encode())
    assert client_of("focal-point").post("/en/directory/import/", {"table": table}).status_code == 403
    table.seek(0)
    answer = client.post("/en/directory/import/", {"table": table})
    address = answer["Location"]
    assert "waiting" in page(client.get(address))
    run_job.call(address.rstrip("/").rpartition("/")[2])
    shown = page(client.get(address))
    assert "Tabea Muster" in shown
    assert "Store these changes" in shown
    assert client_of("focal-point").get(address).status_code == 403
    stored = client.post(address)["Location"]
    run_job.call(stored.rstrip("/").rpartition("/")[2])
    assert "Everything was stored" in page(client.get(stored))
    assert Mandate.objects.get(party=party).person.name == "Tabea Muster"
    assert "<html" not in page(client.get(stored, headers={"HX-Request": "true"}))


def test_a_table_of_another_kind_or_with_faults_is_answered(client_of: Clients) -> None:
    client = client_of("task-force")
    wrong = client.post("/en/directory/import/", {"table": SimpleUploadedFile("people.doc", b"x")})
    assert wrong.status_code == 422
    assert "Accepted: a CSV file" in page(wrong)
    assert client.post("/en/directory/import/").status_code == 422
    answer = client.post("/en/directory/import/", {
        "table": SimpleUploadedFile("people.csv", b"name,party,capacity\nAna,nowhere,deputy")
    })
    run_job.call(answer["Location"].rstrip("/").rpartition("/")[2])
    assert "Row 2, column “party”" in page(client.get(answer["Location"]))


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_the_directory_is_given_out_to_those_who_keep_it(client_of: Clients, format: str) -> None:
    for role in EVERYONE:
        answer = client_of(role).get(f"/en/directory/export.{format}")
        expected = 200 if role in (*OFFICE, "focal-point") else 302 if role == "public" else 403
        assert answer.status_code == expected, role
    assert client_of("chair").get("/en/directory/export.pdf").status_code == 404
