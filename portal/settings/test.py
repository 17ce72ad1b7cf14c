"""Hermetic: a folder of its own for each run, fast passwords, the captcha's test word."""

import atexit
import shutil
import tempfile
from pathlib import Path

from core.crypto import ensure_keys

from .base import *  # noqa: F403
from .base import DATABASES, INSTALLED_APPS

VAR = Path(tempfile.mkdtemp(prefix="lianxinqiao-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
KEYS = VAR / "keys"
ensure_keys(KEYS)
SECRET_KEY = "only for tests"
PRIVATE_ROOT = VAR / "private"
MEDIA_ROOT = VAR / "media"
STATIC_ROOT = VAR / "static"

DEMO = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # the one of printed first passwords
]
CAPTCHA_TEST_MODE = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: browser tests need the busy timeout, which memory ignores.
    DATABASES["default"] |= {
        "NAME": VAR / "portal.sqlite3",
        "TEST": {"NAME": VAR / "test.sqlite3"},
    }
DATABASES.pop("cache", None)
DATABASE_ROUTERS: list[str] = []
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
KEEP_PAGES = False  # a page kept by one test would answer the next
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
