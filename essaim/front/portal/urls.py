"""Home, health, legal pages."""

from django.urls import path

from essaim.front.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("mentions-legales/", views.legal_notice, name="legal-notice"),
    path("plan-du-site/", views.site_plan, name="site-plan"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
]
