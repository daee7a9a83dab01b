"""Lines of a report as HTML."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from convoke.core.languages import direction
from convoke.reporting.document import Inline, Line, Style

register = template.Library()

_TAGS = {
    Style.STRONG: '<strong>{}</strong>',
    Style.EMPHASIS: '<em>{}</em>',
    Style.CODE: '<bdi class="code">{}</bdi>',
    Style.LABEL: '<span class="label">{}</span>',
    Style.MARK: '<small class="other-language">{}</small>',
}


@register.filter
def words(line: Line, language: str) -> SafeString:
    """A line as HTML; what is not in ``language`` carries its own language and direction (LIB-3)."""
    return mark_safe("".join(_inline(part, language) for part in line))  # noqa: S308


def _inline(part: Inline, language: str) -> str:
    html = conditional_escape(part.text)
    if part.style in _TAGS:
        html = format_html(_TAGS[part.style], html)
    if part.language != language:
        html = format_html('<span lang="{}" dir="{}">{}</span>', part.language, direction(part.language), html)
    if part.target:
        html = format_html('<a href="#{}">{}</a>', part.target, html)
    return html
