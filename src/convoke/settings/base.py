"""Settings shared by every installation; what differs is read from the environment."""

import datetime as dt
from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent

CONVOKE_HOME = Path(env("CONVOKE_HOME", default="var")).resolve()
"""Where data live: the embedded database, files, locks, results."""
CONVOKE_DATE: dt.date | None = (
    dt.date.fromisoformat(env("CONVOKE_DATE", default="")) if env("CONVOKE_DATE", default="") else None
)
"""The date a demonstration stands at; empty for the real clock."""
CONVOKE_DEMONSTRATION = env.bool("CONVOKE_DEMONSTRATION", default=False)
"""Whether demonstration accounts, their list and the style guide are shown."""
CONVOKE_HEARTBEAT = True
CONVOKE_REMEMBER = True
"""Whether reads are remembered until the next journal entry (``core.versioned``)."""
CONVOKE_SEARCH_ENGINE = "convoke.search.engines.own.OwnEngine"
"""What holds the search index: a class with the methods of ``convoke.search.engines.base.Engine``."""
CONVOKE_DATA = Path(env("CONVOKE_DATA", default=str(PACKAGE.parent.parent / "data")))
"""Where data folders to load lie."""

CONVOKE_ADDRESS = env("CONVOKE_ADDRESS", default=f"http://127.0.0.1:{env('PORT', default='8000')}")
"""Where this installation is found, for links in messages."""
CONVOKE_REPLY_TO = env("CONVOKE_REPLY_TO", default="")
CONVOKE_IATI_ORGANISATION = env("CONVOKE_IATI_ORGANISATION", default="")
"""The identifier under which the forum is registered with IATI; made of its acronym unless given."""
"""Where answers to messages go; empty for the address they come from."""
CONVOKE_BOUNCE_SECRET = env("CONVOKE_BOUNCE_SECRET", default="")
"""What the mail service signs its reports of bounces with; empty when there is none, and no such address then."""
CONVOKE_SCANNER = env("CONVOKE_SCANNER", default="")
"""The command that looks into files handed in; ends with 0 for a clean file, with 1 for a finding."""

DEBUG = False
ALLOWED_HOSTS: list[str] = []
INTERNAL_IPS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "convoke.core",
    "convoke.directory",
    "convoke.editions",
    "convoke.bodies",
    "convoke.outreach",
    "convoke.library",
    "convoke.search",
    "convoke.consultation",
    "convoke.programme",
    "convoke.marketplace",
    "convoke.outcomes",
    "convoke.practices",
    "convoke.reporting",
    "convoke.handover",
    "convoke.web",
    "allauth",  # after convoke.web, whose templates come first
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "convoke.web.middleware.ActorMiddleware",
    "convoke.web.middleware.AnswersMiddleware",
]

ROOT_URLCONF = "convoke.web.urls"
WSGI_APPLICATION = "convoke.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "convoke.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "convoke.web.templatetags.convoke",
            ],
        },
    }
]

AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"

ACCOUNT_ADAPTER = "convoke.web.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "convoke.web.accounts.SignInForm",
    "change_password": "convoke.web.accounts.PasswordChangeForm",
    "set_password": "convoke.web.accounts.PasswordSetForm",
    "reset_password": "convoke.web.accounts.PasswordResetForm",
    "reset_password_from_key": "convoke.web.accounts.PasswordFromLinkForm",
    "reauthenticate": "convoke.web.accounts.PasswordConfirmForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "invitation": "40/5m/ip,10/5m/key",
}
"""A delegation often shares one address on the net, so accounts are guarded more closely than networks."""
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("CONVOKE_PROXIES", default=0)
"""How many reverse proxies stand before this installation, to know who is calling."""
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_TOLERANCE = 1
"""A code counts half a minute longer and earlier: lines are slow and clocks differ."""
MFA_FORMS = {
    "authenticate": "convoke.web.accounts.CodeForm",
    "reauthenticate": "convoke.web.accounts.CodeConfirmForm",
    "activate_totp": "convoke.web.accounts.AppForm",
    "add_webauthn": "convoke.web.accounts.PasskeyForm",
    "edit_webauthn": "convoke.web.accounts.PasskeyNameForm",
    "login_webauthn": "convoke.web.accounts.PasskeySignInForm",
    "authenticate_webauthn": "convoke.web.accounts.PasskeyStepForm",
    "reauthenticate_webauthn": "convoke.web.accounts.PasskeyConfirmForm",
}
MFA_ADAPTER = "convoke.web.accounts.SecondFactorAdapter"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("nl", "Nederlands"),
    ("ar", "العربية"),
]
CONVOKE_CONTENT_LANGUAGES = [*LANGUAGES, ("ru", "Русский"), ("zh", "中文"), ("pt", "Português")]
CONVOKE_FALLBACK_LANGUAGES = ["en", "fr"]
"""LIB-3: the order in which another language is tried when a text is missing."""
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE.parent.parent / ".build" / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "convoke.web.assets.StyleSheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = CONVOKE_HOME / "files"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "convoke.web.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "convoke.core.files.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("CONVOKE_LOG_LEVEL", default="WARNING")},
}
