"""Settings: one file, everything that varies comes from the environment, an unknown value stops the start.

docs/administrators/settings.md lists the variables; a test compares it with this file.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from drogowskaz.config import logs
from drogowskaz.config.environment import database, flag, mail_server, number, secret, text, web_address

PACKAGE = Path(__file__).resolve().parent.parent


DATA = Path(text("DROGOWSKAZ_DATA", "var")).resolve()
DEBUG = flag("DROGOWSKAZ_DEBUG", False)
SECRET_KEY = secret(DATA)
ALLOWED_HOSTS = text("DROGOWSKAZ_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
DATABASES = {"default": database(text("DROGOWSKAZ_DATABASE", f"sqlite:///{DATA / 'drogowskaz.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "drogowskaz.config",
    "drogowskaz.home",
    "drogowskaz.participation",
    "drogowskaz.assessments",
    "drogowskaz.organisations",
    "drogowskaz.territory",
    "drogowskaz.notifications",
    "drogowskaz.audit",
    "drogowskaz.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "template_partials.apps.SimpleAppConfig",
]

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_LINK_MINUTES = number("DROGOWSKAZ_LINK_MINUTES", 30)
ACCOUNT_RATE_LIMITS = {
    "link": "20/m/ip,3/10m/key",
    "follow": "20/m/ip,3/10m/key",
    "meeting": "20/m/ip",
    # A village hall is one address; how many a cycle takes in an hour is counted in the contributions themselves.
    "contribution": "20/m/ip",
    "contribution_address": "6/10m/key",
    "meeting_address": "6/10m/key",
    "consensus": "60/m/ip",
    "consensus_code": "30/m/ip",
    "consensus_address": "3/10m/key",
}
# The age is checked on reading; the field only makes the library write the moment into the token.
SESAME_MAX_AGE = LOGIN_LINK_MINUTES * 60
SESAME_ONE_TIME = True
SESAME_INVALIDATE_ON_EMAIL_CHANGE = True

ACCOUNT_ADAPTER = "drogowskaz.organisations.accounts.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Accounts come by invitations and links, which prove the address; a change of address is proven by a letter.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"add_email": "drogowskaz.organisations.accounts.forms.AddressForm"}
MFA_ADAPTER = "drogowskaz.organisations.accounts.adapters.Factors"
MFA_FORMS = {
    form: f"drogowskaz.organisations.accounts.passkeys.{name}"
    for form, name in (
        ("authenticate_webauthn", "Authenticate"),
        ("login_webauthn", "Login"),
        ("reauthenticate_webauthn", "Reauthenticate"),
        ("add_webauthn", "Add"),
    )
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Drogowskaz"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_TRACK_ACTIVITY = False

MIDDLEWARE = [
    "drogowskaz.config.logs.middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "drogowskaz.config.urls"
WSGI_APPLICATION = "drogowskaz.config.wsgi.application"

_loaders: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _loaders if DEBUG else [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "drogowskaz.ui.templatetags.ui",
            ],
            "libraries": {"accounts": "drogowskaz.organisations.accounts.tags"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "drogowskaz.config.navigation.in_templates",
            ],
        },
    }
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Limits of tries must be seen by every worker of the site, so they are kept in the database.
# A flood from many addresses must not push out the counts that hold it back.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

globals().update(mail_server(text("DROGOWSKAZ_SMTP", "")))
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("DROGOWSKAZ_MAIL_FROM", "Drogowskaz <drogowskaz@localhost>")

# The public register in which numbers of organisations are looked up; empty where nothing outside is to be asked.
KRS_ADDRESS = web_address("DROGOWSKAZ_KRS", "https://api-krs.ms.gov.pl/api/krs")

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "polski"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("DROGOWSKAZ_HTTPS", False)
# Letters of the worker name the site, and no request tells it there.
_FOUND_AT = f"https://{ALLOWED_HOSTS[0]}" if SESSION_COOKIE_SECURE else "http://127.0.0.1:8000"
ADDRESS = text("DROGOWSKAZ_ADDRESS", "") or _FOUND_AT
ADDRESS_IS_GUESSED = ADDRESS == "http://127.0.0.1:8000"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
# Whoever watches the service asks it behind the proxy.
SECURE_REDIRECT_EXEMPT = [r"^zdrowie/"]
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
# One proxy stands before the site exactly where HTTPS is told to come from one.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SESSION_COOKIE_SECURE else 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SESSION_COOKIE_SECURE

LOGGING = logs.configuration(text("DROGOWSKAZ_LOG", "line"), flag("DROGOWSKAZ_LOG_REQUESTS", False))
