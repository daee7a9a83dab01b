"""What the templates of writing questionnaires need: texts of a form in the language of the page."""

from django import template

from convoke.consultation.form.model import Form, Words

from ..pages.consultation.answering.fields import Word, word
from ..pages.consultation.answering.languages import page_language

register = template.Library()


@register.filter
def in_form(words: Words, form: Form) -> Word:
    """A text of a form in the language of the page, or in the one the form is written in where it has not that one.

    It says which language it is really in (LIB-3).
    """
    return word(words, page_language(form))
