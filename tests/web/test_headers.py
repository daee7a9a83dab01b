"""What the browser is told: load nothing from elsewhere, run nothing inline, stay on a safe line."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from .places import FILES, MACHINES, PUBLIC, SIGNED_IN

ROOT = Path(__file__).resolve().parents[2]
EXTERNAL = re.compile(
    r"""(?:src|href|action|data|poster|srcset)\s*=\s*["']?(?:https?:)?//[^"'\s>]+|url\(\s*["']?(?:https?:)?//"""
)


def policy(answer) -> dict[str, list[str]]:
    """The Content-Security-Policy of an answer, by directive."""
    return {
        words[0]: words[1:]
        for part in answer["Content-Security-Policy"].split(";")
        if (words := part.split())
    }


@pytest.mark.parametrize("name", [*PUBLIC, *SIGNED_IN])
def test_pages_allow_nothing_inline_and_no_other_host(client_of: Callable[[str], Client], name: str) -> None:
    answer = client_of("task-force").get(f"/en/{ {**PUBLIC, **SIGNED_IN}[name]}", follow=True)
    told = policy(answer)
    assert told["default-src"] == ["'none'"]
    for directive, sources in told.items():
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(sources), directive
        assert all(source.startswith("'") or source in ("data:",) for source in sources), f"{directive} {sources}"
    assert told["frame-ancestors"] == ["'none'"]
    assert told["form-action"] == ["'self'"]
    assert told["base-uri"] == ["'none'"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    page = answer.content.decode()
    assert not EXTERNAL.findall(page)
    assert not re.findall(r"<[^>]+\son\w+\s*=|<[^>]+\sstyle\s*=|javascript:", page)
    for script in re.findall(r"<script\b[^>]*>(?!</script>)", page):
        assert 'type="application/json"' in script, script


@pytest.mark.parametrize("name", FILES)
def test_files_load_nothing_from_elsewhere(client: Client, db: None, name: str) -> None:
    body = client.get(f"/en/{FILES[name]}").content.decode()
    assert "<script" not in body
    assert not re.findall(r"url\(\s*[\"']?https?:|<image[^>]+https?:|@import", body)


@pytest.mark.parametrize("name", MACHINES)
def test_machines_are_told_the_same(client: Client, db: None, name: str) -> None:
    answer = client.get(MACHINES[name])
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" in answer


def test_pages_of_people_are_not_kept_by_others(client_of: Callable[[str], Client]) -> None:
    answer = client_of("task-force").get("/en/desk/")
    assert "Cookie" in answer["Vary"]
    assert "public" not in answer.get("Cache-Control", "")


PRODUCTION = """
import json, django
from django.conf import settings
django.setup()
from django.test import Client
plain = Client(headers={"host": "forum.example.org"})
safe = Client(headers={"host": "forum.example.org", "X-Forwarded-Proto": "https"})
led, served = plain.get("/schemas/programme.schema.json"), safe.get("/schemas/programme.schema.json")
other = Client(headers={"host": "elsewhere.example.org", "X-Forwarded-Proto": "https"})
print(json.dumps({
    "led": [led.status_code, led.get("Location", "")],
    "hsts": served.get("Strict-Transport-Security", ""),
    "policy": served.get("Content-Security-Policy", ""),
    "cookies": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE,
                settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE],
    "debug": settings.DEBUG, "demonstration": settings.CONVOKE_DEMONSTRATION,
    "other": other.get("/schemas/programme.schema.json").status_code,
}))
"""


def test_production_is_safe_by_its_settings(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "convoke.settings.production",
        "CONVOKE_HOME": str(tmp_path),
        "CONVOKE_SECRET_KEY": os.urandom(40).hex(),
        "CONVOKE_HOSTS": "forum.example.org",
        "CONVOKE_DATABASE_URL": "postgres://127.0.0.1/nowhere",
        "CONVOKE_LOG_LEVEL": "CRITICAL",
    }
    done = subprocess.run(
        [sys.executable, "-c", PRODUCTION], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["led"] == [301, "https://forum.example.org/schemas/programme.schema.json"]
    assert re.fullmatch(r"max-age=\d{8,}; includeSubDomains; preload", told["hsts"])
    assert "unsafe" not in told["policy"]
    assert told["cookies"] == [True, True, True, True, "Lax"]
    assert told["debug"] is False
    assert told["demonstration"] is False
    assert told["other"] == 400


@pytest.mark.parametrize("lacking", ["CONVOKE_SECRET_KEY", "CONVOKE_HOSTS", "CONVOKE_DATABASE_URL"])
def test_production_does_not_start_without_its_settings(tmp_path: Path, lacking: str) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CONVOKE_")},
        "DJANGO_SETTINGS_MODULE": "convoke.settings.production", "CONVOKE_HOME": str(tmp_path),
        "CONVOKE_SECRET_KEY": "x" * 50, "CONVOKE_HOSTS": "forum.example.org",
        "CONVOKE_DATABASE_URL": "postgres://127.0.0.1/nowhere",
    }
    del environment[lacking]
    done = subprocess.run(
        [sys.executable, "-m", "convoke", "check"], env=environment, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )
    assert done.returncode != 0
    assert lacking in done.stderr
