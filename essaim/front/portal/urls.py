"""Home, health, legal pages."""

from django.urls import path

from essaim.front.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
]
