"""How seats and posts are named in French."""

from django import template

from essaim.commons.directory import naming
from essaim.commons.directory.models import Seat
from essaim.foundation.kernel.actor import Role

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """« Correspondance L’ESPER »."""
    return naming.role_name(Role(role))


@register.filter
def seat_place(seat: Seat) -> str:
    """« Académie de Dijon », « Département de la Creuse »… expects its place joined."""
    return naming.seat_place(seat)
