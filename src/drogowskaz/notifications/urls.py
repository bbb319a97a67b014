"""Addresses of letters: following, what comes to a person, stopping, the log, the catalogue."""

from django.urls import path

from drogowskaz.notifications import views

app_name = "notifications"
urlpatterns = [
    path("powiadomienia/", views.choices, name="choices"),
    path("powiadomienia/adres/<str:token>/", views.address, name="address"),
    path("powiadomienia/obserwuj/<path:thing>/", views.follow, name="follow"),
    path("powiadomienia/potwierdzenie/<str:token>/", views.confirm, name="confirm"),
    path("powiadomienia/stop/<str:token>/", views.stop, name="stop"),
    path("powiadomienia/dziennik/", views.log, name="log"),
    path("listy/", views.letters, name="letters"),
]
