"""Pages of an assessment, below the page of its unit, and pages of the editions of the form."""

from django.urls import path

from drogowskaz.assessments import views

app_name = "assessments"
urlpatterns = [
    path("jednostka/<slug:code>/ocena/<int:year>/", views.assessment, name="assessment"),
    path("jednostka/<slug:code>/ocena/<int:year>/rozdzial/<str:chapter>/", views.assessment, name="chapter"),
    path("jednostka/<slug:code>/ocena/<int:year>/wskazniki/", views.indicators, name="indicators"),
    path("jednostka/<slug:code>/ocena/<int:year>/komorka/<str:row>/<int:column>/", views.cell, name="cell"),
    path("formularz/", views.editions, name="editions"),
    path("formularz/<slug:edition>/", views.edition, name="edition"),
    path("formularz/<slug:edition>/zmiany/<slug:earlier>/", views.difference, name="difference"),
    path("formularz/<slug:edition>/przejscie/", views.crosswalk, name="crosswalk"),
    path("formularz/<slug:edition>/wiersz/<str:key>/", views.row, name="row"),
]
