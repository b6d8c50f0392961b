"""Sign-in and the person's own account: our pages, then allauth's, each under a French address.

allauth's own list is not included: an address that is not here does not exist, and none of its pages can appear by
surprise after an upgrade.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import include, path, re_path

from essaim.foundation.accounts import proconnect, views

OWN = [
    path("", views.profile, name="profile"),
    path("nom/", views.name_edit, name="name-edit"),
    path("lien/", views.link_request, name="link-request"),
    path("lien/envoye/", views.link_sent, name="link-sent"),
    path("lien/<str:secret>/", views.link_open, name="link-open"),
    path("sessions/<int:pk>/fermer/", views.session_end, name="session-end"),
    path("sessions/fermer-les-autres/", views.session_end_others, name="session-end-others"),
    path("second-facteur/perdu/", views.second_factor_reset, name="second-factor-reset"),
    path("donnees/", views.data_export, name="data-export"),
    path("fermer/", views.close, name="close"),
    path("ferme/", views.closed, name="closed"),
    path("demo/", views.demo_doors, name="demo-doors"),
]

ALLAUTH = [
    path("connexion/", account.login, name="account_login"),
    path("deconnexion/", views.sign_out, name="account_logout"),
    path("inactif/", account.account_inactive, name="account_inactive"),
    path("inscription/", account.signup, name="account_signup"),
    path("verifier/", account.reauthenticate, name="account_reauthenticate"),
    path("adresse/", account.email, name="account_email"),
    path("adresse/lettre-envoyee/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^adresse/confirmer/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("mot-de-passe/changer/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/lettre-envoyee/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("mot-de-passe/change/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-facteur/", mfa.index, name="mfa_index"),
    path("second-facteur/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second-facteur/verifier/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-facteur/ajouter/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-facteur/enlever/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-facteur/secours/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-facteur/secours/nouveaux/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-facteur/secours/fichier/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("proconnect/", proconnect.login, name="proconnect_login"),
    path("proconnect/retour/", proconnect.callback, name="proconnect_callback"),
    path("proconnect/annule/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("proconnect/erreur/", social.login_error, name="socialaccount_login_error"),
    path("proconnect/adresse/", social.signup, name="socialaccount_signup"),
    path("identites/", social.connections, name="socialaccount_connections"),
]

urlpatterns = [path("", include((OWN, "accounts"))), *ALLAUTH]
