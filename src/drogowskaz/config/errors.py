"""The pages for addresses that lead nowhere and for faults of our own."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or this person may not know of it."""
    return render(request, "ui/not_found.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not do this."""
    return render(request, "ui/refused.html", status=403)


def misread(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood."""
    return render(request, "ui/misread.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed on our side. The page asks nothing of the database, so it greets nobody by name."""
    request.user = AnonymousUser()
    return render(request, "ui/broken.html", status=500)
