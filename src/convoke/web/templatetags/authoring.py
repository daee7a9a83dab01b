"""What the templates of writing questionnaires need: texts of a form in the language it is written in."""

from django import template

from convoke.consultation.form.model import Form, Words

from ..pages.consultation.answering.fields import Word, word

register = template.Library()


@register.filter
def in_form(words: Words, form: Form) -> Word:
    """A text of a form in the language the form is written in; it says which language it is really in (LIB-3)."""
    return word(words, form.languages[0] if form.languages else "en")
