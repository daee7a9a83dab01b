"""The translation of a questionnaire: its languages, and each text beside its original."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from convoke.consultation.form import editing, translating
from convoke.consultation.form.model import Form
from convoke.consultation.form.translating import State, Text
from convoke.consultation.models import Questionnaire, QuestionnaireVersion
from convoke.consultation.operations.authoring import edit_form
from convoke.core.languages import direction

from ....errors import Missing
from ...frame import actor_of, show
from .forms import language_name
from .shared import SECTION, carried_out, drafted, form_of

ONLY = "open"


@dataclass(frozen=True)
class Line:
    """A text to translate, as the page shows it."""

    text: Text
    part: str
    original: str
    translation: str
    state: State
    is_long: bool

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"t {self.text.place}"


@dataclass(frozen=True)
class Language:
    """A language of the questionnaire with how far it is."""

    code: str
    name: str
    progress: translating.Progress | None


def _languages(form: Form, made: translating.Made) -> list[Language]:
    far = translating.progress(form, made)
    return [Language(one, language_name(one), far.get(one)) for one in form.languages]


@login_required
def languages(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The languages of the questionnaire, each with its progress; a language is added or taken away."""
    found, questionnaire, version = drafted(request, edition, code)
    form = form_of(version)
    if request.method == "POST":
        return _change_languages(request, questionnaire, form)
    known = [(one, name) for one, name in settings.CONVOKE_CONTENT_LANGUAGES if one not in form.languages]
    return show(
        request, "web/consultation/authoring/languages.html", edition=found, section=SECTION,
        questionnaire=questionnaire, version=version, others=known, writing=_is_open(version),
        languages_=_languages(form, version.translated_from if version else {}),
    )


def _is_open(version: QuestionnaireVersion | None) -> bool:
    return version is not None and version.frozen_at is None


def _change_languages(request: HttpRequest, questionnaire: Questionnaire, form: Form) -> HttpResponse:
    do, language = request.POST.get("do", ""), request.POST.get("language", "")
    back = redirect("questionnaire-languages", edition=questionnaire.edition.code, code=questionnaire.code)
    known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    if language not in known or (do == "remove" and language == form.languages[0]):
        messages.error(request, _("Accepted: one of the languages listed; the language the questionnaire is written in "
                                  "stays."))
        return back

    def change(present: Form) -> Form:
        others = [one for one in present.languages if one != language]
        return editing.in_languages(present, tuple([*others, language] if do == "add" else others))

    if carried_out(request, lambda: edit_form(actor=actor_of(request), questionnaire=questionnaire, change=change)):
        said = (_("The language was added: %(language)s.") if do == "add"
                else _("The language was taken away with its translations: %(language)s."))
        messages.success(request, said % {"language": known[language]})
        if do == "add":
            return redirect("questionnaire-translate", edition=questionnaire.edition.code, code=questionnaire.code,
                            language=language)
    return back


@login_required
def translate(request: HttpRequest, edition: str, code: str, language: str) -> HttpResponse:
    """All texts beside their originals; ``?show=open`` those that are missing or whose original changed."""
    found, questionnaire, version = drafted(request, edition, code)
    form = form_of(version)
    if language not in form.languages[1:]:
        raise Missing(_("language"), language, [])
    if request.method == "POST" and (saved := _save(request, questionnaire, form, language)) is not None:
        messages.success(request, ngettext(
            "%(number)s translation was saved.", "%(number)s translations were saved.", saved
        ) % {"number": saved})
        return redirect(request.get_full_path())
    made = version.translated_from if version else {}
    typed = _typed(request)
    lines = [_line(form, made, text, language, typed) for text in translating.texts(form)]
    return show(
        request, "web/consultation/authoring/translate.html", edition=found, section=SECTION,
        questionnaire=questionnaire, language_=language, name=language_name(language), dir_=direction(language),
        original=form.languages[0], original_name=language_name(form.languages[0]),
        original_dir=direction(form.languages[0]), progress=translating.progress(form, made)[language],
        lines=[one for one in lines if request.GET.get("show") != ONLY or one.state != State.DONE],
        only=request.GET.get("show") == ONLY, writing=_is_open(version),
    )


def _typed(request: HttpRequest) -> dict[str, str]:
    """The translations typed, by place."""
    return {
        key.removeprefix("t "): str(said).replace("\r\n", "\n").strip() for key, said in request.POST.items()
        if key.startswith("t ")
    }


def _line(form: Form, made: translating.Made, text: Text, language: str, typed: dict[str, str]) -> Line:
    original = text.original(form)
    return Line(
        text, _part(text), original, typed.get(text.place, text.words.get(language, "")),
        translating.state(form, made, text, language), len(original) > 70 or "\n" in original,
    )


def _part(text: Text) -> str:
    return {
        "title": pgettext("part of a form", "title of a section"),
        "intro": pgettext("part of a form", "introduction"),
        "label": pgettext("part of a form", "question"),
        "hint": pgettext("part of a form", "hint"),
        "unit": pgettext("part of a form", "unit"),
        "constraint_message": pgettext("part of a form", "said of an answer that does not fit"),
        "choices": pgettext("part of a form", "choice"),
        "rows": pgettext("part of a form", "row"),
    }[text.part]


def _save(request: HttpRequest, questionnaire: Questionnaire, form: Form, language: str) -> int | None:
    known = {text.place: text for text in translating.texts(form)}
    given = {
        place: said for place, said in _typed(request).items()
        if place in known and said != known[place].words.get(language, "").strip()
    }
    confirmed = {(place, language) for place in request.POST.getlist("right") if place in known}
    if carried_out(request, lambda: edit_form(
        actor=actor_of(request), questionnaire=questionnaire, confirmed=confirmed,
        change=lambda present: translating.applied(present, language, given),
    )) is None:
        return None
    return len(given.keys() | {place for place, _language in confirmed})
