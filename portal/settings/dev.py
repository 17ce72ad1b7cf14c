"""`make run`: one machine, demo city, plain http on the loopback address."""

from core.crypto import ensure_keys

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, KEYS, VAR

ensure_keys(KEYS)
SECRET_KEY = (KEYS / "secret_key").read_text().strip()
(VAR / "media").mkdir(parents=True, exist_ok=True)

# The public pages carry no script; compressing the admin's would only make a first start slow.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "js",
    "map",
    "svg",
    "png",
    "jpg",
    "gif",
    "woff",
    "woff2",
    "gz",
)

DEMO = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
