"""Addresses of protocol."""

from django.urls import path

from essaim.commons.protocol import keeping, views

app_name = "protocol"
urlpatterns = [
    path("", views.agreement_detail, name="agreement"),
    path("tenir/", keeping.keep, name="keep"),
    path("tenir/parties/<int:pk>/suite/", keeping.party_succeed, name="party-succeed"),
    path("tenir/parties/<int:pk>/fin/", keeping.party_end, name="party-end"),
    path("tenir/axes/<int:number>/texte/", keeping.axis_reword, name="axis-reword"),
    path("tenir/axes/<int:number>/engagement/", keeping.commitment_open, name="commitment-open"),
    path("tenir/engagements/<str:code>/texte/", keeping.commitment_reword, name="commitment-reword"),
    path("tenir/engagements/<str:code>/fin/", keeping.commitment_close, name="commitment-close"),
    path("<str:code>/", views.commitment_detail, name="commitment-detail"),
]
