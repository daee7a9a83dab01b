"""Who is asking, and what is said to those who may not."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from convoke.core.actors import ANONYMOUS, Actor
from convoke.core.policy import Denied
from convoke.directory.queries import actor_for

from .errors import Missing, bad_request, denied, missing

Handler = Callable[[HttpRequest], HttpResponse]


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request: the public, or an account with today's mandates."""
    return actor_for(request.user) if request.user.is_authenticated else ANONYMOUS


class ActorMiddleware:
    """Gives every request its ``actor``, worked out when first asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds the actor and goes on."""
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class AnswersMiddleware:
    """Answers a refusal with whose right it would be, and a wrong address with what there is."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Goes on, except with a character that no text of ours holds and no database takes."""
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """403 for :class:`~convoke.core.policy.Denied`, 404 for :class:`~.errors.Missing`."""
        if isinstance(exception, Denied):
            return denied(request, exception)
        return missing(request, exception) if isinstance(exception, Missing) else None
