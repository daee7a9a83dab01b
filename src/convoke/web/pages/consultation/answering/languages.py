"""In which of its languages a questionnaire is shown, whatever the language of the page."""

from django.conf import settings
from django.http import HttpRequest

from convoke.consultation.form.model import Form
from convoke.core.languages import active_language

CHOSEN = "questionnaire-language"
"""Where the session keeps the language somebody chose for questionnaires."""


def form_language(request: HttpRequest, form: Form) -> str:
    """The language chosen, else that of the page, else the one the questionnaire is written in."""
    chosen = str(request.session.get(CHOSEN, ""))
    return chosen if chosen in form.languages else page_language(form)


def page_language(form: Form) -> str:
    """The language of the page where the questionnaire has it, else the one it is written in."""
    active = active_language()
    return active if active in form.languages or not form.languages else form.languages[0]


def language_choices(form: Form) -> list[tuple[str, str]]:
    """The languages a questionnaire has, with their own names; none where there is one only."""
    known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    return [(one, str(known.get(one, one))) for one in form.languages] if len(form.languages) > 1 else []
