"""The form of one question: the fields that fit its kind, texts and choices side by side in each language."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from convoke.consultation.form import conditions
from convoke.consultation.form.check import CODE, RESERVED
from convoke.consultation.form.conditions import Condition, How, NoCondition
from convoke.consultation.form.editing import code_from, names_taken
from convoke.consultation.form.lines import NotRead, choices_from, lines_of
from convoke.consultation.form.model import NOT_ANSWERED, WITH_CHOICES, Form, Kind, Question, canonical, to_json
from convoke.consultation.form.model import Section as FormSection
from convoke.consultation.form.nodes import nodes
from convoke.consultation.form.words import words

from ...forms import DAY
from .forms import language_name, marked

KINDS = {
    Kind.SHORT: pgettext_lazy("kind of question", "short text"),
    Kind.LONG: pgettext_lazy("kind of question", "long text"),
    Kind.ONE: pgettext_lazy("kind of question", "one choice"),
    Kind.SEVERAL: pgettext_lazy("kind of question", "several choices"),
    Kind.RANKING: pgettext_lazy("kind of question", "ranking"),
    Kind.GRID: pgettext_lazy("kind of question", "rating grid"),
    Kind.NUMBER: pgettext_lazy("kind of question", "number"),
    Kind.DATE: pgettext_lazy("kind of question", "date"),
    Kind.YES_NO: pgettext_lazy("kind of question", "yes or no, with explanation"),
    Kind.PARTY: pgettext_lazy("kind of question", "country or organisation"),
    Kind.FILE: pgettext_lazy("kind of question", "file"),
    Kind.CONTACT: pgettext_lazy("kind of question", "contact details"),
    Kind.NOTE: pgettext_lazy("kind of question", "note (nothing to answer)"),
    Kind.CALCULATION: pgettext_lazy("kind of question", "calculation (not shown)"),
}
EXPRESSION = {"dir": "ltr", "spellcheck": "false", "autocomplete": "off", "class": "expression"}


def mark_of(thing: Question | FormSection | None) -> str:
    """A mark by which one sees whether somebody else changed a question or a section meanwhile."""
    if thing is None:
        return ""
    section = thing if isinstance(thing, FormSection) else FormSection("x", {}, questions=(thing,))
    return hashlib.sha256(canonical(to_json(Form((replace(section),)))).encode()).hexdigest()[:16]


class ConditionForm(forms.Form):
    """When something is asked: simply chosen, or as an expression."""

    def __init__(self, *given: Any, form: Form, source: str, without: str = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.whole, self.source = form, source
        found = conditions.condition_of(source)
        simple = found if found and found.name in nodes(form) else None
        self.fields["subject"] = forms.ChoiceField(
            label=_("Asked only if"), required=False, initial=simple.name if simple else "",
            choices=[("", _("(always asked)")), *self._subjects(without)],
        )
        self.fields["how"] = forms.ChoiceField(
            label=_("How the answer decides"), required=False, choices=[(how.value, label) for how, label in
                                                                        conditions.LABELS.items()],
            initial=simple.how if simple else How.IS,
        )
        self.fields["value"] = forms.CharField(
            label=_("Which answer"), required=False, max_length=300, widget=forms.TextInput({"list": "answers"}),
            initial=conditions.said_value(form, simple) if simple else "",
        )
        self.fields["relevant"] = forms.CharField(
            label=_("The condition as an expression"), required=False, max_length=2000, initial=source,
            widget=forms.Textarea({"rows": 2, **EXPRESSION}),
            help_text=_("XPath as in XLSForm: ${code} is another answer. Such as ${council} = 'yes' and "
                        "${members} > 3."),
        )

    def _subjects(self, without: str) -> list[tuple[str, str]]:
        found = []
        for name, node in nodes(self.whole).items():
            if node.question.code == without or node.part in ("why", "function", "email", "phone"):
                continue
            label = words(node.question.label)[:90] or name
            if node.question.kind == Kind.GRID:
                row = next((words(one.label) for one in node.question.rows if one.code == node.part), node.part)
                label = _("%(question)s: %(row)s") % {"question": label, "row": row[:60]}
            found.append((name, label))
        return found

    def answers(self) -> list[str]:
        """What can be chosen anywhere in the form, to be offered while one types."""
        said = {}
        for question in self.whole.questions():
            for choice in conditions.answers_of(question):
                code = {"yes": _("Yes"), "no": _("No")}.get(choice.code) if question.kind == Kind.YES_NO else None
                said[code or words(choice.label) or choice.code] = True
        return list(said)[:200]

    def condition_fields(self) -> list[Any]:
        """The fields with which a condition is simply chosen."""
        return [self["subject"], self["how"], self["value"]]

    @property
    def is_complex(self) -> bool:
        """Whether the condition is more than can be simply chosen."""
        return bool(self.source.strip()) and not self["subject"].initial

    def clean(self) -> dict[str, Any]:
        """The condition as an expression: the one that was changed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        simply = {"subject", "value"} & set(self.changed_data) or (
            "how" in self.changed_data and data.get("subject")
        )
        expressly = " ".join(data.get("relevant", "").split()) != " ".join(self.source.split())
        data["condition"] = data.get("relevant", "").strip() if expressly else self.source
        if simply and not expressly:
            data["condition"] = self._expression(data)
        return data

    def _expression(self, data: Mapping[str, Any]) -> str:
        if not data.get("subject"):
            if data.get("value", "").strip():
                self.add_error("subject", _("Choose the question whose answer decides."))
            return ""
        try:
            return conditions.expression_of(
                self.whole, Condition(data["subject"], How(data["how"] or How.IS), data.get("value", ""))
            )
        except NoCondition as refusal:
            self.add_error("value", str(refusal))
            return ""


class QuestionForm(ConditionForm):
    """One question; :attr:`made` is what was typed once the form is valid."""

    made: Question

    def __init__(self, *given: Any, form: Form, question: Question, is_new: bool, **more: Any) -> None:
        super().__init__(*given, form=form, source=question.relevant, without="" if is_new else question.code, **more)
        self.question, self.is_new, self.languages = question, is_new, form.languages
        kind = question.kind
        self._texts("label", _("Question (%(language)s)"), 2000, rows=2, required=kind != Kind.CALCULATION)
        self._texts("hint", _("Hint (%(language)s)"), 2000)
        if kind not in NOT_ANSWERED:
            self._field("required", forms.BooleanField(label=_("An answer is required")), question.required)
        if kind in WITH_CHOICES:
            self._lists("choices", _("Scale (%(language)s)") if kind == Kind.GRID else _("Choices (%(language)s)"))
        if kind == Kind.GRID:
            self._lists("rows", _("Rows (%(language)s)"))
        self._of_kind(kind)
        self._field("constraint", forms.CharField(
            label=_("What an answer may be, as an expression"), max_length=2000,
            widget=forms.TextInput(EXPRESSION),
            help_text=_("A point is the answer itself. Such as . > 0 and . <= 100."),
        ), question.constraint)
        self._texts("constraint_message", _("What is said of another answer (%(language)s)"), 500)
        self._field("code", forms.CharField(
            label=_("Code"), max_length=60, widget=forms.TextInput(EXPRESSION),
            help_text=_("The name of this answer in expressions, files and results. Empty: made from the question. If "
                        "it is changed, expressions follow."),
        ), "" if is_new else question.code)
        if kind in NOT_ANSWERED:
            del self.fields["constraint"]
            for language in self.languages:
                del self.fields[f"constraint_message_{language}"]
        if is_new:
            self.fields[f"label_{self.languages[0]}"].widget.attrs["autofocus"] = True
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=mark_of(question))

    def _field(self, name: str, field: forms.Field, initial: Any) -> None:
        field.required, field.initial = False, initial
        self.fields[name] = field

    def _texts(self, name: str, label: str, longest: int, rows: int = 0, required: bool = False) -> None:
        for number, language in enumerate(self.languages):
            attributes = marked(language, rows=rows) if rows else marked(language)
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=label % {"language": language_name(language)}, max_length=longest,
                required=required and number == 0, initial=getattr(self.question, name).get(language, ""),
                widget=(forms.Textarea if rows else forms.TextInput)(attrs=attributes),
            )

    def _lists(self, name: str, label: str) -> None:
        present = getattr(self.question, name)
        for number, language in enumerate(self.languages):
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=label % {"language": language_name(language)}, required=False, max_length=20_000,
                initial=lines_of(present, language, with_all=number == 0),
                widget=forms.Textarea(attrs=marked(language, rows=min(16, max(6, len(present) + 2)))),
            )

    def _of_kind(self, kind: Kind) -> None:
        question = self.question
        if kind == Kind.RANKING:
            self._field("first", forms.IntegerField(
                label=_("How many are ranked"), min_value=1, max_value=30,
                help_text=_("“Rank your first N”. Empty: all."),
            ), question.first)
        if kind in (Kind.SEVERAL, Kind.PARTY):
            self._field("at_most", forms.IntegerField(
                label=_("How many may be chosen at most"), min_value=1, max_value=300,
                help_text=_("1 for one country alone. Empty: as many as wanted.") if kind == Kind.PARTY
                else _("Empty: as many as wanted."),
            ), question.at_most)
        if kind == Kind.NUMBER:
            self._field("whole", forms.BooleanField(label=_("Whole numbers only")), question.whole)
            self._texts("unit", _("Unit (%(language)s)"), 60)
            for name, label in (("lowest", _("Smallest number accepted")), ("highest", _("Largest number accepted"))):
                self._field(name, forms.DecimalField(label=label, max_digits=30, decimal_places=12), getattr(
                    question, name) or None)
        if kind == Kind.DATE:
            for name, label in (("lowest", _("First day accepted")), ("highest", _("Last day accepted"))):
                self._field(name, forms.DateField(label=label, widget=forms.DateInput(DAY)), getattr(
                    question, name) or None)
        if kind == Kind.CALCULATION:
            self._field("calculation", forms.CharField(
                label=_("What is calculated"), max_length=2000, widget=forms.Textarea({"rows": 2, **EXPRESSION}),
                help_text=_("An expression such as ${women} div ${members}."),
            ), question.calculation)

    def by_language(self, name: str) -> list[Any]:
        """The fields of a text, one for each language."""
        return [self[f"{name}_{language}"] for language in self.languages if f"{name}_{language}" in self.fields]

    def text_groups(self) -> list[list[Any]]:
        """What is asked, each text side by side in all languages."""
        return [group for name in ("label", "hint", "choices", "rows") if (group := self.by_language(name))]

    def settings(self) -> list[Any]:
        """The fields that only this kind has."""
        names = ("required", "first", "at_most", "whole", "lowest", "highest", "calculation")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """What was typed as a question."""
        data = super().clean()
        code, taken = data.get("code", "").strip(), names_taken(self.whole)
        if not self.is_new:
            taken -= {name for name in taken if name == self.question.code
                      or (name.startswith(f"{self.question.code}_") and name not in self.whole.by_code)}
        if code and (not CODE.fullmatch(code) or code in RESERVED):
            self.add_error("code", _("“%(code)s” is no code. Accepted: up to 60 letters without accents, digits, _ and "
                                     "-, beginning with a letter or _.") % {"code": code})
        elif code in taken:
            self.add_error("code", _("The code “%(code)s” is used already. Each section and question has one of its "
                                     "own.") % {"code": code})
        first = data.get(f"label_{self.languages[0]}", "")
        parts: dict[str, Any] = {
            "code": code or code_from(first, taken), "relevant": data.get("condition", ""),
            "required": bool(data.get("required")), "label": self._said("label"), "hint": self._said("hint"),
            "constraint": data.get("constraint", "").strip(), "constraint_message": self._said("constraint_message"),
            "unit": self._said("unit"), "whole": bool(data.get("whole")), "first": data.get("first"),
            "at_most": data.get("at_most"), "lowest": _plain(data.get("lowest")),
            "highest": _plain(data.get("highest")), "calculation": data.get("calculation", "").strip(),
            "choices": self._choices("choices"), "rows": self._choices("rows"),
        }
        self.made = replace(self.question, **parts)
        return data

    def _said(self, name: str) -> dict[str, str]:
        data = self.cleaned_data
        return {one: said for one in self.languages if (said := data.get(f"{name}_{one}", "").strip())}

    def _choices(self, name: str) -> Any:
        if f"{name}_{self.languages[0]}" not in self.fields:
            return ()
        given = {one: self.cleaned_data.get(f"{name}_{one}", "") for one in self.languages}
        try:
            return choices_from(given, self.languages, getattr(self.question, name))
        except NotRead as refusal:
            for sentence in refusal.faults:
                self.add_error(f"{name}_{self.languages[0]}", sentence)
            return getattr(self.question, name)


def _plain(value: Any) -> str:
    """A bound as a form keeps it: a number without needless zeros, a date as year, month, day."""
    if value is None or value == "":
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
