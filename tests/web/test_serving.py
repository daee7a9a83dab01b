"""What a process that serves pages carries: it starts quickly, and there is one for each core."""

import os
import subprocess
import sys

HEAVY = {"numba", "ortools", "pandas", "pysat"}
"""What solves schedules in the background: half of what such a process would take in memory, and a second."""
ASKED = """
import sys
from django.urls import get_resolver
from convoke.web.wsgi import application
assert get_resolver().url_patterns
print(*sorted(sys.modules))
"""


def test_a_process_that_serves_pages_loads_no_solver():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "convoke.settings.testing"}
    done = subprocess.run(
        [sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True, timeout=120)
    loaded = set(done.stdout.split())
    assert "convoke.marketplace.operations.schedules" in loaded
    assert not HEAVY & loaded
