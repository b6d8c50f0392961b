"""Addresses of imports."""

from django.urls import path

from essaim.foundation.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.batch_list, name="batch-list"),
    path("nouveau/", views.batch_choose, name="batch-choose"),
    path("nouveau/<slug:kind>/", views.batch_new, name="batch-new"),
    path("<int:pk>/", views.batch_detail, name="batch-detail"),
    path("<int:pk>/colonnes/", views.batch_mapping, name="batch-mapping"),
    path("<int:pk>/essai/", views.batch_plan, name="batch-plan"),
    path("<int:pk>/appliquer/", views.batch_apply, name="batch-apply"),
    path("<int:pk>/annuler/", views.batch_undo, name="batch-undo"),
    path("<int:pk>/relancer/", views.batch_resume, name="batch-resume"),
    path("<int:pk>/lignes-refusees.csv", views.batch_refusals, name="batch-refusals"),
]
