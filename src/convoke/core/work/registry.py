"""The kinds of background work there are, and what they are handed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django_stubs_ext import StrOrPromise

from ..actors import Actor


class JobFailed(Exception):
    """Work that cannot be completed for a reason a person can act on.

    ``faults`` are sentences, one for each thing that is wrong.
    """

    def __init__(self, message: str, faults: list[str] | None = None) -> None:
        self.faults = faults or []
        super().__init__(message)


class Progress(Protocol):
    """What long work tells while it runs, to a terminal or to a page."""

    def start(self, total: int, message: str = "") -> None:
        """Says how many steps there are."""

    def advance(self, message: str = "", steps: int = 1) -> None:
        """Says that ``steps`` more are completed and what comes now."""

    def is_to_stop(self) -> bool:
        """Whether somebody asked the work to end with what it has."""


class Silent:
    """Progress nobody watches."""

    def start(self, total: int, message: str = "") -> None:
        """Says nothing."""

    def advance(self, message: str = "", steps: int = 1) -> None:
        """Says nothing."""

    def is_to_stop(self) -> bool:
        """Nobody asks."""
        return False


@dataclass(frozen=True)
class Outcome:
    """What finished work leaves: facts for its page and, maybe, a file."""

    summary: dict[str, Any]
    file: Path | None = None
    name: str = ""
    content_type: str = ""


Work = Callable[..., Outcome]


@dataclass(frozen=True)
class JobKind:
    """A kind of work: its code, its name for people, and the function that does it.

    The function is called as ``work(actor=…, progress=…, **params)`` and must be
    safe to run again after its worker was killed. Work that ``can_stop`` looks at
    ``progress.is_to_stop()`` and then ends with what it has.
    """

    code: str
    title: StrOrPromise
    work: Work
    can_stop: bool = False


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Makes a kind of work known; called by an app when it is ready."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> JobKind:
    """The kind with this code; raises LookupError when there is none."""
    try:
        return _kinds[code]
    except KeyError as error:
        raise LookupError(f"there is no background work of kind “{code}”") from error


def results_folder() -> Path:
    """Where files made by background work are kept."""
    folder: Path = settings.CONVOKE_HOME / "results"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


ActorOf = Callable[[int], Actor]
_actor_of: list[ActorOf] = []


def use_actors(actor_of: ActorOf) -> None:
    """Tells how an account becomes an actor; the directory does, once, when ready."""
    _actor_of[:] = [actor_of]


def actor_of(account_id: int) -> Actor:
    """The actor an account is now, with the roles of today."""
    return _actor_of[0](account_id)
