"""Addresses of reporting."""

from django.urls import path

from essaim.front.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.bilan_list, name="bilan-list"),
    path("nouveau/", views.bilan_new, name="bilan-new"),
    path("comparer/", views.edition_compare, name="edition-compare"),
    path("comparer/editions.ods", views.edition_sheet, name="edition-sheet"),
    path("<int:pk>/", views.bilan_detail, name="bilan-detail"),
    path("<int:pk>/geler/", views.bilan_freeze, name="bilan-freeze"),
    path("<int:pk>/valider/", views.bilan_sign, name="bilan-sign"),
    path("<int:pk>/reprendre/", views.bilan_take_back, name="bilan-take-back"),
    path("<int:pk>/evenement/", views.bilan_event, name="bilan-event"),
    path("<int:pk>/bilan.pdf", views.bilan_pdf, name="bilan-pdf"),
    path("<int:pk>/bilan.odt", views.bilan_odt, name="bilan-odt"),
    path("<int:pk>/bilan.json", views.bilan_text, name="bilan-text"),
]
