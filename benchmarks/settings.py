"""The portal as it is served, with the two pages of the yardstick added and DEBUG off."""

from ipaddress import ip_network

from portal.settings.dev import *  # noqa: F403
from portal.settings.dev import INSTALLED_APPS, LOGGING, VAR

VAR.mkdir(parents=True, exist_ok=True)
DEBUG = False
DEMO = False
INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "demo"]
ROOT_URLCONF = "benchmarks.urls"
CAPTCHA_TEST_MODE = True
LOGGING["loggers"]["captcha"] = {"level": "CRITICAL"}  # which says that this is no production
# The load comes from one address; each request names another, so that no limit stops it.
TRUSTED_PROXIES = [ip_network("127.0.0.1")]
