import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kezdesu.settings")
application = get_wsgi_application()
# Loads every view now: the first visitor after a restart does not wait for that.
_patterns = get_resolver().url_patterns
