"""Organisations, the teams of units, and the links of invitations."""

from django.urls import path

from drogowskaz.organisations import views

app_name = "organisations"
urlpatterns = [
    path("organizacje/", views.listing, name="list"),
    path("organizacje/nowa/", views.add, name="add"),
    path("organizacje/moje/", views.mine, name="mine"),
    path("organizacje/<int:key>/", views.organisation, name="organisation"),
    path("organizacje/<int:key>/zmiana/", views.change, name="change"),
    path("organizacje/<int:key>/osoby/", views.people, name="people"),
    path("organizacje/<int:key>/przekazanie/<int:person>/", views.from_organisation, name="handover"),
    path("zespol/", views.teams, name="teams"),
    path("zespol/<slug:code>/", views.team, name="team"),
    path("zespol/<slug:code>/przekazanie/<int:person>/", views.from_team, name="team-handover"),
    path("zaproszenie/<str:token>/", views.invitation, name="invitation"),
]
