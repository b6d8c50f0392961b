"""A thin user: an address, a name, a way in. Who belongs where is in ``directory``."""

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from essaim.foundation.accounts.domain import one_time
from essaim.foundation.accounts.enums import LinkState
from essaim.foundation.kernel.actor import STAFF_ROLES, Role
from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy

RoleProvider = Callable[["User", dt.date], frozenset[Role]]

UNTIL_CLOSED = "jusqu’à la fermeture du compte, demandée ou après trois ans sans connexion"


class UserManager(BaseUserManager["User"]):
    """Users are found by their address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password, the one-time link is the way in."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of this address."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who may sign in. Never a pupil: pupils have no account, by construction."""

    email = models.EmailField("adresse électronique", unique=True)
    name = models.CharField("nom", max_length=150, blank=True)
    is_active = models.BooleanField("compte ouvert", default=True)
    date_joined = models.DateTimeField("ouvert le", default=timezone.now, editable=False, db_index=True)
    erased_at = models.DateTimeField("effacé le", null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    role_provider: ClassVar[RoleProvider | None] = None
    """Set by ``directory`` at start: which roles a user holds on a date."""

    privacy: ClassVar[Privacy] = {
        "email": Personal("se connecter et recevoir les lettres du réseau", Basis.CONTRACT, UNTIL_CLOSED),
        "name": Personal("être reconnu de ses partenaires", Basis.CONTRACT, UNTIL_CLOSED),
        "password": Personal("se connecter ; seule une empreinte est gardée", Basis.CONTRACT, UNTIL_CLOSED),
        "last_login": Personal("fermer les comptes qui ne servent plus", Basis.LEGITIMATE_INTEREST, UNTIL_CLOSED),
    }

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(is_active=False),
                name="accounts_user_erased_is_closed",
                violation_error_message="Un compte effacé est fermé.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in lower case, so that both engines compare it alike."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    def actor_ref(self) -> str:
        """``user:id``: what the trail keeps."""
        return f"user:{self.pk}"

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held today, read once per instance."""
        if not hasattr(self, "_roles"):
            provider = type(self).role_provider
            self._roles = provider(self, timezone.localdate()) if provider and self.pk else frozenset()
        return self._roles

    def holds(self, *roles: Role) -> bool:
        """Whether one of these roles is held today."""
        return self.is_active and not self.roles.isdisjoint(roles)

    @property
    def is_staff_role(self) -> bool:
        """Whether a second factor is asked of this person."""
        return self.is_active and not self.roles.isdisjoint(STAFF_ROLES)


class SignInLink(models.Model):
    """A one-time link sent by mail: it opens a page whose button signs in, once, for a quarter of an hour.

    Only the digest of the secret is kept. A link asked for an address without account is written too, without user:
    the answer and the work are the same, so that nobody learns which addresses have an account.
    """

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="sign_in_links",
        verbose_name="compte",
    )
    digest = models.CharField("empreinte du secret", max_length=64, unique=True)
    created_at = models.DateTimeField("demandé le", default=timezone.now, editable=False, db_index=True)
    expires_at = models.DateTimeField("valable jusqu’à")
    used_at = models.DateTimeField("utilisé le", null=True, blank=True)

    privacy: ClassVar[Privacy] = {
        "user": Personal(
            "se connecter sans mot de passe", Basis.CONTRACT, "trente jours après la demande", Erasure.DELETE_ROW
        ),
    }

    class Meta:
        verbose_name = "lien de connexion"
        verbose_name_plural = "liens de connexion"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="accounts_signinlink_period"
            ),
        ]

    def __str__(self) -> str:
        return f"lien de connexion {self.pk}"

    @property
    def state(self) -> LinkState:
        """Where the link stands now; a link without account opens nothing."""
        if self.user is None or not self.user.is_active:
            return LinkState.UNKNOWN
        return one_time.state(used_at=self.used_at, expires_at=self.expires_at, now=timezone.now())
