"""Long walks are shared where tests run on two databases: each takes its part of their cases.

``CONVOKE_TEST_SHARE`` is "0/2" for the first part of two; without it a run takes them all.
"""

import os
from collections import defaultdict
from collections.abc import Sequence

import pytest

SHARE, SHARES = map(int, os.environ.get("CONVOKE_TEST_SHARE", "0/1").split("/"))
SHARED = (
    "tests/editions/test_checks.py", "tests/library/test_audiences.py", "tests/outcomes/thread/test_walk.py",
    "tests/walks/test_models.py", "tests/web/test_addresses.py", "tests/web/test_filters.py",
    "tests/web/test_headers.py",
)
"""Tests of many cases that are alike: every one of them runs on either database, none on both."""


def left_to_others(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The cases of shared tests that another part takes: each test has its first case here or there in turn."""
    seen: dict[str, int] = defaultdict(int)
    others = []
    for item in items:
        name = item.nodeid.split("[")[0]
        if "[" in item.nodeid and name.split("::")[0] in SHARED:
            seen[name] += 1
            if seen[name] % SHARES != SHARE:
                others.append(item)
    return others
