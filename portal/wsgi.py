"""The WSGI callable that granian serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from core.statements import limit_statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

connection_created.connect(limit_statements)
application = get_wsgi_application()
