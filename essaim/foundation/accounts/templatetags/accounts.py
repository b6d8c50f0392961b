"""What the sign-in page offers on this site."""

from typing import Any

from django import template

from essaim.foundation.accounts import doors, proconnect

register = template.Library()


@register.simple_tag(takes_context=True)
def sign_in_offers(context: dict[str, Any]) -> dict[str, bool]:
    """Whether ProConnect is configured, whether the demonstration's doors are open to this visitor."""
    request = context["request"]
    return {"proconnect": proconnect.is_configured(request), "demo": doors.is_allowed(request)}
