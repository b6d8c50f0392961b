"""A thin user: an address, a name, a way in. Who belongs where is in ``directory``."""

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from essaim.foundation.kernel.actor import STAFF_ROLES, Role

RoleProvider = Callable[["User", dt.date], frozenset[Role]]


class UserManager(BaseUserManager["User"]):
    """Users are found by their address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password, the one-time link is the way in."""
        user = self.model(email=email.strip().casefold(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of this address."""
        return self.get(email=(username or "").strip().casefold())


class User(AbstractBaseUser):
    """Somebody who may sign in. Never a pupil: pupils have no account, by construction."""

    email = models.EmailField("adresse électronique", unique=True)
    name = models.CharField("nom", max_length=150, blank=True)
    is_active = models.BooleanField("compte ouvert", default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    role_provider: ClassVar[RoleProvider | None] = None
    """Set by ``directory`` at start: which roles a user holds on a date."""

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address casefolded, so that both engines compare it alike."""
        self.email = self.email.strip().casefold()
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
