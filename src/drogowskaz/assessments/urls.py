"""Pages of an assessment, below the page of its unit."""

from django.urls import path

from drogowskaz.assessments import views

app_name = "assessments"
urlpatterns = [
    path("<slug:code>/ocena/<int:year>/", views.assessment, name="assessment"),
    path("<slug:code>/ocena/<int:year>/rozdzial/<str:chapter>/", views.assessment, name="chapter"),
    path("<slug:code>/ocena/<int:year>/komorka/<str:row>/<int:column>/", views.cell, name="cell"),
]
