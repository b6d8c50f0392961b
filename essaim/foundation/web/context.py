"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Navigation and the state of the house."""
    return {"navigation": settings.ESSAIM_NAVIGATION, "is_demo": settings.DEMO, "request_id": getattr(request, "request_id", "")}
