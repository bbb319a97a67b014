"""Every address of the site. Polish has the plain addresses, English the same ones under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from drogowskaz.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("zdrowie/", health.alive, name="alive"),
    path("zdrowie/gotowosc/", health.ready, name="ready"),
]
urlpatterns += i18n_patterns(
    path("", include("drogowskaz.home.urls")),
    path("", include("drogowskaz.assessments.urls")),
    path("", include("drogowskaz.participation.urls")),
    path("konto/", include("drogowskaz.organisations.accounts.urls")),
    path("", include("drogowskaz.organisations.urls")),
    path("", include("drogowskaz.notifications.urls")),
    path("", include("drogowskaz.ui.urls")),
    prefix_default_language=False,
)

handler404 = "drogowskaz.config.errors.not_found"
handler500 = "drogowskaz.config.errors.broken"
handler403 = "drogowskaz.config.errors.refused"
handler400 = "drogowskaz.config.errors.misread"
