"""The one place where areas are wired to addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("essaim.front.portal.urls")),
    path("", include("essaim.commons.encounters.urls")),
    path("", include("essaim.commons.directory.urls")),
    path("territoires/", include("essaim.commons.territory.urls")),
    path("bilans/", include("essaim.front.reporting.urls")),
    path("protocole/", include("essaim.commons.protocol.urls")),
    path("", include("essaim.areas.campaign.urls")),
    path("compte/", include("essaim.foundation.accounts.urls")),
    path("imports/", include("essaim.foundation.intake.urls")),
    path("courrier/", include("essaim.foundation.outbox.urls")),
    path("fichiers/", include("essaim.foundation.files.urls")),
    path("chiffres/", include("essaim.foundation.figures.urls")),
    path("journal/", include("essaim.foundation.audit.urls")),
    path("", include("essaim.foundation.web.urls")),
]

handler400 = "essaim.foundation.web.errors.bad_request"
handler403 = "essaim.foundation.web.errors.forbidden"
handler404 = "essaim.foundation.web.errors.not_found"
handler500 = "essaim.foundation.web.errors.broken"
