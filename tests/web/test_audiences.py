"""LIB-1: no page, count, picture, file or filter knows more than the role that asks for it.

Things for every audience are put into the demonstration, each with a word that stands nowhere
else. For each role, a page with the things it may not read must be the page without them, to
the letter; and what it may read, it finds.
"""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from convoke.core.audiences import Audience
from convoke.core.languages import sort_key
from convoke.core.models import JournalEntry
from convoke.directory.models import Party, PartyKind, PartyName
from convoke.directory.roles import ROLES as KNOWN
from convoke.directory.roles import audiences_for
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.outcomes.models import Action, Commitment, CrossReference, Finding, ReportDue
from convoke.practices.models import Practice, PracticeParty
from convoke.programme.models import Session, Subject, Theme
from convoke.reporting.models import PublishedReport

from .conftest import EVERYONE
from .places import EDITION, FILES, FILTERED, MISSING, PUBLIC, SIGNED_IN

pytestmark = pytest.mark.slow
HIDDEN = [audience.value for audience in Audience if audience != Audience.PUBLIC]
PASSAGES = [{"file": "report.txt", "lines": "1-2"}]
PAGES = {
    **{name: f"/en/{path}" for name, path in {**PUBLIC, **FILTERED, **FILES, **SIGNED_IN}.items()},
    **{f"missing-{kind}": f"/en/{path}" for kind, path in MISSING.items()},
    "outcomes-2": f"/en/{EDITION}/outcomes/?page=4",
    "outcomes-untaken": f"/en/{EDITION}/outcomes/?taken_on=no",
    "outcomes-global": f"/en/{EDITION}/outcomes/?level=global&term=long",
    "outcomes-session": f"/en/{EDITION}/outcomes/?origin=1.4",
    "practices-2": f"/en/{EDITION}/practices/?page=3",
    "practices-session": f"/en/{EDITION}/practices/?session=1.4",
    "party-committed": "/en/parties/mus/",
    "picture-session": f"/en/{EDITION}/pictures/thread/session/1.4.svg",
    "picture-subject": f"/en/{EDITION}/subjects/remittances/",
    "french": f"/fr/{EDITION}/programme/1.4/",
    "partial-outcomes": f"/en/{EDITION}/outcomes/?origin=1.4#partial",
    "partial-practices": f"/en/{EDITION}/practices/?session=1.4#partial",
}


def audiences_of(role: str) -> set[str]:
    """The audiences whose things a role reads."""
    return set(audiences_for(() if role == "public" else (role,)))


READERS = list({frozenset(audiences_of(role)): role for role in reversed(EVERYONE)}.values())
"""One role of each set of audiences; every role is asked in ``tests/walks/leaks``."""


def word(audience: str, what: str) -> str:
    """A word that stands nowhere else."""
    return f"Quaxo{audience.replace('-', '').capitalize()}{what}"


def put_party(audience: str) -> None:
    """A state that the things of an audience are about: it is public itself."""
    place = 900 + HIDDEN.index(audience)
    party = Party.objects.create(
        code=word(audience, "Party").lower(), kind=PartyKind.STATE, iso2=f"X{place % 10}", iso3=f"XX{place % 10}",
        m49=f"9{place % 100:02}", un_since="1945-10-24",
    )
    PartyName.objects.create(
        party=party, language="en", name=word(audience, "Party"), sort_key=sort_key(word(audience, "Party"))
    )


def put(audience: str) -> None:
    """One thing of each kind for an audience, tied into session 1.4 and its thread."""
    edition = Edition.objects.get(code=EDITION)
    session = Session.objects.get(edition=edition, code="1.4")
    horizontal = Theme.objects.get(edition=edition, code="gender")
    subject = Subject.objects.get(code="remittances")
    known = Action.objects.get(edition=edition, code="R1.4-1")
    place = 900 + HIDDEN.index(audience)

    party = Party.objects.get(code=word(audience, "Party").lower())
    paper = Document.objects.create(
        edition=edition, code=word(audience, "Paper"), kind=Document.Kind.BACKGROUND_PAPER, order=place,
        title={"en": word(audience, "Papertitle")}, about={"en": word(audience, "Paperabout")}, audience=audience,
        is_record=True,
    )
    session.papers.add(paper)
    finding = Finding.objects.create(
        edition=edition, session=session, code=word(audience, "Finding"), order=place, audience=audience,
        text={"en": word(audience, "Findingtext")}, arose_in=Finding.Origin.DISCUSSION, passages=PASSAGES,
    )
    finding.papers.add(paper)
    finding.subjects.add(subject)
    finding.horizontal.add(horizontal)
    action = Action.objects.create(
        edition=edition, session=session, code=word(audience, "Action"), order=place, audience=audience,
        kind=Action.Kind.ACTION, group=Action.Group.OUTCOME, status=Action.Status.AGREED, is_global=True,
        term=Action.Term.LONG, text={"en": word(audience, "Actiontext")}, parent=known, passages=PASSAGES,
    )
    action.rests_on.add(finding)
    action.subjects.add(subject)
    action.horizontal.add(horizontal)
    for taker in (party, Party.objects.get(code="mus")):
        Commitment.objects.create(
            action=action, party=taker, role=Commitment.Role.LEAD, basis=Commitment.Basis.VOLUNTEERED,
            text={"en": word(audience, "Commitment")},
        )
    ReportDue.objects.get(edition=edition, code="rep-circular").actions.add(action)
    observation = Finding.objects.filter(edition=edition, theme=horizontal).first()
    CrossReference.objects.create(
        edition=edition, code=word(audience, "Ref"), order=place, footnote=place, finding=observation,
        to_session=session, to_action=action,
    )
    practice = Practice.objects.create(
        edition=edition, session=session, code=word(audience, "Practice").lower(), order=place, audience=audience,
        title={"en": word(audience, "Practicetitle")}, summary={"en": word(audience, "Practicesummary")},
        sector="health", side="joint", passages=PASSAGES,
    )
    practice.findings.add(finding)
    practice.also_in.add(Session.objects.get(edition=edition, code="1.1"))
    for one in (party, Party.objects.get(code="phl")):
        PracticeParty.objects.create(practice=practice, party=one, role=PracticeParty.Role.COUNTRY)
    PublishedReport.objects.create(
        edition=edition, language="enfresnlar"[2 * (place % 5):][:2], format="pdf" if place % 2 else "docx",
        size=4000 + place, checksum=f"{place:064}", made_at=timezone.now(), audience=audience,
    )


def read(client: Client, name: str) -> str:
    """A page as text, without what differs from one request to the next."""
    headers = {"HX-Request": "true"} if name.startswith("partial") else {}
    answer = client.get(PAGES[name], headers=headers, follow=True)
    assert answer.status_code == (404 if name.startswith("missing") else 200), PAGES[name]
    body = answer.content.decode()
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|DTSTAMP:\w+', "", body)
    return unescape(re.sub(r'(csrf|nonce|challenge)[^>]*"[\w=+/-]{20,}"', "", body))


@pytest.mark.parametrize("role", READERS)
def test_lib_1_pages_with_hidden_things_are_the_pages_without_them(
    client_of: Callable[[str], Client], role: str
) -> None:
    names = [name for name in PAGES if not name.startswith(("parties", "missing-participant"))]  # parties are public
    client = client_of(role)
    for audience in HIDDEN:
        put_party(audience)
    before = {name: read(client, name) for name in names}
    for audience in HIDDEN:
        if audience not in audiences_of(role):
            put(audience)
    changed = []
    for name in names:
        after = read(client, name)
        if after != before[name]:
            new = sorted(set(re.findall(r"[Qq]uaxo\w+", after))) or difference(before[name], after)
            changed.append(f"{name}: {new}")
    assert not changed, "\n".join(changed)


def difference(before: str, after: str) -> str:
    """Where two pages begin to differ."""
    at = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    return f"…{before[max(0, at - 60):at + 60]!r} became …{after[max(0, at - 60):at + 60]!r}"


@pytest.mark.parametrize("role", READERS)
def test_lib_1_what_a_role_may_read_it_finds(client_of: Callable[[str], Client], role: str) -> None:
    for audience in HIDDEN:
        put_party(audience)
        put(audience)
    client = client_of(role)
    own = {audience for audience in HIDDEN if audience in audiences_of(role)}
    session = read(client, "session")
    for audience in HIDDEN:
        for what in ("Actiontext", "Findingtext", "Papertitle", "Practicetitle"):
            assert (word(audience, what) in session) == (audience in own), f"{role}: {audience} {what}"
        for address in (
            f"/en/{EDITION}/outcomes/{word(audience, 'Action')}/",
            f"/en/{EDITION}/outcomes/{word(audience, 'Action')}/mus/",
            f"/en/{EDITION}/findings/{word(audience, 'Finding')}/",
            f"/en/{EDITION}/practices/{word(audience, 'Practice').lower()}/",
            f"/en/{EDITION}/pictures/thread/action/{word(audience, 'Action')}.svg",
            f"/en/{EDITION}/pictures/thread/practice/{word(audience, 'Practice').lower()}.csv",
        ):
            answer = client.get(address)
            assert answer.status_code == (200 if audience in own else 404), f"{role}: {address}"
    # A filter on the party of a hidden thing tells nothing either.
    for audience in HIDDEN:
        filtered = client.get(f"/en/{EDITION}/outcomes/?party={word(audience, 'Party').lower()}").content.decode()
        assert (word(audience, "Actiontext") in filtered) == (audience in own)


@pytest.mark.parametrize("role", READERS)
def test_lib_1_a_wrong_address_suggests_nothing_hidden(client_of: Callable[[str], Client], role: str) -> None:
    for audience in HIDDEN:
        put_party(audience)
        put(audience)
    client = client_of(role)
    for address in (
        f"/en/{EDITION}/outcomes/Quaxo/", f"/en/{EDITION}/outcomes/QuaxoNamedActio/",
        f"/en/{EDITION}/outcomes/QuaxoNamedAction/bel/", f"/en/{EDITION}/findings/QuaxoNamedFind/",
        f"/en/{EDITION}/practices/quaxonamedpract/",
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        body = answer.content.decode()
        asked = address.split("/")[-2].lower() if "bel" not in address else "quaxonamedaction"
        for audience in HIDDEN:
            if audience not in audiences_of(role):
                for what in ("Action", "Finding", "Practice"):
                    hidden = word(audience, what)
                    if hidden.lower() != asked:
                        assert hidden.lower() not in body.lower(), f"{role}: {address} suggests {hidden}"


@pytest.mark.parametrize("role", READERS)
def test_the_journal_on_the_desk_shows_no_entry_of_another_audience(
    client_of: Callable[[str], Client], role: str
) -> None:
    if role == "public":
        return
    client = client_of(role)
    page = client.get("/en/desk/").content.decode()
    hidden = JournalEntry.objects.exclude(audience__in=audiences_of(role))
    shown = re.findall(r"<td>(\d+)</td>", page)
    assert not hidden.filter(sequence__in=[int(number) for number in shown]).exists()


def test_every_role_has_an_account_here() -> None:
    assert {role.code for role in KNOWN} | {"public"} == set(EVERYONE)
