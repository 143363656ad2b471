"""Settings, read from the environment; `docs/operator.md` lists every variable.

A second settings module does not exist: what differs between a laptop, a server and the demonstration is a variable.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from konfrans.kernel.chosen import OWN_NAMES, Unusable, chosen
from konfrans.kernel.quiet import quiet_hours

PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


KONFRANS_DEMO = _flag("KONFRANS_DEMO")
DEBUG = _flag("KONFRANS_DEBUG")
KONFRANS_HOME = Path(os.environ.get("KONFRANS_HOME") or "var").resolve()
KONFRANS_FILES = KONFRANS_HOME / "files"


def _secret_key() -> str:
    """From the environment, else a file beside the data, written once and readable by its owner alone."""
    given = os.environ.get("KONFRANS_SECRET_KEY", "")
    if given:
        return given
    kept = KONFRANS_HOME / "secret-key"
    if not kept.exists():
        KONFRANS_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass
    return kept.read_text().strip()


SECRET_KEY = _secret_key()

KONFRANS_URL = os.environ.get("KONFRANS_URL", "http://localhost:8000").rstrip("/")
_host = urlsplit(KONFRANS_URL).hostname or "localhost"
_secure = KONFRANS_URL.startswith("https://")
# The names of the machine itself only where it serves itself; elsewhere they are let through to `/health/` (see the middleware).
_local = ["localhost", "127.0.0.1"] if _host in {"localhost", "127.0.0.1", "::1"} else []
ALLOWED_HOSTS = [*filter(None, os.environ.get("KONFRANS_HOSTS", "").split(",")), _host, *_local]
CSRF_FAILURE_VIEW = "konfrans.site.views.csrf_failed"
CSRF_TRUSTED_ORIGINS = [KONFRANS_URL] if _secure else []

# The conference's languages, the authentic one first: from the environment, else what `konfrans init` wrote into the home.
# What has no words in a language is shown in the declared fallback.
try:
    _chosen = chosen(KONFRANS_HOME)
except Unusable as _error:
    raise ImproperlyConfigured(str(_error)) from None
_languages = os.environ.get("KONFRANS_LANGUAGES") or ",".join(_chosen.languages)
LANGUAGES = [(code, OWN_NAMES.get(code, code)) for code in _languages.split(",")]
LANGUAGE_CODE = "en"
KONFRANS_FALLBACK = os.environ.get("KONFRANS_FALLBACK") or _chosen.fallback
KONFRANS_FIRST_LANGUAGE = LANGUAGES[0][0]
TIME_ZONE = os.environ.get("KONFRANS_TIME_ZONE") or _chosen.time_zone
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "site" / "locale"]

INSTALLED_APPS = [
    "konfrans.site.apps.SiteConfig",
    *(["konfrans.demo.apps.DemoConfig"] if KONFRANS_DEMO else []),
    "konfrans.founding.apps.FoundingConfig",
    "konfrans.portal.apps.PortalConfig",
    "konfrans.committees.apps.CommitteesConfig",
    "konfrans.meetings.apps.MeetingsConfig",
    "konfrans.membership.apps.MembershipConfig",
    "konfrans.statutes.apps.StatutesConfig",
    "konfrans.decisions.apps.DecisionsConfig",
    "konfrans.projects.apps.ProjectsConfig",
    "konfrans.publications.apps.PublicationsConfig",
    "konfrans.people.apps.PeopleConfig",
    "konfrans.kernel.apps.KernelConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "konfrans.site.middleware.healthy_host",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "konfrans.site.middleware.unfounded",
    "konfrans.site.middleware.anonymous_pages",
    "konfrans.site.middleware.private_answers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "konfrans.site.middleware.first_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "konfrans.site.middleware.standings",
    "konfrans.site.middleware.second_factor",
    "konfrans.site.middleware.refusals",
    "konfrans.site.middleware.forms_once",
]

ROOT_URLCONF = "konfrans.site.urls"
WSGI_APPLICATION = "konfrans.site.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "konfrans.site.context.page",
            ],
            "builtins": [
                "konfrans.kernel.templatetags.konfrans",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def _database(url: str) -> dict[str, object]:
    """`sqlite:///path/to/file` or `postgresql://user:password@host:port/name` (a socket folder as `?host=/run/...`)."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = (
            unquote(parts.path)[1:]
            if parts.path.startswith("//") or not parts.path[1:].startswith("/")
            else parts.path[1:]
        )
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path or str(KONFRANS_HOME / "konfrans.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # A write lock from the first statement: a read-modify-write never fails half-way for a lock.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
            },
            # Tests on a file, not in memory: in memory there is no WAL and no lock.
            "TEST": {"NAME": str(KONFRANS_HOME / "test.sqlite3")},
        }
    if parts.scheme in {"postgresql", "postgres"}:
        query = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or query.pop("user", "")),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or query.pop("host", ""),
            "PORT": str(parts.port or query.pop("port", "")),
            "CONN_MAX_AGE": None,
            # After a restart of the database each thread opens a new connection instead of failing once.
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(
        "KONFRANS_DATABASE: write sqlite:///relative/file, sqlite:////absolute/file or postgresql://user:password@host/name"
    )


DATABASES = {
    "default": _database(os.environ.get("KONFRANS_DATABASE", f"sqlite:///{KONFRANS_HOME / 'konfrans.sqlite3'}")),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Two stores: the counters of sign-in attempts must not be pushed out by whoever opens many pages.
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _MEMORY, "LOCATION": "counters", "OPTIONS": {"MAX_ENTRIES": 20_000}},
    "pages": {"BACKEND": _MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 400}},
}

# Accounts: an e-mailed code, a password where somebody wants one, passkeys and one-time passwords. Nobody signs up:
# an account comes with an invitation to an office.
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "konfrans.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up, but allauth shows a password at sign-in only where sign-up would ask for one.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 2
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _secure else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _secure
MFA_TOTP_ISSUER = "konfrans"
MFA_FORMS = {"add_webauthn": "konfrans.people.forms.accounts.PasskeyForm"}
LOGIN_REDIRECT_URL = "desk"
LOGIN_URL = "account_login"
KONFRANS_SECOND_FACTOR = not KONFRANS_DEMO
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Mail
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("KONFRANS_MAIL_FROM", "konfrans@localhost")
EMAIL_BACKEND = (
    "konfrans.kernel.letters.OutboxBackend" if KONFRANS_DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
_mail = urlsplit(os.environ.get("KONFRANS_MAIL", "smtp://localhost:25"))
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.scheme == "smtp+tls", _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
# Where reports of letters that came back go; left out, to the sender's own address.
KONFRANS_MAIL_BOUNCES = os.environ.get("KONFRANS_MAIL_BOUNCES", "")
try:
    KONFRANS_QUIET_HOURS = quiet_hours(os.environ.get("KONFRANS_QUIET_HOURS", "20:00-08:00"))
except ValueError as _error:
    raise ImproperlyConfigured(f"KONFRANS_QUIET_HOURS: {_error}") from None

# Static files: served by whitenoise from where they lie; addresses carry the hash of their content.
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "konfrans.site.statics.HashedAddresses"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = lambda path, url: False
WHITENOISE_MAX_AGE = 0 if DEBUG else 31_536_000

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("KONFRANS_BEHIND_PROXY") else None
SECURE_SSL_REDIRECT = _secure
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
KONFRANS_PAGE_CACHE = not _flag("KONFRANS_NO_PAGE_CACHE")

# Visits are not written down: no address that was asked for and not found, refused or mistyped; faults of the program are.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "konfrans.site.logs.WithoutSecrets", "format": "{asctime} {levelname} {name}: {message}", "style": "{",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("KONFRANS_LOG", "WARNING")},
}  # fmt: skip
