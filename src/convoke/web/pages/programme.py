"""The programme of an edition and the page of a session."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convoke.consultation.queries import questionnaires
from convoke.core.policy import allows
from convoke.directory.queries import balance, memberships
from convoke.outcomes import queries as outcomes
from convoke.outcomes.models import Action, Finding
from convoke.practices.queries import practices_of_session
from convoke.programme import queries
from convoke.programme.agenda.reading import without_concept_note
from convoke.programme.models import Session
from convoke.programme.timetable import words
from convoke.programme.timetable.standing import place_of

from ..errors import Missing
from .frame import actor_of, edition_or_missing, near, show
from .library.listing import papers_of_session
from .thread import thread_context


def programme(request: HttpRequest, edition: str) -> HttpResponse:
    """Why these themes, which roundtables and sessions, who spoke in plenary."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    return show(
        request,
        "web/public/programme.html",
        edition=found,
        section="programme",
        questionnaires=questionnaires(actor, found),
        themes=queries.themes(actor, found),
        roundtables=queries.roundtables(actor, found),
        plenaries=queries.plenaries(actor, found),
        definitions=queries.definitions(actor, found),
        balance=queries.edition_balance(actor, found),
        genders=queries.edition_genders(actor, found),
    )


def session(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One session: questions, papers, panel, findings, actions, practices, and its thread."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = queries.session(actor, found, code)
    if one is None:
        known = list(Session.objects.filter(edition=found).values_list("code", flat=True))
        raise Missing(_("session"), code, near(code, known, "session", found.code))
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in outcomes.findings_of(actor, one):
        findings[finding.get_arose_in_display()].append(finding)
    groups = memberships(found.starts_on) if found.starts_on else None
    parties = [entry.party for entry in one.panel.all() if entry.party]
    place = place_of(actor, one)
    return show(
        request,
        "web/public/session.html",
        edition=found,
        section="programme",
        session=one,
        findings=dict(findings),
        messages_of_debate=one.kind == Session.Kind.PLENARY
        and outcomes.findings_of_kind(actor, found, Finding.Kind.MESSAGE).filter(session=one),
        actions=outcomes.actions_of(actor, one),
        suggestions=outcomes.actions_of(actor, one, Action.Group.SUGGESTION),
        practices=practices_of_session(actor, one),
        papers=papers_of_session(actor, found, one.code),
        references=outcomes.references_of(actor, one),
        may_start_note=allows(actor, "start-concept-note", one) and one.pk in without_concept_note(found),
        balance=balance(parties, groups) if groups else None,
        genders=queries.session_genders(one),
        when=words.time_of(place, found.time_zone) if place and (place.starts or place.day) else "",
        room=words.room_of(place) if place and place.room else "",
        **thread_context(request, ("session", one.pk)),
    )
