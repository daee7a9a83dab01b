"""What the templates of slots, tables and schedules need."""

from django import template

from convoke.marketplace.instances import words_of
from convoke.marketplace.models import Resource

register = template.Library()


@register.filter
def resource(one: Resource) -> str:
    """Interpreters or screens in words."""
    return words_of(one)
