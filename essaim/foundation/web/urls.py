"""Addresses of web."""

from django.urls import path

from essaim.foundation.web import views

app_name = "web"
urlpatterns = [
    path("galerie/", views.gallery, name="gallery"),
    path("affichage/", views.theme, name="theme"),
]
