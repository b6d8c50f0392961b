"""Purposes and people to keep files for."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from essaim.foundation.files import purposes, services
from essaim.foundation.files.domain import kinds
from essaim.foundation.files.enums import Kind
from essaim.foundation.files.purposes import Purpose
from essaim.foundation.kernel.actor import LinkActor, SystemActor

OWNER = SystemActor("owner")
OTHER = LinkActor("other")
EVERYTHING = frozenset(Kind)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return Path(tmp_path) / "files"


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(purposes, "_registered", {})
    everyone = {"may_store": lambda actor: actor == OWNER, "may_read": lambda actor, file: True}
    purposes.register(Purpose("test.anything", "essai", EVERYTHING, **everyone))
    purposes.register(Purpose("test.text", "essai", kinds.TEXTS, **everyone))
    purposes.register(Purpose("test.image", "essai", kinds.IMAGES, **everyone))
    purposes.register(
        Purpose("test.private", "essai", EVERYTHING, may_store=lambda actor: True, may_read=lambda actor, file: False)
    )


@pytest.fixture
def store():
    def keep(content, name="fichier", *, by=OWNER, purpose="test.anything", **more):
        return services.store(by=by, purpose=purpose, upload=SimpleUploadedFile(name, content), **more)

    return keep
