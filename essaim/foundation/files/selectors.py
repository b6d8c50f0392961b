"""Questions about files."""

from django.db.models import QuerySet

from essaim.foundation.files.models import StoredFile


def files_about(urn: str, purpose: str = "") -> QuerySet[StoredFile]:
    """The files kept about this object, latest first, of one purpose or of all."""
    found = StoredFile.objects.filter(about=urn).order_by("-pk")
    return found.filter(purpose=purpose) if purpose else found
