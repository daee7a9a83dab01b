"""Regular expressions that a form's author writes, matched in a time that grows only with the text.

Python reads the pattern; it is matched as a set of states, without ever going back, so that no
pattern and no answer can keep the server busy. As in ODK, a pattern stands for the whole answer.
"""

import re
import warnings
from collections.abc import Callable, Iterable
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LARGEST = 5_000
"""How many steps a pattern may have once its repetitions are written out."""
LONGEST = 5_000
"""How many characters are looked at: a longer text matches no pattern."""
_DIGITS = frozenset("0123456789")
_WORD = _DIGITS | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_SPACE = frozenset(" \t\n\r\f\v")
_CATEGORIES = {"DIGIT": _DIGITS, "WORD": _WORD, "SPACE": _SPACE}

Test = Callable[[str], bool]


class PatternFault(ValueError):
    """A text that is no pattern we match; its words are Python's or the name of what is not accepted."""


class Pattern:
    """A pattern ready to match; raises :class:`PatternFault` for one that cannot be read or is too large."""

    def __init__(self, text: str) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                parsed = _parser.parse(text, re.ASCII)
        except (re.error, Warning, OverflowError, RecursionError) as error:
            raise PatternFault(str(error)) from error
        if parsed.state.flags & re.IGNORECASE:
            raise PatternFault("(?i)")
        self._tests: list[tuple[Test, int]] = []
        """What a state takes, and where it goes on."""
        self._free: list[list[int]] = []
        """Where a state goes on without taking anything."""
        start = self._state()
        self._end = self._sequence(parsed, start)
        self._start = self._closed([start])
        self._known: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    def matches(self, text: str) -> bool:
        """Whether the whole text is what the pattern says."""
        states = self._start
        if len(text) > LONGEST:
            return False
        for letter in text:
            states = self._next(states, letter)
            if not states:
                return False
        return self._end in states

    def _next(self, states: frozenset[int], letter: str) -> frozenset[int]:
        key = (states, letter)
        if key not in self._known:
            if len(self._known) > LARGEST:
                self._known.clear()
            taken = (self._tests[state] for state in states)
            self._known[key] = self._closed(goal for test, goal in taken if goal >= 0 and test(letter))
        return self._known[key]

    def _closed(self, states: Iterable[int]) -> frozenset[int]:
        found: set[int] = set()
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            if state not in found:
                found.add(state)
                waiting.extend(self._free[state])
        return frozenset(found)

    def _state(self) -> int:
        if len(self._tests) > LARGEST:
            raise PatternFault("{ }")
        self._tests.append((_nothing, -1))
        self._free.append([])
        return len(self._tests) - 1

    def _sequence(self, parts: Any, start: int) -> int:
        """Adds parts one after another; gives the state reached after the last."""
        for place, (operator, argument) in enumerate(parts):
            name = str(operator)
            if name == "AT":
                self._edge(str(argument), first=place == 0, last=place == len(parts) - 1)
                continue
            start = self._part(name, argument, start)
        return start

    @staticmethod
    def _edge(name: str, *, first: bool, last: bool) -> None:
        """``^`` at the beginning and ``$`` at the end say what holds anyway; elsewhere they are not accepted."""
        if not (first and name in ("AT_BEGINNING", "AT_BEGINNING_STRING")) and not (
            last and name in ("AT_END", "AT_END_STRING")
        ):
            raise PatternFault({"AT_BEGINNING": "^", "AT_END": "$"}.get(name, "\\b"))

    def _part(self, name: str, argument: Any, start: int) -> int:
        if name == "SUBPATTERN":
            return self._sequence(argument[3], start)
        if name == "BRANCH":
            end = self._state()
            for alternative in argument[1]:
                begin = self._state()
                self._free[start].append(begin)
                self._free[self._sequence(alternative, begin)].append(end)
            return end
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, repeated = argument
            return self._repeat(start, least, most, repeated)
        end = self._state()
        self._tests[start] = (_test(name, argument), end)
        return end

    def _repeat(self, start: int, least: int, most: Any, parts: Any) -> int:
        for _time in range(least):
            start = self._sequence(parts, self._behind(start))
        if most is _parser.MAXREPEAT:
            loop = self._behind(start)
            self._free[self._sequence(parts, self._behind(loop))].append(loop)
            return self._behind(loop)
        end = self._state()
        for _time in range(least, int(most)):
            self._free[start].append(end)
            start = self._sequence(parts, self._behind(start))
        self._free[start].append(end)
        return end

    def _behind(self, state: int) -> int:
        """A new state reached from another without taking anything."""
        new = self._state()
        self._free[state].append(new)
        return new


def _nothing(_letter: str) -> bool:
    return False


def _test(name: str, argument: Any) -> Test:
    if name == "LITERAL":
        return chr(argument).__eq__
    if name == "NOT_LITERAL":
        return chr(argument).__ne__
    if name == "ANY":
        return "\n".__ne__
    if name == "IN":
        return _class(argument)
    names = {"ASSERT": "(?=", "ASSERT_NOT": "(?!", "GROUPREF": "\\1"}
    raise PatternFault(names.get(name, name.lower()))


def _class(members: Any) -> Test:
    tests: list[Test] = []
    negated = False
    for operator, argument in members:
        name = str(operator)
        if name == "NEGATE":
            negated = True
        elif name == "RANGE":
            tests.append(_between(*argument))
        elif name == "CATEGORY":
            kind = str(argument).removeprefix("CATEGORY_")
            known = _CATEGORIES[kind.removeprefix("NOT_")]
            tests.append(_outside(known) if kind.startswith("NOT_") else known.__contains__)
        else:
            tests.append(_test(name, argument))
    return (lambda letter: not any(test(letter) for test in tests)) if negated else (
        lambda letter: any(test(letter) for test in tests))


def _between(first: int, last: int) -> Test:
    return lambda letter: first <= ord(letter) <= last


def _outside(known: frozenset[str]) -> Test:
    return lambda letter: letter not in known
