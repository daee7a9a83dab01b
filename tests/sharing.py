"""Who runs what, where tests run on two databases at a time: what is below the pages runs on both.

``CONVOKE_TEST_SHARE`` is "0/2" for the first of two runs (SQLite) and "1/2" for the second (PostgreSQL); without it
one run takes everything.
"""

import os
from collections import defaultdict
from collections.abc import Sequence

import pytest

SHARE, SHARES = map(int, os.environ.get("CONVOKE_TEST_SHARE", "0/1").split("/"))
ONCE = (
    "tests/consultation/form/", "tests/consultation/priorities/", "tests/marketplace/scheduling/",
    "tests/walks/test_source.py", "tests/walks/test_journal_words.py",
    "tests/walks/test_pages_of_the_documentation.py", "tests/web/pictures/", "tests/web/test_templates.py",
    "tests/web/test_interface_languages.py", "tests/web/test_fallback.py", "tests/web/test_audiences.py",
    "tests/web/test_addresses.py", "tests/web/test_filters.py", "tests/web/test_headers.py",
)
"""What no database decides (forms, rules for priorities, the scheduler, drawings, words, source) and long walks over
every page: the first run takes it."""
PAGES = "tests/web/"
"""What is tested through pages: the last run takes it. The browser walks the same pages on the first database."""
SHARED = (
    "tests/editions/test_checks.py", "tests/library/test_audiences.py", "tests/outcomes/thread/test_walk.py",
    "tests/walks/leaks/test_leaks.py", "tests/walks/test_models.py",
)
"""Long walks of cases that are alike: a case runs here or there; their tests without cases run on both."""


def shared_out(items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests that run here, and those that another run takes."""
    seen: dict[str, int] = defaultdict(int)
    own: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        name, has_cases, _case = item.nodeid.partition("[")
        if name.startswith(ONCE):
            takes = 0
        elif name.startswith(PAGES):
            takes = SHARES - 1
        elif has_cases and name.split("::")[0] in SHARED:
            takes = seen[name] % SHARES
            seen[name] += 1
        else:
            takes = SHARE
        (own if takes == SHARE else others).append(item)
    return own, others
