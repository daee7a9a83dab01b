"""A public installation: every secret and address comes from the environment."""

from .base import *
from .base import env
from .databases import server

SECRET_KEY = env("CONVOKE_SECRET_KEY")
ALLOWED_HOSTS = env.list("CONVOKE_HOSTS")
CONVOKE_ADDRESS = env("CONVOKE_ADDRESS", default=f"https://{ALLOWED_HOSTS[0]}")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {"default": server(env.db_url("CONVOKE_DATABASE_URL"))}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env("CONVOKE_REDIS_URL", default="redis://127.0.0.1:6379/0"),
    }
}

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

vars().update(env.email_url("CONVOKE_EMAIL_URL", default="smtp://127.0.0.1:25"))
DEFAULT_FROM_EMAIL = env("CONVOKE_FROM", default="forum@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
