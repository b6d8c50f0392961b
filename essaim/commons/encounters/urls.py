"""Addresses of encounters, under ``/rencontres/``, and of events, under ``/evenements/``."""

from django.urls import path

from essaim.commons.encounters.views import day, encounters, events, invitations

app_name = "encounters"

RENCONTRES = "rencontres/"
EVENEMENTS = "evenements/"
FOLLOWED = f"{RENCONTRES}suivi/<str:token>/"
"""By a signed link: the same pages as by account."""

urlpatterns = [
    path(RENCONTRES, encounters.encounter_list, name="encounter-list"),
    path(f"{RENCONTRES}liste.<str:extension>", encounters.encounter_export, name="encounter-export"),
    path(f"{RENCONTRES}nouvelle/", encounters.encounter_new, name="encounter-new"),
    path(f"{RENCONTRES}<int:pk>/", encounters.encounter_detail, name="encounter-detail"),
    path(f"{RENCONTRES}<int:pk>/compte-rendu/", encounters.encounter_report, name="encounter-report"),
    path(f"{RENCONTRES}<int:pk>/date/", encounters.encounter_reschedule, name="encounter-reschedule"),
    path(f"{RENCONTRES}<int:pk>/report/", encounters.encounter_postpone, name="encounter-postpone"),
    path(f"{RENCONTRES}<int:pk>/annulation/", encounters.encounter_cancel, name="encounter-cancel"),
    path(f"{RENCONTRES}<int:pk>/fiche.pdf", encounters.encounter_sheet, name="encounter-sheet"),
    path(f"{RENCONTRES}<int:pk>/rencontre.ics", encounters.encounter_ics, name="encounter-ics"),
    path(f"{RENCONTRES}<int:pk>/remerciement.pdf", encounters.encounter_thanks, name="encounter-thanks"),
    path(f"{RENCONTRES}jour/", day.day, name="day"),
    path(f"{RENCONTRES}jour/hors-ligne.js", day.day_worker, name="day-worker"),
    path(f"{RENCONTRES}jour/<str:token>/", day.day_link, name="day-link"),
    path(FOLLOWED, encounters.encounter_detail, name="encounter-link"),
    path(f"{FOLLOWED}compte-rendu/", encounters.encounter_report, name="encounter-link-report"),
    path(f"{FOLLOWED}date/", encounters.encounter_reschedule, name="encounter-link-reschedule"),
    path(f"{FOLLOWED}report/", encounters.encounter_postpone, name="encounter-link-postpone"),
    path(f"{FOLLOWED}annulation/", encounters.encounter_cancel, name="encounter-link-cancel"),
    path(f"{FOLLOWED}fiche.pdf", encounters.encounter_sheet, name="encounter-link-sheet"),
    path(f"{FOLLOWED}rencontre.ics", encounters.encounter_ics, name="encounter-link-ics"),
    path(f"{FOLLOWED}remerciement.pdf", encounters.encounter_thanks, name="encounter-link-thanks"),
    path(f"{FOLLOWED}nouveau-lien/", encounters.encounter_link_again, name="encounter-link-again"),
    path(EVENEMENTS, events.event_list, name="event-list"),
    path(f"{EVENEMENTS}nouveau/", events.event_new, name="event-new"),
    path(f"{EVENEMENTS}invitation/<str:token>/", invitations.invitation_link, name="invitation-link"),
    path(f"{EVENEMENTS}invitation/<str:token>/nouveau-lien/", invitations.invitation_again, name="invitation-again"),
    path(f"{EVENEMENTS}invitations/<int:pk>/", invitations.invitation_note, name="invitation-note"),
    path(f"{EVENEMENTS}<slug:slug>/", events.event_detail, name="event-detail"),
    path(f"{EVENEMENTS}<slug:slug>/modifier/", events.event_edit, name="event-edit"),
    path(f"{EVENEMENTS}<slug:slug>/annulation/", events.event_cancel, name="event-cancel"),
    path(f"{EVENEMENTS}<slug:slug>/invitations/", invitations.event_invite, name="event-invite"),
    path(f"{EVENEMENTS}<slug:slug>/presences/", events.event_attendance, name="event-attendance"),
    path(f"{EVENEMENTS}<slug:slug>/reponse/", invitations.event_answer, name="event-answer"),
    path(f"{EVENEMENTS}<slug:slug>/date.ics", events.event_ics, name="event-ics"),
]
