"""Addresses of outbox."""

from django.urls import path

from essaim.foundation.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/page/", views.page, name="letter-page"),
    path("<int:pk>/pieces/<int:enclosure>/", views.enclosure, name="enclosure"),
    path("<int:pk>/renvoyer/", views.retry, name="letter-retry"),
    path("<int:pk>/annuler/", views.cancel, name="letter-cancel"),
]
