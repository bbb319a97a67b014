"""Pages about the interface itself."""

from django.urls import path

from drogowskaz.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/", views.components, name="components"),
    path("dostepnosc/", views.accessibility, name="accessibility"),
]
