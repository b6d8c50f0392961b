"""Bring a file, take it away."""

from typing import Any, Protocol

from django.utils import timezone

from essaim.foundation.audit import trail
from essaim.foundation.files import policies, purposes, storage
from essaim.foundation.files.domain import names
from essaim.foundation.files.inspection import inspect
from essaim.foundation.files.models import StoredFile
from essaim.foundation.kernel.actor import Actor


class Upload(Protocol):
    """What Django hands over (``UploadedFile``, ``ContentFile``), or any named file one can seek in."""

    name: str | None
    file: Any


@trail.gesture
def store(*, by: Actor, purpose: str, upload: Upload, about: str = "") -> StoredFile:
    """Keep a file for a purpose, once its content is known to be what the purpose accepts."""
    declared = purposes.get(purpose)
    policies.ensure_can_store(by, declared)
    found = inspect(upload.file, declared)
    digest, size = storage.keep(found.content)
    file = StoredFile.objects.create(
        name=names.clean(upload.name or "", found.kind),
        kind=found.kind,
        size=size,
        sha256=digest,
        has_active_content=found.has_active_content,
        purpose=purpose,
        about=about,
        uploaded_by=by.actor_ref,
        keep_until=timezone.localdate() + declared.kept_for if declared.kept_for else None,
    )
    trail.record(by, "files.file.stored", file, purpose=purpose, kind=found.kind.value, bytes=size)
    return file


@trail.gesture
def remove(*, by: Actor, file: StoredFile) -> None:
    """Take a file away. Its content leaves the disk within a day, unless another row holds the same."""
    policies.ensure_can_remove(by, file)
    trail.record(by, "files.file.removed", file, purpose=file.purpose, sha256=file.sha256)
    file.delete()
