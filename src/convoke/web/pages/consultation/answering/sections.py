"""One section a page: its questions as a form that works without JavaScript and saves itself with it."""

import uuid
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.consultation.form.model import Kind, Section
from convoke.consultation.form.words import in_words
from convoke.consultation.models import Answer, AnswerEdit, Response, Submission
from convoke.consultation.operations.answering import Saved, note_opened, save_answers
from convoke.consultation.operations.keeping import use_kept
from convoke.consultation.reading.answering import Prepared, kept_aside, prepared
from convoke.consultation.rules import answers_for
from convoke.core.files.operations import LARGEST, clean_name
from convoke.core.models import StoredFile
from convoke.core.policy import Denied, readable
from convoke.directory.models import Party
from convoke.directory.queries import Names
from convoke.editions.models import Edition

from ....errors import Missing
from ....lookups import lookups
from ...files import stored_file
from ...frame import actor_of, reader_zone, show
from ..common import SELF, response_or_missing
from .attaching import attached
from .fields import Field, fields_of, given_by, typed, word
from .languages import CHOSEN, form_language, language_choices
from .saving import client_of, progress_words
from .telling import teller, told

KEPT = "kept-answers"
"""Where the session keeps what was typed when it turned out that nobody is signed in any more."""
MOST_KEPT = 8
"""Of how many pages an anonymous session keeps what was typed."""
NOT_TYPED = ("csrfmiddlewaretoken",)


def section(request: HttpRequest, edition: str, code: str, party: str, section: str) -> HttpResponse:
    """A section with its questions; a form that was sent is saved whether or not everything is acceptable.

    Who is not signed in (any more) is asked to, and what was typed is kept across it (CON-3).
    """
    if not request.user.is_authenticated:
        return _keep_and_sign_in(request)
    found, response = response_or_missing(request, edition, code, party)
    data = request.POST if request.method == "POST" else _kept(request)
    page = _page(request, response, section)
    if data is not None:
        return _sent(request, found, page, data)
    if response.opened_at is None and answers_for(page.actor, response):
        note_opened(actor=page.actor, response=response)
    return _shown(request, found, page)


class _Section:
    """What the page of one section needs: the response as it is prepared, its form, the section."""

    def __init__(self, request: HttpRequest, read: Prepared, section: Section) -> None:
        self.read, self.section, self.request = read, section, request
        self.actor, self.response, self.form = read.actor, read.response, read.form
        self.may_edit = section.code in read.own_sections

    @property
    def names(self) -> Names:
        """The names of parties in the language of the page."""
        return lookups(self.request).parties

    @property
    def asks_for_parties(self) -> bool:
        """Whether a question of the section is answered with parties."""
        return any(one.kind == Kind.PARTY for one in self.section.questions)

    def again(self) -> "_Section":
        """The same, read anew after a change."""
        fresh = Response.objects.select_related("questionnaire__edition__forum", "party", "version")
        return _Section(self.request, prepared(self.actor, fresh.get(pk=self.response.pk)), self.section)


def _page(request: HttpRequest, response: Response, code: str) -> _Section:
    read = prepared(actor_of(request), response)
    found = read.form.section(code)
    shown = {part.section.code for part in read.parts}
    if found is None or not (read.reads_all or code in shown):
        where = [response.questionnaire.edition.code, response.questionnaire.code, party_word(response)]
        near = [
            (str(part.section.title.get("en", part.section.code)), reverse("answer-section", args=[*where, one]))
            for part in read.parts for one in [part.section.code]
        ]
        raise Missing(_("section"), code, near)
    return _Section(request, read, found)


def party_word(response: Response) -> str:
    """What stands for the party in the address of a response."""
    return response.party.code if response.party else SELF


def address(name: str, response: Response, *more: object) -> str:
    """The address of a page of a response."""
    questionnaire = response.questionnaire
    return reverse(name, args=[questionnaire.edition.code, questionnaire.code, party_word(response), *more])


def _keep_and_sign_in(request: HttpRequest) -> HttpResponse:
    where = request.get_full_path()
    if request.method == "POST":
        kept = dict(request.session.get(KEPT, {}))
        kept[request.path] = {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}
        request.session[KEPT] = dict(list(kept.items())[-MOST_KEPT:])
        messages.info(
            request, _("Your session has ended. What you typed is kept: it is saved as soon as you have signed in.")
        )
        files = [one.name or "" for _field, several in request.FILES.lists() for one in several]
        if files:
            messages.error(request, _("Files are not kept; please choose them again: %(names)s.") % {
                "names": ", ".join(clean_name(name) for name in files[:5]),
            })
    return redirect(f"{reverse('account_login')}?{urlencode({'next': where})}")


def _kept(request: HttpRequest) -> QueryDict | None:
    """What was typed before signing in, once."""
    kept = request.session.get(KEPT, {})
    if request.path not in kept:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept[request.path].items():
        data.setlist(name, values)
    return data


def _forget(request: HttpRequest) -> None:
    kept = dict(request.session.get(KEPT, {}))
    if request.session.get(KEPT) is not None and kept.pop(request.path, None) is not None:
        request.session[KEPT] = kept
        messages.success(request, _("What you had typed before you signed in was saved."))


def _sent(request: HttpRequest, edition: Edition, page: _Section, data: QueryDict) -> HttpResponse:
    if data.get("switch"):
        request.session[CHOSEN] = data["switch"][:8]
    questions = {one.code: one for one in page.section.questions}
    names = page.names if page.asks_for_parties else None
    given = given_by(questions, data, names)
    try:
        saved = save_answers(
            actor=page.actor, response=page.response, given=given, client=client_of(data)
        )
        saved |= attached(request, page.actor, page.response, page.section.questions, client_of(data))
        _use(page, data.get("use") or "")
    except ValidationError as error:
        return _shown(request, edition, page.again(), data=data, wrong={"": " ".join(error.messages)}, status=409)
    except Denied:
        _note_denied(request)
        return _shown(request, edition, page.again(), data=data, status=403)
    _forget(request)
    refused = {code: one.refused for code, one in saved.items() if one.refused}
    aside = {code: one for code, one in saved.items() if one.aside}
    if refused or aside:
        return _shown(request, edition, page.again(), data=data, wrong=refused, aside=aside)
    return _onward(request, page.again(), data)


def _note_denied(request: HttpRequest) -> None:
    messages.error(request, _("This section is not in your hands now, so nothing was saved. What you typed still "
                              "stands below: copy it, and ask the focal point to hand the section to you again."))


def _use(page: _Section, edit: str) -> None:
    if not (edit.isascii() and edit.isdecimal() and len(edit) < 12):
        return
    found = kept_aside(page.actor, page.response).filter(pk=int(edit)).select_related("response__party").first()
    if found is not None:
        use_kept(actor=page.actor, edit=found)


def _onward(request: HttpRequest, page: _Section, data: QueryDict) -> HttpResponse:
    """To the next section that is asked, back to this one, or to the overview."""
    response, here = page.response, page.section.code
    if data.get("do") == "next":
        codes = [part.section.code for part in page.read.parts]
        after = codes[codes.index(here) + 1 :] if here in codes else []
        messages.success(request, _("Saved."))
        return redirect(address("answer-section", response, after[0]) if after else address("answer", response))
    if data.get("do") == "overview":
        return redirect(address("answer", response))
    if not data.get("switch"):
        messages.success(request, _("Saved."))
    return redirect(address("answer-section", response, here))


def _shown(
    request: HttpRequest, edition: Edition, page: _Section, *, data: QueryDict | None = None,
    wrong: dict[str, str] | None = None, aside: dict[str, Saved] | None = None, status: int = 200,
) -> HttpResponse:
    read, wrong = page.read, wrong or {}
    parties = {party.code: party for party in Party.objects.all()} if page.asks_for_parties else {}
    language = form_language(request, page.form)
    fields = fields_of(page.section, read.marks, read.stands, page.names, parties, language)
    if data is not None:
        _as_typed(fields, data, set(wrong) if "" not in wrong and status == 200 else None)
    for one in fields:
        one.error = wrong.get(one.code, "") or one.error
    if aside:
        _beside(page, fields, aside, parties)
    codes = [part.section.code for part in read.parts]
    place = codes.index(page.section.code) if page.section.code in codes else -1
    return show(
        request, "web/consultation/answering/section.html", edition=edition, section="questionnaires", status=status,
        read=read, response=page.response, questionnaire=page.response.questionnaire,
        party_word=party_word(page.response), part=page.section, fields=fields, may_edit=page.may_edit,
        shows_fields=page.may_edit or data is not None, file_links=True,
        answers=[] if page.may_edit else told(read, teller(request), language, only=page.section.code),
        general_fault=wrong.get("", ""), faults=[one for one in fields if one.error and one.is_asked],
        form_language=language, choices=language_choices(page.form), parties=_options(page, parties),
        title=word(page.section.title, language), intro=word(page.section.intro, language),
        place=place + 1, number=len(codes), progress=_progress(page), client=_client(data),
        before=codes[place - 1] if place > 0 else "", after=codes[place + 1] if 0 <= place < len(codes) - 1 else "",
        delegated=[one for part in read.parts if part.section.code == page.section.code for one in part.handed],
        zone=reader_zone(request), script=_script_words(),
    )


def _client(data: QueryDict | None) -> str:
    return (client_of(data) if data else "") or uuid.uuid4().hex[:20]


def _progress(page: _Section) -> str:
    one = page.read.stands.sections[page.section.code]
    return progress_words(one.answered, one.asked)


def _as_typed(fields: list[Field], data: QueryDict, only: set[str] | None) -> None:
    """Has what was typed stand in the fields again: in those not accepted, or (None) in all."""
    on_page = set(data.getlist("on-page"))
    for one in fields:
        if one.code in on_page and (only is None or one.code in only) and one.question.kind != Kind.FILE:
            one.given = typed(one.question, data)


def _beside(page: _Section, fields: list[Field], aside: dict[str, Saved], parties: dict[str, Party]) -> None:
    names = page.names
    latest: dict[str, AnswerEdit] = {}
    for edit in page.read.aside:
        latest.setdefault(edit.question, edit)

    def name_of(code: str) -> str:
        return names.name(parties[code]) if code in parties else code

    for one in fields:
        if one.code in aside and one.code in latest:
            one.aside = latest[one.code]
            one.standing_words = in_words(one.question, latest[one.code].value, name_of, one.language)


def _options(page: _Section, parties: dict[str, Party]) -> list[str]:
    return [page.names.name(party) for party in page.names.sort(parties.values())]


def _script_words() -> dict[str, str]:
    """The sentences of the script, in the language of the page."""
    return {
        "typing": _("Not saved yet."),
        "saving": _("Saving …"),
        "saved": _("Saved %(time)s."),
        "offline": _("No connection: kept on this device, will be sent."),
        "session": _("Your session has ended: sign in in a new window; nothing is lost."),
        "signin": _("Sign in in a new window"),
        "aside": _("Somebody else wrote here meanwhile: both texts are kept. What stands now:"),
        "refused": _("Not accepted as it is; what you typed is kept."),
        "long": _("This text is too long to be sent: %(length)s characters; accepted are %(longest)s. It stays on this "
                  "page; shorten it."),
        "large": _("The file is too large. Accepted: up to %(size)s MB.") % {"size": LARGEST // 1024**2},
        "sending": _("%(name)s is being sent …"),
        "device": _("This device has no room left to keep texts without a connection. Do not close this page."),
        "fault": _("The forum could not save just now. Kept on this device, will be sent again."),
        "place": _("%(item)s: place %(place)s."),
        "noplace": _("%(item)s: no place."),
        "up": _("Move up: %(item)s"),
        "down": _("Move down: %(item)s"),
        "mine": _("Use my text"),
        "theirs": _("Keep the other text"),
    }


@login_required
def file(request: HttpRequest, edition: str, code: str, party: str, pk: UUID) -> FileResponse:
    """A file that is an answer, to take along, for whoever reads the answer."""
    _edition, response = response_or_missing(request, edition, code, party)
    actor = actor_of(request)
    answers = readable(actor, Answer).filter(response=response).values_list("value", flat=True)
    submitted = readable(actor, Submission).filter(response=response).values_list("answers", flat=True)
    values = [*answers, *(value for one in submitted for value in one.values())]
    found = StoredFile.objects.filter(pk=pk).first()
    if found is None or not any(isinstance(one, dict) and one.get("file") == str(pk) for one in values):
        raise Http404
    return stored_file(found)
