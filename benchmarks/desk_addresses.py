"""The addresses of the site under load: every one of its own, and the bare view."""

from desks import bare
from django.urls import path

from drogowskaz.config.urls import handler400, handler403, handler404, handler500
from drogowskaz.config.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("bare/", bare), *site]
