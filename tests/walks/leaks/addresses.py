"""All addresses there are, found in the list of addresses itself: a page added tomorrow is walked tomorrow."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import product

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

OF_ACCOUNTS = ("account_", "mfa_")
"""Addresses of the library for accounts: they show nothing of the forum."""
Pools = Mapping[str, tuple[str, ...]]
"""For the name of a part of an address, the values that are tried; ``code:team`` holds for addresses ``team…``."""


def patterns(
    found: list[URLPattern | URLResolver] | None = None, before: tuple[str, ...] = ()
) -> Iterator[tuple[URLPattern, tuple[str, ...]]]:
    """Each address with the names of the parts it takes."""
    for pattern in get_resolver().url_patterns if found is None else found:
        parts = (*before, *getattr(pattern.pattern, "converters", {}))
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, parts)
        else:
            yield pattern, parts


def names() -> dict[str, tuple[str, ...]]:
    """The addresses of the forum by name, each with the parts it takes."""
    return {
        pattern.name: parts for pattern, parts in patterns()
        if pattern.name and not pattern.name.startswith(OF_ACCOUNTS)
    }


def unnamed() -> list[str]:
    """Addresses of ours that have no name and so could not be walked."""
    return [
        str(pattern.pattern) for pattern, _parts in patterns()
        if not pattern.name and getattr(pattern.callback, "__module__", "").startswith("convoke.")
    ]


def pool(pools: Pools, name: str, part: str) -> tuple[str, ...]:
    """What is tried for a part of an address: the values for addresses with the longest matching beginning."""
    fitting = [key for key in pools if key.partition(":")[0] == part and name.startswith(key.partition(":")[2])]
    return pools[max(fitting, key=len)] if fitting else ()


def walked(pools: Pools) -> dict[str, list[str]]:
    """The addresses to ask for, by name; a name without any lacks a value for one of its parts."""
    found: dict[str, list[str]] = {}
    for name, parts in names().items():
        found[name] = []
        for values in product(*(pool(pools, name, part) for part in parts)):
            with suppress(NoReverseMatch):  # a value of another form: a number where a word is wanted
                found[name].append(reverse(name, kwargs=dict(zip(parts, values, strict=True))))
    return found
