"""The embedded installation: one command, SQLite, local files, a demonstration to look at."""

import datetime as dt
import secrets

from .base import *
from .base import CONTENT_SECURITY_POLICY, CONVOKE_HOME, env
from .databases import embedded, server

CONVOKE_HOME.mkdir(parents=True, exist_ok=True)
CONVOKE_DEMONSTRATION = env.bool("CONVOKE_DEMONSTRATION", default=True)
CONVOKE_DATE = (
    dt.date.fromisoformat(env("CONVOKE_DATE")) if env("CONVOKE_DATE", default="") else dt.date(2008, 6, 1)
)


def _own_secret() -> str:
    path = CONVOKE_HOME / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _own_secret()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
DATABASES = {
    "default": server(env.db_url("CONVOKE_DATABASE_URL")) if env("CONVOKE_DATABASE_URL", default="")
    else embedded(CONVOKE_HOME)
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "convoke_shared"}}
"""What the processes of this machine share; limits of attempts hold for all of them together."""
EMAIL_BACKEND = "convoke.outreach.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = env("CONVOKE_FROM", default="forum@example.org")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
CONTENT_SECURITY_POLICY = {**CONTENT_SECURITY_POLICY}
