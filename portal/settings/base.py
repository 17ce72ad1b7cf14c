"""Safe defaults for every installation. dev loosens, test is hermetic, production only adds.

Deployment comes from environment variables with the prefix PORTAL_; what the city decides
(time limits, names, thresholds) is data: `core.models.CityRule` and the site settings.
"""

from ipaddress import ip_network
from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.Env()
PROJECT = Path(__file__).resolve().parent.parent.parent

# One folder holds everything an installation owns: database, media, private files, keys.
VAR = Path(env("PORTAL_VAR", default=str(PROJECT / "var"))).resolve()
KEYS = VAR / "keys"
PRIVATE_ROOT = VAR / "private"
MEDIA_ROOT = VAR / "media"

DEBUG = False
ALLOWED_HOSTS = env.list("PORTAL_HOSTS", default=[])
PUBLIC_URL = env("PORTAL_URL", default="http://127.0.0.1:8000").rstrip("/")
# The path the portal lives under when it is part of the city's portal, e.g. "/msg".
SUB_PATH = env("PORTAL_PATH", default="").rstrip("/")
FORCE_SCRIPT_NAME = SUB_PATH or None

INSTALLED_APPS = [
    "home",
    "petitions_public",
    "reporting",
    "commitments",
    "hearings",
    "casework",
    "messaging",
    "units",
    "core",
    "wagtail.contrib.settings",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "modelcluster",
    "treebeard",
    "captcha",
    "csp",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.proxies.trusted_proxies",
    "core.pagecache.kept_pages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.elder_version",
    "csp.middleware.CSPMiddleware",
    "core.middleware.admin_content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.private_pages",
    "units.views.first_password.choose_password_first",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "core.context.portal",
            ],
        },
    },
]

# --- database and cache -------------------------------------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,  # seconds a writer waits before the page says "busy" and keeps the text
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
POSTGRESQL_OPTIONS = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,  # milliseconds until a server that vanished counts as away
    # As on SQLite: who waits five seconds for another's row is told "busy". A process that
    # hangs in the middle of a transaction gives its rows back after a minute.
    "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
}
DATABASES = {
    "default": env.db_url("PORTAL_DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # One connection for each process, kept; asked first whether it survived a restart.
    kept = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"] = kept | DATABASES["default"]
    DATABASES["default"]["OPTIONS"] = POSTGRESQL_OPTIONS | DATABASES["default"].get("OPTIONS", {})
CACHES = {"default": env.cache_url("PORTAL_CACHE_URL", default="dbcache://shared_cache")}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache":
    # Its own file: a page being cached never waits for a matter being filed.
    DATABASES["cache"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "cache.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    }
    DATABASE_ROUTERS = ["core.routers.CacheRouter"]
elif CACHES["default"]["BACKEND"].endswith("RedisCache"):
    # Seconds: a cache that hangs must not hold up a page.
    CACHES["default"].setdefault("OPTIONS", {}).update(socket_connect_timeout=1, socket_timeout=1)
KEEP_PAGES = True  # whole public pages in the memory of each web process
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people --------------------------------------------------------------------------------
AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "core.signin.AddressLimit",
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "units.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "core.ratelimit.client_ip"  # behind a proxy, the person's own
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
# Below a sub-path cookies stay there, under names that no other application of the city's portal
# uses: where two cookies share a name, the one of the portal's root would win.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{SUB_PATH}/"
if SUB_PATH:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "lianxinqiao_session", "lianxinqiao_csrf"
    # Not in a cookie: Django sends that one to the whole host.
    MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.views.csrf_failure"

# --- languages -----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"  # before the first migrate: Wagtail makes its Locale from it
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [PROJECT / "locale", PROJECT / "locale_wagtail"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = SHORT_DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "Y-m-d H:i"
FORMAT_MODULE_PATH = ["portal.formats"]

# --- files ---------------------------------------------------------------------------------
STATIC_URL = f"{SUB_PATH}/static/"
MEDIA_URL = f"{SUB_PATH}/media/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PROJECT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- security ------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview is a frame of our own
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
        "frame-ancestors": [SELF],
    },
}
# Proxies whose forwarded headers are believed; none unless the operator names them. What the
# setting below believes has passed `core.proxies`.
TRUSTED_PROXIES = env.list("PORTAL_TRUSTED_PROXIES", cast=ip_network, default=[])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- captcha -------------------------------------------------------------------------------
CAPTCHA_CHALLENGE_FUNCT = "captcha.helpers.math_challenge"
CAPTCHA_MATH_CHALLENGE_OPERATOR = "×"  # not everybody knows what * means
CAPTCHA_TIMEOUT = 60  # minutes; five would run out while a slow reader checks the answers
CAPTCHA_IMAGE_SIZE = (150, 56)
CAPTCHA_FONT_SIZE = 32
CAPTCHA_LETTER_ROTATION = (-12, 12)
CAPTCHA_FOREGROUND_COLOR = "#7c2114"
CAPTCHA_BACKGROUND_COLOR = "#fffdf9"
CAPTCHA_TEST_MODE = env.bool("PORTAL_CAPTCHA_TEST_MODE", default=False)

# --- Wagtail -------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "连心桥"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third party learns who works here
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]

# --- the product ---------------------------------------------------------------------------
EMAIL_TIMEOUT = 10  # a mail server that hangs must not hold up the worker
MESSAGE_TRANSPORTS = {
    "sms": env("PORTAL_SMS_TRANSPORT", default="messaging.transports.ConsoleTransport"),
    "mail": env("PORTAL_MAIL_TRANSPORT", default="messaging.transports.MailTransport"),
}
DEMO = False
# Seconds after which another worker takes over what a killed one held.
LEASE_SECONDS = env.int("PORTAL_LEASE_SECONDS", default=60)
WEB_PROCESSES = env.int("PORTAL_WEB_PROCESSES", default=2)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "core.logs.WithoutPersonalData"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_personal_data"],
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
    },
}
