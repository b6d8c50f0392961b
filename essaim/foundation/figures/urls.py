"""Addresses of figures."""

from django.urls import path

from essaim.foundation.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.indicator_list, name="indicator-list"),
    path("<str:code>/", views.indicator_detail, name="indicator-detail"),
]
