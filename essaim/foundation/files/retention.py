"""Files kept long enough go; contents nobody uses leave the disk. Run every hour by the worker."""

from django.utils import timezone

from essaim.foundation.audit import trail
from essaim.foundation.files import storage
from essaim.foundation.files.models import StoredFile
from essaim.foundation.kernel.actor import SystemActor

BY = SystemActor("retention")


def sweep() -> int:
    """Remove expired rows, then unused contents. The number of contents deleted."""
    for file in StoredFile.objects.expired(timezone.localdate()).order_by("pk").iterator():
        _expire(file=file)
    used = StoredFile.objects.all()
    return storage.sweep(lambda digest: used.filter(sha256=digest).exists(), now=timezone.now())


def forget(uploaded_by: str) -> int:
    """Cut the tie between an erased person and the files they brought. The number of files."""
    return StoredFile.objects.filter(uploaded_by=uploaded_by).update(uploaded_by="")


@trail.gesture
def _expire(*, file: StoredFile) -> None:
    trail.record(BY, "files.file.expired", file, purpose=file.purpose, sha256=file.sha256)
    file.delete()
