"""The forms of requests, providers and the setting of a marketplace; texts are in the language of the page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from convoke.core.formats import language_name
from convoke.core.languages import active_language, direction, own_words, with_own_words
from convoke.directory.models import Grouping, Person
from convoke.directory.queries import Names
from convoke.library.models import Document
from convoke.marketplace.models import Marketplace, Provider, Request, Service, Window
from convoke.marketplace.operations._common import LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE
from convoke.marketplace.operations.marketplace import LONGEST, SHORTEST, About, Days
from convoke.marketplace.operations.providers import Offer
from convoke.marketplace.operations.requests import Project
from convoke.outcomes.models import Action
from convoke.programme.models import Theme

from ..forms import DAY, Several, all_parties

SHORT, LONG = {"rows": 3}, {"rows": 6}


def _words(label: Any, rows: dict[str, int], **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(rows), **more
    )


class _Form(forms.Form):
    """A form whose texts are typed in the language of the page."""

    texts: tuple[str, ...] = ()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.things: dict[str, Mapping[str, Any]] = {}
        for name in self.texts:
            self.fields[name].widget.attrs |= {"lang": active_language(), "dir": direction(active_language())}

    def options(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        """Sets what a field can be chosen from."""
        self.fields[name].choices = list(options)  # type: ignore[attr-defined]

    def offer_things(self, name: str, things: Mapping[str, Any], words: Callable[[Any], str]) -> None:
        """Sets the things a field can be chosen from, by their keys, each in words."""
        self.things[name] = things
        none = [("", "")] if type(self.fields[name]) is forms.ChoiceField else []
        self.options(name, [*none, *((key, words(thing)) for key, thing in things.items())])

    def chosen(self, name: str) -> list[Any]:
        """The things chosen in a field."""
        return [self.things[name][one] for one in self.cleaned_data[name]]

    def one_chosen(self, name: str) -> Any:
        """The one thing chosen in a field; None for none."""
        return self.things[name].get(self.cleaned_data[name])


def _services(named: Iterable[str]) -> list[tuple[str, str]]:
    return [(one, str(Service(one).label)) for one in named]


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code, _name in settings.CONVOKE_CONTENT_LANGUAGES]


def _action(action: Action) -> str:
    return f"{action.code} · {str(action.text)[:110]}"


def _paper(paper: Document) -> str:
    return f"{paper.code} {paper.title}"


class RequestForm(_Form):
    """What a government needs."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    need = _words(_("What is needed"), LONG)
    services = Several(label=_("Kinds of help"))
    beneficiaries = _words(_("For whom"), SHORT)
    place = _words(_("Where"), {"rows": 2})
    starts_on = forms.DateField(label=_("Begins"), required=False, widget=forms.DateInput(DAY))
    ends_on = forms.DateField(label=_("Ends"), required=False, widget=forms.DateInput(DAY))
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, help_text=_("Its ISO 4217 code, such as EUR or USD."),
        widget=forms.TextInput({"size": 4}),
    )
    cost = forms.DecimalField(label=_("Cost"), required=False, min_value=0, max_digits=16, decimal_places=3)
    funded = forms.DecimalField(
        label=_("Funded already"), required=False, min_value=0, max_digits=16, decimal_places=3,
        help_text=_("What is not funded is shown, so that donors can find it (MKT-2)."),
    )
    funded_by = forms.CharField(label=_("Funded by"), required=False, max_length=300)
    languages = Several(label=_("Languages of the project"))
    themes = Several(label=_("Themes"))
    owner = forms.ChoiceField(
        label=_("Owner"), required=False,
        help_text=_("The representative of the government with whom providers talk (MKT-3)."),
    )
    actions = Several(label=_("Comes from these actions of the forum"))
    papers = Several(label=_("Papers"))
    texts = ("title", "need", "beneficiaries", "place")

    def __init__(
        self, *given: Any, one: Request | None, services: Iterable[str], themes: Iterable[Theme],
        owners: Iterable[Person], actions: Iterable[Action], papers: Iterable[Document],
        origins: Iterable[Action] = (), **more: Any,
    ) -> None:
        self.one = one
        super().__init__(*given, **{**more, "initial": {**self._present(origins), **more.get("initial", {})}})
        self.options("services", _services(services))
        self.options("languages", _languages())
        self.offer_things("themes", {each.code: each for each in themes}, lambda theme: str(theme.title))
        self.offer_things("owner", {str(each.pk): each for each in owners}, str)
        self.offer_things("actions", {str(each.pk): each for each in actions}, _action)
        self.offer_things("papers", {str(each.pk): each for each in papers}, _paper)

    def _present(self, origins: Iterable[Action]) -> dict[str, Any]:
        """What stands now."""
        one = self.one
        if one is None:
            return {"languages": [active_language()]}
        return {
            **{name: own_words(getattr(one, name)) for name in self.texts},
            **{name: getattr(one, name) for name in (
                "services", "starts_on", "ends_on", "currency", "cost", "funded", "funded_by", "languages")},
            "themes": [theme.code for theme in one.themes.all()], "owner": str(one.owner_id or ""),
            "actions": [str(action.pk) for action in origins],
            "papers": [str(paper.pk) for paper in one.papers.all()],
        }

    @property
    def project(self) -> Project:
        """What was typed, as the operation takes it; papers one may not read stay with the request."""
        data, one = self.cleaned_data, self.one
        said: dict[str, Any] = {
            name: with_own_words(getattr(one, name) if one else None, data[name]) for name in self.texts
        }
        said |= {name: data[name] for name in (
            "services", "starts_on", "ends_on", "currency", "cost", "funded", "funded_by", "languages")}
        unseen = [each for each in one.papers.all() if str(each.pk) not in self.things["papers"]] if one else []
        return Project(
            **said, themes=self.chosen("themes"), papers=[*self.chosen("papers"), *unseen],
            owner=self.one_chosen("owner"),
        )


class ReasonForm(_Form):
    """Why something is sent back, closed or withdrawn."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea(SHORT)
    )


class OfferForm(_Form):
    """What a provider can do."""

    offer = _words(_("What you can do"), LONG)
    services = Several(label=_("Kinds of help"))
    regions = Several(label=_("Regions"))
    themes = Several(label=_("Themes"))
    languages = Several(label=_("Languages"))
    past_work = _words(_("Past work"), SHORT)
    gives_funds = forms.BooleanField(label=_("We can give funds"), required=False)
    contact = forms.ChoiceField(label=_("Contact"), required=False)
    texts = ("offer", "past_work")

    def __init__(
        self, *given: Any, one: Provider | None, services: Iterable[str], themes: Iterable[Theme],
        regions: Iterable[Grouping], people: Iterable[Person], **more: Any,
    ) -> None:
        self.one = one
        super().__init__(*given, **{**more, "initial": self._present()})
        self.options("services", _services(services))
        self.options("languages", _languages())
        self.offer_things("themes", {each.code: each for each in themes}, lambda theme: str(theme.title))
        self.offer_things("regions", {each.code: each for each in regions}, lambda region: str(region.name))
        self.offer_things("contact", {str(each.pk): each for each in people}, str)

    def _present(self) -> dict[str, Any]:
        """What stands now."""
        one = self.one
        if one is None:
            return {}
        return {
            "offer": own_words(one.offer), "past_work": own_words(one.past_work), "services": one.services,
            "languages": one.languages, "gives_funds": one.gives_funds, "contact": str(one.contact_id or ""),
            "themes": [theme.code for theme in one.themes.all()],
            "regions": [region.code for region in one.regions.all()],
        }

    @property
    def words(self) -> Offer:
        """What was typed, as the operation takes it."""
        data = self.cleaned_data
        return Offer(
            offer=with_own_words(self.one.offer if self.one else None, data["offer"]),
            past_work=with_own_words(self.one.past_work if self.one else None, data["past_work"]),
            services=data["services"], languages=data["languages"], gives_funds=data["gives_funds"],
            regions=self.chosen("regions"), themes=self.chosen("themes"), contact=self.one_chosen("contact"),
        )


class InviteForm(_Form):
    """Whom the office invites to register as providers."""

    parties = Several(label=_("Participants"))

    def __init__(self, *given: Any, names: Names, **more: Any) -> None:
        super().__init__(*given, **more)
        self.options("parties", all_parties(names))


class AboutForm(_Form):
    """What the marketplace of an edition is."""

    purpose = _words(_("What it is for"), SHORT)
    organiser = _words(_("Organised by"), {"rows": 2})
    services = Several(label=_("What may be asked for"), choices=Service.choices)
    minutes = forms.IntegerField(label=_("Minutes of a meeting"), min_value=SHORTEST, max_value=LONGEST, initial=60)
    contact = forms.EmailField(label=_("E-mail address of those who organise it"), required=False)
    texts = ("purpose", "organiser")

    def __init__(self, *given: Any, one: Marketplace | None, **more: Any) -> None:
        self.one = one
        present: dict[str, Any] = {"services": Service.values}
        if one:
            present = {
                "purpose": own_words(one.purpose), "organiser": own_words(one.organiser), "services": one.services,
                "minutes": one.minutes, "contact": one.contact,
            }
        super().__init__(*given, **{**more, "initial": present})

    @property
    def about(self) -> About:
        """What was typed, as the operation takes it."""
        data = self.cleaned_data
        return About(
            purpose=with_own_words(self.one.purpose if self.one else None, data["purpose"]),
            organiser=with_own_words(self.one.organiser if self.one else None, data["organiser"]),
            services=data["services"], minutes=data["minutes"], contact=data["contact"],
        )


class WindowsForm(_Form):
    """From when to when things are done; a field left empty stays open."""

    def __init__(self, *given: Any, windows: Iterable[Window], **more: Any) -> None:
        known = {one.kind: one for one in windows}
        present: dict[str, Any] = {}
        for kind, one in known.items():
            present |= {f"{kind}-starts_on": one.starts_on, f"{kind}-ends_on": one.ends_on}
        super().__init__(*given, **{**more, "initial": present})
        for kind in Window.Kind:
            for name, label in (("starts_on", _("%(window)s: first day")), ("ends_on", _("%(window)s: last day"))):
                self.fields[f"{kind.value}-{name}"] = forms.DateField(
                    label=str(label) % {"window": kind.label}, required=False, widget=forms.DateInput(DAY)
                )

    @property
    def days(self) -> dict[str, Days]:
        """What was typed, by the kind of window."""
        data = self.cleaned_data
        return {
            kind: Days(data.get(f"{kind}-starts_on"), data.get(f"{kind}-ends_on")) for kind in Window.Kind.values
        }
