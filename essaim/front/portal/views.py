"""Home, health and legal pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What Essaim is for, and the right door for each reader."""
    return render(request, "portal/home.html")
