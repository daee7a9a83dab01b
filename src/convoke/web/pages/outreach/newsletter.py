"""The newsletter: subscribing, reading, ending."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from convoke.core.languages import active_language
from convoke.core.policy import allows
from convoke.editions.queries import forum
from convoke.outreach import queries
from convoke.outreach.models import NewsletterIssue, Subscription
from convoke.outreach.newsletter import lines
from convoke.outreach.operations import newsletter as operations

from ...errors import Missing
from ..frame import actor_of, near, page_of_list, show

ASKED_AT_MOST = 30
"""Subscriptions that can be asked for within ten minutes from one address of the net: delegations share one."""


def newsletter(request: HttpRequest) -> HttpResponse:
    """The issues there are, and the form to subscribe by."""
    actor, errors = actor_of(request), {}
    given = {"email": "", "language": active_language()}
    if request.method == "POST":
        given = {name: request.POST.get(name, "")[:254] for name in given}
        try:
            _not_too_often(request)
            operations.subscribe(actor=actor, site=request.build_absolute_uri("/"), **given)
        except ValidationError as error:
            errors = error.message_dict
        else:
            messages.success(
                request, _("A message has been sent to this address. The link in it confirms the subscription.")
            )
            return redirect("newsletter")
    return show(
        request, "web/outreach/newsletter.html", status=400 if errors else 200, forum=forum(), section="newsletter",
        page=page_of_list(request, queries.issues(actor)), given=given, errors=errors, choices=settings.LANGUAGES,
        may_compose=allows(actor, "compose", NewsletterIssue),
    )


def issue(request: HttpRequest, number: int) -> HttpResponse:
    """One issue: what was published in its span, in the page's language."""
    actor = actor_of(request)
    issues = queries.issues(actor)
    found = issues.filter(number=number).first() if number < 2**31 else None
    if found is None:
        known = [str(one) for one in issues.values_list("number", flat=True)[:6]]
        raise Missing(_("issue of the newsletter"), str(number), near(str(number), known, "newsletter-issue"))
    said = lines(found.first_entry, found.last_entry, active_language())
    return show(
        request, "web/outreach/newsletter_issue.html", forum=forum(), section="newsletter", issue=found, lines=said
    )


def _not_too_often(request: HttpRequest) -> None:
    """Raises ValidationError when one address of the net asked for very many subscriptions lately."""
    key = f"newsletter-{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=600)
    if cache.incr(key) > ASKED_AT_MOST:
        raise ValidationError(
            {"email": [_("Many subscriptions were asked for from here. Please try again in ten minutes.")]}
        )


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message: a button confirms, so that a mail filter that follows links does not."""
    found = _subscription(token)
    if request.method == "POST" and found.ended_at is None:
        operations.confirm(actor=actor_of(request), token=token)
        found.refresh_from_db()
    return show(request, "web/outreach/subscription.html", forum=forum(), subscription=found, is_ending=False)


@never_cache
@csrf_exempt  # RFC 8058: a mail program ends a subscription by one POST
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Ends a subscription by a button, or by a mail program's one click (RFC 8058)."""
    found = _subscription(token)
    if request.method == "POST":
        operations.unsubscribe(actor=actor_of(request), token=token)
        found.refresh_from_db()
    return show(request, "web/outreach/subscription.html", forum=forum(), subscription=found, is_ending=True)


@login_required
@require_POST
def compose(request: HttpRequest) -> HttpResponse:
    """Composes the next issue now and queues it for all subscribers."""
    try:
        made = operations.compose_issue(actor=actor_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("newsletter")
    messages.success(request, _("The issue has been composed and is on its way to the subscribers."))
    return redirect("newsletter-issue", number=made.number)


def _subscription(token: str) -> Subscription:
    """The subscription of a link's secret; whoever has the link may read it."""
    found = Subscription.objects.filter(token=token).first() if len(token) <= 43 else None
    if found is None:
        raise Http404
    return found
