"""Addresses of protocol."""

from django.urls import path

from essaim.commons.protocol import views

app_name = "protocol"
urlpatterns = [
    path("", views.agreement_detail, name="agreement"),
    path("<str:code>/", views.commitment_detail, name="commitment-detail"),
]
