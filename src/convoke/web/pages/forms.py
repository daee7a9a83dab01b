"""What the forms of all pages share: what was sent, what an operation objects, parties to choose from."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from convoke.directory.models import Party
from convoke.directory.queries import Names

T = TypeVar("T")
DAY = {"type": "date"}
TIME = {"type": "time"}


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def carried_out(form: forms.Form, call: Callable[[], T]) -> T | None:
    """What the operation gives; None with its objections written beside the fields of the form."""
    try:
        return call()
    except ValidationError as error:
        said = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in said.items():
            for message in messages:
                form.add_error(name if name in form.fields else None, message)
        return None


def party_choices(names: Names, parties: Iterable[Party]) -> list[tuple[str, str]]:
    """Parties to choose from, in the alphabetical order of the page's language."""
    return [(party.code, names.name(party)) for party in names.sort(parties)]


def all_parties(names: Names) -> list[tuple[str, str]]:
    """All parties to choose from."""
    return party_choices(names, Party.objects.all())


def chosen(codes: Iterable[str]) -> list[Party]:
    """The parties with these codes."""
    return list(Party.objects.filter(code__in=list(codes)))


class Several(forms.MultipleChoiceField):
    """Several of a list, each to be ticked."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, required=False, **settings)
