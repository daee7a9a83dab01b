"""The states of requests, providers, interests and meetings of the marketplace, and the only ways between."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RequestState(models.TextChoices):
    """How far a request is."""

    DRAFT = "draft", pgettext_lazy("request", "draft")
    SUBMITTED = "submitted", pgettext_lazy("request", "submitted for review")
    PUBLISHED = "published", pgettext_lazy("request", "published to providers")
    CLOSED = "closed", pgettext_lazy("request", "closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn by its owner")


REQUEST: dict[RequestState, tuple[RequestState, ...]] = {
    RequestState.DRAFT: (RequestState.SUBMITTED, RequestState.WITHDRAWN),
    RequestState.SUBMITTED: (RequestState.DRAFT, RequestState.PUBLISHED, RequestState.WITHDRAWN),
    RequestState.PUBLISHED: (RequestState.CLOSED, RequestState.WITHDRAWN),
    RequestState.CLOSED: (RequestState.PUBLISHED,),
    RequestState.WITHDRAWN: (),
}


class ProviderState(models.TextChoices):
    """Where a party stands that can help."""

    INVITED = "invited", pgettext_lazy("provider", "invited")
    REGISTERED = "registered", pgettext_lazy("provider", "registered")
    DECLINED = "declined", pgettext_lazy("provider", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("provider", "withdrawn")


PROVIDER: dict[ProviderState, tuple[ProviderState, ...]] = {
    ProviderState.INVITED: (ProviderState.REGISTERED, ProviderState.DECLINED),
    ProviderState.REGISTERED: (ProviderState.WITHDRAWN,),
    ProviderState.DECLINED: (ProviderState.INVITED, ProviderState.REGISTERED),
    ProviderState.WITHDRAWN: (ProviderState.INVITED, ProviderState.REGISTERED),
}


class InterestState(models.TextChoices):
    """What became of a provider's interest in a request."""

    SHOWN = "shown", pgettext_lazy("interest", "waits for the owner")
    ACCEPTED = "accepted", pgettext_lazy("interest", "in conversation")
    DECLINED = "declined", pgettext_lazy("interest", "declined by the owner")
    WITHDRAWN = "withdrawn", pgettext_lazy("interest", "withdrawn by the provider")


INTEREST: dict[InterestState, tuple[InterestState, ...]] = {
    InterestState.SHOWN: (InterestState.ACCEPTED, InterestState.DECLINED, InterestState.WITHDRAWN),
    InterestState.ACCEPTED: (InterestState.DECLINED, InterestState.WITHDRAWN),
    InterestState.DECLINED: (InterestState.ACCEPTED,),
    InterestState.WITHDRAWN: (InterestState.SHOWN,),
}


class MeetingState(models.TextChoices):
    """How far a meeting is."""

    PROPOSED = "proposed", pgettext_lazy("meeting", "proposed")
    AGREED = "agreed", pgettext_lazy("meeting", "agreed by both sides")
    HELD = "held", pgettext_lazy("meeting", "held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


MEETING: dict[MeetingState, tuple[MeetingState, ...]] = {
    MeetingState.PROPOSED: (MeetingState.AGREED, MeetingState.CANCELLED),
    MeetingState.AGREED: (MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.HELD: (),
    MeetingState.CANCELLED: (),
}
