"""Every datum about a person says why it is kept: a model that forgets fails here (RGPD art. 5, 25 and 30)."""

import re

import pytest
from django.db import models
from django.test.utils import isolate_apps

from essaim.foundation.accounts import personal_data, privacy_register
from essaim.foundation.accounts.models import User
from essaim.foundation.records.privacy import Basis, Erasure, Personal

PERSONAL_NAME = re.compile(
    r"(^|_)(name|nom|prenom|phone|telephone|tel|mail|email|address|adresse|contact|message|comment|commentaire"
    r"|note|reason|motif|signature|author|ip|user_agent|birth\w*)(_|$)"
)
TO_PEOPLE = (models.ForeignKey, models.OneToOneField, models.ManyToManyField)
FREE = (models.EmailField, models.FileField, models.TextField)
MODELS = personal_data.local_models()


def looks_personal(field: models.Field) -> bool:
    """Whether a field may hold something about somebody: link, address, file, free text, or a name that says so."""
    if isinstance(field, TO_PEOPLE):
        return field.related_model is User
    if isinstance(field, FREE):
        return not field.choices
    named = isinstance(field, models.CharField | models.GenericIPAddressField | models.JSONField)
    return named and not field.choices and bool(PERSONAL_NAME.search(field.name))


def faults(model: type[models.Model]) -> list[str]:
    """What this model forgot to say, in words."""
    privacy = getattr(model, "privacy", None)
    if privacy is None:
        return [f"{model.__name__} has no `privacy` (write NOTHING_PERSONAL if it knows nothing of persons)"]
    innocent = getattr(model, "not_personal", frozenset())
    own = {field.name: field for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    found = [
        f"{model.__name__}.{name} looks personal: put it in `privacy` or in `not_personal`"
        for name, field in own.items()
        if looks_personal(field) and name not in privacy and name not in innocent
    ]
    found += [f"{model.__name__}.{name} is no field of the model" for name in (set(privacy) | innocent) - set(own)]
    found += [f"{model.__name__}.{name} is both personal and not" for name in set(privacy) & innocent]
    return found + [
        f"{model.__name__}.{name} says neither why nor until when"
        for name, why in privacy.items()
        if not (why.purpose.strip() and why.retention.strip())
    ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_says_what_it_knows_of_persons(model):
    assert faults(model) == []


def test_the_models_of_every_area_are_looked_at():
    assert {"accounts.User", "audit.Entry", "outbox.Letter"} <= {model._meta.label for model in MODELS}


@isolate_apps("essaim.foundation.accounts")
def test_a_model_that_forgets_is_seen():
    class Silent(models.Model):
        label = models.CharField(max_length=10)

        class Meta:
            app_label = "accounts"

    class Forgetful(models.Model):
        owner = models.ForeignKey(User, on_delete=models.CASCADE)
        email = models.EmailField()
        phone = models.CharField(max_length=20)
        contact_name = models.CharField(max_length=20)
        story = models.TextField()
        paper = models.FileField()
        amount = models.IntegerField()
        rename_count = models.IntegerField()
        privacy = {}

        class Meta:
            app_label = "accounts"

    assert "has no `privacy`" in faults(Silent)[0]
    seen = {fault.split()[0] for fault in faults(Forgetful)}
    assert seen == {f"Forgetful.{name}" for name in ("owner", "email", "phone", "contact_name", "story", "paper")}


@isolate_apps("essaim.foundation.accounts")
def test_a_model_that_answers_badly_is_seen():
    why = Personal("joindre la personne", Basis.CONSENT, "un an", Erasure.UNLINK)

    class Mistaken(models.Model):
        owner = models.ForeignKey(User, on_delete=models.CASCADE)
        email = models.EmailField()
        note = models.TextField()
        privacy = {"owner": why, "email": Personal(" ", Basis.CONSENT, ""), "gone": why, "note": why}
        not_personal = frozenset({"note"})

        class Meta:
            app_label = "accounts"

    assert sorted(faults(Mistaken)) == sorted(
        [
            "Mistaken.gone is no field of the model",
            "Mistaken.note is both personal and not",
            "Mistaken.email says neither why nor until when",
        ]
    )


def test_the_register_tells_every_personal_field():
    page = privacy_register.as_markdown()
    told = page.count("\n| ") - page.count("\n| Objet |")
    assert told == sum(len(model.privacy) for model in MODELS if getattr(model, "privacy", None))
    assert "se connecter et recevoir les lettres du réseau" in page
