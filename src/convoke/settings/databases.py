"""The two databases Convoke runs on, each set up once."""

from pathlib import Path
from typing import Any


def embedded(home: Path) -> dict[str, Any]:
    """SQLite in write-ahead mode: many readers beside one writer, no other service."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "convoke.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
            ),
        },
        "CONN_MAX_AGE": None,
    }


def server(config: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL with a pool of connections in each process."""
    return {**config, "OPTIONS": {**config.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8}}}
