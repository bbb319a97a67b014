"""The front page, the units and their search."""

from django.urls import path

from drogowskaz.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("jednostki/", views.units, name="units"),
    path("jednostka/<slug:code>/", views.unit, name="unit"),
    path("jednostka/<slug:code>/wszystko.zip", views.export, name="export"),
    path("moje-sprawy/", views.tasks, name="tasks"),
    path("zgodnosc/", views.agreement, name="agreement"),
]
