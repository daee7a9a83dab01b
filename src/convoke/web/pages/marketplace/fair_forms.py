"""The forms of slots, tables, interpreters and screens, of a meeting's arrangement, and of a schedule's run."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.formats import language_name
from convoke.core.languages import active_language, direction
from convoke.editions.models import Edition
from convoke.marketplace.fair.instances import times
from convoke.marketplace.models import Meeting, Resource, Slot, Table
from convoke.marketplace.operations.arranging import FIRST, LAST, Arrangement
from convoke.marketplace.operations.fair import MOST_OF_A_RESOURCE, MOST_TABLES, Day
from convoke.marketplace.operations.schedules import LONGEST, SHORTEST, USUAL

from ..forms import DAY, TIME, Several

LONGEST_PLACE = 200


class _Form(forms.Form):
    """A form whose fields say what was wrong beside them."""

    required_css_class = "required"

    def offer(self, name: str, things: Iterable[tuple[str, str]], *, or_none: str | None = None) -> None:
        """Sets what a field can be chosen from."""
        none = [] if or_none is None else [("", or_none)]
        self.fields[name].choices = [*none, *things]  # type: ignore[attr-defined]


def _time(label: Any, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(label=label, required=required, widget=forms.TimeInput(TIME))


def _place() -> forms.CharField:
    return forms.CharField(
        label=_("Where it is"), required=False, max_length=LONGEST_PLACE,
        help_text=_("Such as a hall and a row; in the language of this page."),
    )


def _day(edition: Edition) -> dict[str, Any]:
    first, last = edition.starts_on, edition.ends_on
    return {**DAY, **({"min": first.isoformat(), "max": last.isoformat()} if first and last else {})}


def slot_choices(edition: Edition, slots: Iterable[Slot]) -> list[tuple[str, str]]:
    """Slots to choose from, each with its time."""
    return [(str(one.pk), times([one], edition.time_zone)) for one in slots]


class DayForm(_Form):
    """When meetings take place on a day."""

    day = forms.DateField(label=_("Day"))
    begins = _time(_("First meeting begins"))
    pause_from = _time(_("Pause from"), required=False)
    pause_to = _time(_("Pause to"), required=False)
    ends = _time(_("Last meeting ends"))

    def __init__(self, *given: Any, edition: Edition, **more: Any) -> None:
        super().__init__(*given, **{"initial": {"day": edition.starts_on}, **more})
        self.fields["day"].widget = forms.DateInput(_day(edition))

    @property
    def plan(self) -> Day:
        """What was typed, as the operation takes it."""
        return Day(**self.cleaned_data)


class SlotForm(_Form):
    """One slot more."""

    day = forms.DateField(label=_("Day"))
    begins = _time(_("Begins"))

    def __init__(self, *given: Any, edition: Edition, **more: Any) -> None:
        super().__init__(*given, **{"initial": {"day": edition.starts_on}, **more})
        self.fields["day"].widget = forms.DateInput(_day(edition))


class RemoveForm(_Form):
    """Slots that are taken away."""

    slots = Several(label=_("Slots"))

    def __init__(self, *given: Any, edition: Edition, there: Collection[Slot], **more: Any) -> None:
        super().__init__(*given, **more)
        self.there = {str(one.pk): one for one in there}
        self.offer("slots", slot_choices(edition, there))

    @property
    def chosen(self) -> list[Slot]:
        """The slots that were chosen."""
        return [self.there[one] for one in self.cleaned_data["slots"]]


class TablesForm(_Form):
    """How many tables there are."""

    number = forms.IntegerField(label=_("Number of tables"), min_value=1, max_value=MOST_TABLES)
    place = _place()


class _OfTables(_Form):
    """What is said of some of the tables."""

    tables = Several(label=pgettext_lazy("meeting table", "Tables"))

    def __init__(self, *given: Any, tables: Collection[Table], **more: Any) -> None:
        super().__init__(*given, **more)
        self.tables_there = {str(one.pk): one for one in tables}
        self.offer("tables", [(key, str(one.number)) for key, one in self.tables_there.items()])

    @property
    def chosen(self) -> list[Table]:
        """The tables that were chosen."""
        return [self.tables_there[one] for one in self.cleaned_data["tables"]]


class PlacingForm(_OfTables):
    """Where tables stand."""

    place = _place()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["place"].widget.attrs |= {"lang": active_language(), "dir": direction(active_language())}

    @property
    def change(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        return {"tables": self.chosen, "place": {active_language(): self.cleaned_data["place"]}}


class ClosingForm(_OfTables):
    """When tables are not to be had."""

    closed = Several(label=_("Not to be had at"), help_text=_("It takes the place of what was said of these tables "
                                                              "before. Nothing chosen: they can be had at all times."))

    def __init__(self, *given: Any, edition: Edition, slots: Collection[Slot], **more: Any) -> None:
        super().__init__(*given, **more)
        self.slots_there = {str(one.pk): one for one in slots}
        self.offer("closed", slot_choices(edition, slots))

    @property
    def change(self) -> dict[str, Any]:
        """What was chosen, as the operation takes it."""
        return {"tables": self.chosen, "closed": [self.slots_there[one] for one in self.cleaned_data["closed"]]}


class ResourcesForm(_Form):
    """How many interpreters of each language, and how many screens."""

    def __init__(self, *given: Any, there: Iterable[Resource], **more: Any) -> None:
        known = {one.language or "screens": one.number for one in there}
        super().__init__(*given, **{"initial": known, **more})
        for code, _name in settings.LANGUAGES:
            self.fields[code] = self._number(_("Interpreters: %(language)s") % {"language": language_name(code)})
        self.fields["screens"] = self._number(_("Screens"))

    @staticmethod
    def _number(label: Any) -> forms.IntegerField:
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_OF_A_RESOURCE)

    @property
    def numbers(self) -> dict[str, Any]:
        """What was typed, as the operation takes it; an empty field is none."""
        data = self.cleaned_data
        return {
            "interpreters": {code: data[code] or 0 for code, _name in settings.LANGUAGES},
            "screens": data["screens"] or 0,
        }


class ArrangeForm(_Form):
    """How the office arranges a meeting."""

    priority = forms.TypedChoiceField(
        label=_("Priority"), coerce=int, choices=[(one, str(one)) for one in range(FIRST, LAST + 1)],
        help_text=_("From 1, the most important, to 9. Of meetings that cannot all be held, the more important is."),
    )
    slot = forms.ChoiceField(label=_("Fixed at"), required=False, help_text=_("A meeting that is fixed is held."))
    table = forms.ChoiceField(label=_("Fixed at table"), required=False)
    after = Several(label=_("Held after"))

    def __init__(
        self, *given: Any, meeting: Meeting, slots: Collection[Slot], tables: Collection[Table],
        others: Iterable[tuple[Meeting, str]], **more: Any,
    ) -> None:
        present = {
            "priority": meeting.priority, "slot": str(meeting.fixed_slot_id or ""),
            "table": str(meeting.fixed_table_id or ""), "after": [str(one.pk) for one in meeting.after.all()],
        }
        super().__init__(*given, **{"initial": present, **more})
        named = list(others)
        self.slots_there = {str(one.pk): one for one in slots}
        self.tables_there = {str(one.pk): one for one in tables}
        self.others_there = {str(one.pk): one for one, _said in named}
        self.offer("slot", slot_choices(meeting.edition, slots), or_none=str(_("any time")))
        numbers = [(key, str(one.number)) for key, one in self.tables_there.items()]
        self.offer("table", numbers, or_none=str(_("any table")))
        self.offer("after", [(str(one.pk), said) for one, said in named])

    @property
    def arrangement(self) -> Arrangement:
        """What was chosen, as the operation takes it."""
        data = self.cleaned_data
        return Arrangement(
            priority=data["priority"], slot=self.slots_there.get(data["slot"]),
            table=self.tables_there.get(data["table"]), after=[self.others_there[one] for one in data["after"]],
        )


class RunForm(_Form):
    """How long a schedule may be looked for."""

    seconds = forms.IntegerField(
        label=_("Seconds at most"), min_value=SHORTEST, max_value=LONGEST, initial=USUAL,
        help_text=_("It ends earlier once nothing better is possible, and when it is stopped."),
    )
