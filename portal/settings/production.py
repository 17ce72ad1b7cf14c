"""Production only adds; whatever is missing stops the start with a sentence."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, CAPTCHA_TEST_MODE, KEYS, SUB_PATH, TRUSTED_PROXIES, VAR

if CAPTCHA_TEST_MODE:
    raise ImproperlyConfigured("PORTAL_CAPTCHA_TEST_MODE opens the form to robots: unset it.")
if (VAR / "demo-logins.json").exists():
    raise ImproperlyConfigured(f"{VAR} holds demo logins: use a folder that never saw the demo.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("PORTAL_HOSTS is empty: name the hosts this portal answers for.")
if not TRUSTED_PROXIES:
    raise ImproperlyConfigured(
        "PORTAL_TRUSTED_PROXIES is empty: name the address of the proxy that ends TLS in front "
        "of this portal, e.g. 127.0.0.1, else every page would lead to https without end."
    )
for name in ("secret_key", "data", "index", "code"):
    if not (KEYS / name).exists():
        raise ImproperlyConfigured(
            f"The key {KEYS / name} is missing. Restore it from your backup, or run "
            "`python -m core.crypto KEYS_FOLDER` for a new installation."
        )
    if (KEYS / name).stat().st_size == 0 or (KEYS / name).stat().st_mode & 0o077:
        raise ImproperlyConfigured(
            f"The key {KEYS / name} is empty, or others than its owner may read it."
        )
SECRET_KEY = (KEYS / "secret_key").read_text().strip()

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REDIRECT_EXEMPT = [rf"^{SUB_PATH.lstrip('/')}/?(healthz|readyz)/$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
