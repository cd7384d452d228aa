"""Every setting, read once from the environment; a wrong one stops the start with a sentence.

KEZDESU_DATA      folder for the database, uploads and the secret key (default: ./data)
KEZDESU_DATABASE  postgres://user:password@host:port/name (default: SQLite in KEZDESU_DATA)
KEZDESU_SECRET    secret key (default: made once and kept in KEZDESU_DATA)
KEZDESU_BACKUPS   folder, on another disk, for a backup each night (default: none is made)
KEZDESU_HOSTS     comma-separated host names that this installation answers to
KEZDESU_DEBUG     1 while developing
KEZDESU_HTTPS     1 when visitors arrive over HTTPS: secure cookies and HSTS
KEZDESU_MAIL      where notices go: console (default), file:/folder, smtp://user:password@host:port
                  (STARTTLS when there is a password) or smtps://… (TLS from the start)
KEZDESU_MAIL_FROM the address that notices come from
KEZDESU_ADDRESS   where people open this installation, for links in notices: https://kezdesu.example.kz
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("KEZDESU_DATA", PROJECT / "data")).resolve()
DATA.mkdir(parents=True, exist_ok=True, mode=0o700)


def flag(name: str) -> bool:
    value = os.environ.get(name, "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def secret_key() -> str:
    """The key from the environment, else one made on first start and kept beside the database."""
    if "KEZDESU_SECRET" in os.environ:
        return os.environ["KEZDESU_SECRET"]
    file = DATA / "secret.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def sqlite() -> dict[str, object]:
    # Measured: with these settings no concurrent write failed; with Django's defaults half did.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "kezdesu.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def postgres(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "KEZDESU_DATABASE must look like postgres://user:password@host:port/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": {"pool": True},
    }


def mail(address: str) -> dict[str, object]:
    """Django's settings for a mail address of ours."""
    backends = "django.core.mail.backends"
    parts = urlsplit(address)
    if address == "console":
        return {"EMAIL_BACKEND": f"{backends}.console.EmailBackend"}
    if parts.scheme == "file" and parts.path:
        return {
            "EMAIL_BACKEND": f"{backends}.filebased.EmailBackend",
            "EMAIL_FILE_PATH": parts.path,
        }
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            "KEZDESU_MAIL must be console, file:/folder or smtp://user:password@host:port."
        )
    return {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.password),
        "EMAIL_TIMEOUT": 30,
    }


DEBUG = flag("KEZDESU_DEBUG")
HTTPS = flag("KEZDESU_HTTPS")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("KEZDESU_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "kezdesu.api",
    "kezdesu.home",
    "kezdesu.public",
    "kezdesu.field",
    "kezdesu.reports",
    "kezdesu.figures",
    "kezdesu.newsroom",
    "kezdesu.press",
    "kezdesu.meetings",
    "kezdesu.schedule",
    "kezdesu.programmes",
    "kezdesu.people",
    "kezdesu.places",
    "kezdesu.accounts",
    "kezdesu.core",
    "allauth",
    "allauth.account",
    "django_htmx",
    "ninja",  # so that the API's page of documentation loads nothing from elsewhere
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
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
    "kezdesu.core.middleware.PageAboveMiddleware",
    "kezdesu.core.middleware.RefusedMiddleware",
]

ROOT_URLCONF = "kezdesu.urls"
WSGI_APPLICATION = "kezdesu.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kezdesu.core.context.page",
                "kezdesu.accounts.context.desk",
            ],
            "builtins": ["kezdesu.core.templatetags.kezdesu"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": postgres(os.environ["KEZDESU_DATABASE"])
    if "KEZDESU_DATABASE" in os.environ
    else sqlite()
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:today"
ACCOUNT_LOGOUT_REDIRECT_URL = "public:front"
ACCOUNT_ADAPTER = "kezdesu.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"

# Kazakh is the language of an address without prefix; /ru/… and /en/… are the others.
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
FORMAT_MODULE_PATH = ["kezdesu.core.formats"]
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA / "uploads"
BACKUPS = Path(os.environ["KEZDESU_BACKUPS"]).resolve() if "KEZDESU_BACKUPS" in os.environ else None

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"

globals().update(mail(os.environ.get("KEZDESU_MAIL", "console")))
# Where letters say that more is to be read: https://kezdesu.example.kz; empty: they name no page.
ADDRESS = os.environ.get("KEZDESU_ADDRESS", "").rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("KEZDESU_MAIL_FROM", "kezdesu@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
