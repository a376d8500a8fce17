"""Settings, all from the environment.

DATABASE_URL       postgres://USER:PASSWORD@HOST:5432/NAME; absent: SQLite in NEWSROOM_VAR
DATABASE_REPLICA_URL  a streaming replica of it, from which anonymous readers' pages are made
SECRET_KEY         made into NEWSROOM_VAR for the local default, required with DATABASE_URL
ALLOWED_HOSTS      comma-separated host names; default: this machine only
NEWSROOM_VAR       folder of the embedded database, the pictures and static files; default var/
DEBUG              1 shows errors in the browser; default 0
NEWSROOM_TIME_ZONE time zone of the newsroom, e.g. Asia/Beirut; default UTC
NEWSROOM_NAME      name of the site; default: the interface's word for a newsroom
NEWSROOM_MONTHS    dual, gregorian or levantine month names; default dual
NEWSROOM_COMMENT_SCORER  dotted path of a function that scores comments; default none
NEWSROOM_TRAINS_LEARNER  0 where cron runs train_learner instead of the server; default 1
NEWSROOM_SECOND_FACTOR  optional or required: a code after the password; default optional
NEWSROOM_KEEPS_PAGES  0: make every page anew; default 1, and 0 with DEBUG
PAGES_ROOT         folder in which finished pages stand as files for nginx; default none
NEWSROOM_PROXY_SECONDS  how long a CDN may keep a page without asking; default 1
CACHE_URL          redis://HOST:6379/0, where several machines share their finished pages
NEWSROOM_LOGS_REQUESTS  0: no line for each answer that was made; default 1, and 0 with DEBUG
NEWSROOM_HTTPS     1 where readers come over HTTPS: secure cookies, HSTS, redirect
NEWSROOM_TRUSTED_PROXIES  addresses or networks of our proxies, whose X-Forwarded-For and
                   X-Forwarded-Proto are believed; default: nobody's
"""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from newsroom import environment, logs
from newsroom.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("NEWSROOM_VAR", "").strip() or BASE_DIR / "var")
IS_LOCAL = not os.environ.get("DATABASE_URL", "").strip()

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key("SECRET_KEY", VAR_DIR / "secret_key", is_local=IS_LOCAL)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

INSTALLED_APPS = [
    # Before ours, which takes their secrets out of the desk again.
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "newsroom",
    "articles",
    "comments",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "django_prose_editor",
    "axes",
]

MIDDLEWARE = [
    "newsroom.health.HealthMiddleware",
    "newsroom.proxies.TrustedProxyMiddleware",
    # A kept page is answered before anything is done, a line of the log included: the web server
    # in front has one for it, as it has for a file.
    "newsroom.pages.middleware.PageCacheMiddleware",
    "newsroom.logs.RequestLogMiddleware",
    "newsroom.desk_turns.DeskTurnsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.csp.ContentSecurityPolicyMiddleware",
    "newsroom.headers.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "newsroom.middleware.InterfaceLanguageMiddleware",
    "newsroom.second_factor_gate.SecondFactorMiddleware",
    "newsroom.upload_limit.UploadLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "newsroom.context_processors.site",
                "newsroom.csp.csp",
            ],
        },
    },
]

DATABASES = {"default": environment.database("DATABASE_URL", VAR_DIR / "newsroom.sqlite3")}
if replica := environment.replica("DATABASE_REPLICA_URL", DATABASES["default"]):
    DATABASES["replica"] = replica
    DATABASE_ROUTERS = ["newsroom.replica.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "newsroom.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# Whether everybody of the staff has to give a code after the password, or whoever wants to.
NEWSROOM_SECOND_FACTOR = environment.one_of(
    "NEWSROOM_SECOND_FACTOR", ("optional", "required"), "optional"
)
OTP_TOTP_ISSUER = "Newsroom"

# Five wrong passwords for a name from one address close that pair for a quarter of an hour;
# colleagues elsewhere, and the person themselves elsewhere, go on working.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "newsroom.login_attempts.Attempts"
AXES_CLIENT_IP_CALLABLE = "newsroom.login_attempts.hidden_address"
AXES_LOCKOUT_CALLABLE = "newsroom.login_attempts.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Arabic whatever the browser asks for: a reader or an editor may choose English, see middleware.
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
FORMAT_MODULE_PATH = "newsroom.formats"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone("NEWSROOM_TIME_ZONE", "UTC")

NEWSROOM_NAME = os.environ.get("NEWSROOM_NAME", "").strip() or _("The newsroom")
# A function of the newsroom's own, str -> 0…1, that helps to sort comments: "package.module.name".
NEWSROOM_COMMENT_SCORER = os.environ.get("NEWSROOM_COMMENT_SCORER", "")
# Train the learner anew after every 25 decisions, in a process beside the server.
NEWSROOM_TRAINS_LEARNER = environment.flag("NEWSROOM_TRAINS_LEARNER", default=True)
NEWSROOM_MONTHS = environment.one_of("NEWSROOM_MONTHS", ("dual", "gregorian", "levantine"), "dual")

# A form of the desk has a field for each line of a received text, two without script; a body may
# be a little larger than the limit that is named beside its field.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
# A comment is short; a story's form may bring five new pictures of 20 MB.
LARGEST_FROM_READERS = 200_000
LARGEST_FROM_STAFF = 120_000_000

# Finished pages for anonymous readers: see `newsroom.pages`.
KEEPS_PAGES = environment.flag("NEWSROOM_KEEPS_PAGES", default=not DEBUG)
PROXY_SECONDS = environment.number("NEWSROOM_PROXY_SECONDS", 1)
PAGES_ROOT = os.environ.get("PAGES_ROOT", "").strip()
CACHE_URL = environment.url("CACHE_URL", ("redis", "rediss", "unix"))

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"

LOGS_REQUESTS = environment.flag("NEWSROOM_LOGS_REQUESTS", default=not DEBUG)
LOGGING = logs.configuration(requests=LOGS_REQUESTS)

IS_HTTPS = environment.flag("NEWSROOM_HTTPS")
TRUSTED_PROXIES = environment.networks("NEWSROOM_TRUSTED_PROXIES")
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = IS_HTTPS
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 7 * 24 * 3600
CSRF_COOKIE_SECURE = IS_HTTPS
LANGUAGE_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.views.refuse_token"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
X_FRAME_OPTIONS = "DENY"

# Whatever gets into a page runs no script and loads nothing from elsewhere. The nonce is in the
# header only where a template of the desk asks for `csp_nonce`.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "upgrade-insecure-requests": IS_HTTPS,
}
SECURE_CSP_REPORT_ONLY = {}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
REFUSED_POWERS = [
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
]
