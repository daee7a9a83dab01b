"""Settings of an installation whose disk is full: the database cannot grow beyond some pages."""

import os

from convoke.settings.development import *  # noqa: F403
from convoke.settings.development import DATABASES

DATABASES["default"]["OPTIONS"]["init_command"] += f"PRAGMA max_page_count={os.environ['PAGES']};"
