"""What tests run on: a fresh database of the kind asked for, everything else real."""

import tempfile
from pathlib import Path

from .base import *
from .base import INSTALLED_APPS, env
from .databases import server

CONVOKE_HOME = Path(tempfile.mkdtemp(prefix="convoke-test-"))
CONVOKE_DATE = None
CONVOKE_DEMONSTRATION = True
CONVOKE_HEARTBEAT = False
CONVOKE_REMEMBER = False  # tests change data without operations
SECRET_KEY = "only for tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
_url = env("CONVOKE_TEST_DATABASE_URL", default="")
DATABASES = {
    "default": {**server(env.db_url_config(_url)), "OPTIONS": {}}
    if _url
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": CONVOKE_HOME / "convoke.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
INSTALLED_APPS = [*INSTALLED_APPS]
