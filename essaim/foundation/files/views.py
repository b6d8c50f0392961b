"""Files come back as downloads, never as pages."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from essaim.foundation.files import policies, storage
from essaim.foundation.files.domain import kinds
from essaim.foundation.files.enums import Kind
from essaim.foundation.files.models import StoredFile

INERT = "default-src 'none'; sandbox"


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, for whoever its purpose lets read it; inert whatever it holds."""
    file = get_object_or_404(StoredFile, pk=pk)
    reader = request.user if request.user.is_authenticated else None
    if not policies.can_read(reader, file):
        if reader is None:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied("Ce fichier n’est pas ouvert à votre rôle.")
    try:
        content = storage.open_content(file.sha256)
    except storage.Missing:
        raise Http404("Le contenu de ce fichier n’est plus sur le serveur.") from None
    response = FileResponse(
        content, as_attachment=True, filename=file.name, content_type=kinds.media_type(Kind(file.kind))
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = INERT
    return response
