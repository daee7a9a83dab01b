"""Pages, by WSGI."""

import os

from django.core.wsgi import get_wsgi_application

from . import serving

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convoke.settings.development")
application = get_wsgi_application()
serving.settle()
