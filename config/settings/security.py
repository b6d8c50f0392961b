"""What protects people: content policy, cookies, passwords, sign-in limits. Tested in tests/integration/web."""

from csp.constants import NONE, SELF

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

SESSION_COOKIE_NAME = "essaim_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "essaim_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Sessions: on a shared staff-room computer, closing the browser signs out unless one asked to be remembered.
SESSION_COOKIE_AGE = 15 * 24 * 3600
ACCOUNT_SESSION_REMEMBER = None  # a box to tick, empty
USERSESSIONS_TRACK_ACTIVITY = False  # no address followed from page to page
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # production has one (prod.py)

# Accounts: an address that was confirmed is the identity; nobody learns which addresses have an account.
ACCOUNT_ADAPTER = "essaim.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_CONFIRM_EMAIL_ON_GET = False  # mail filters open links
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_FORMS = {
    "login": "essaim.foundation.accounts.forms.LoginForm",
    "signup": "essaim.foundation.accounts.forms.SignupForm",
    "add_email": "essaim.foundation.accounts.forms.AddEmailForm",
    "change_password": "essaim.foundation.accounts.forms.ChangePasswordForm",
    "set_password": "essaim.foundation.accounts.forms.SetPasswordForm",
    "reset_password": "essaim.foundation.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "essaim.foundation.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "essaim.foundation.accounts.forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {  # counted in the shared cache; a school is often one address for everybody
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "sign_in_link": "20/m/ip,3/10m/key",
    "confirm_email": "1/3m/key",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
}
SIGN_IN_LINK_MINUTES = 15

MFA_ADAPTER = "essaim.foundation.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Essaim"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute late
MFA_RECOVERY_CODE_COUNT = 10
MFA_ALLOW_UNVERIFIED_EMAIL = True  # one may change of address without taking the second factor off
MFA_FORMS = {
    "authenticate": "essaim.foundation.accounts.forms.AuthenticateForm",
    "reauthenticate": "essaim.foundation.accounts.forms.SecondFactorReauthenticateForm",
    "activate_totp": "essaim.foundation.accounts.forms.ActivateTotpForm",
}

SOCIALACCOUNT_ADAPTER = "essaim.foundation.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # only addresses verified on both sides (adapters.SocialAdapter)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_FORMS = {"signup": "essaim.foundation.accounts.forms.SocialSignupForm"}
