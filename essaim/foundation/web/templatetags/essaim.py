"""Filters and tags every template may use: French numbers and dates, links that keep a search, guards of components."""

import datetime as dt
import re
from decimal import Decimal
from typing import Protocol

from django import forms, template
from django.conf import settings
from django.contrib.messages import constants as levels
from django.contrib.messages.storage.base import Message
from django.template import TemplateSyntaxError
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from essaim.foundation.kernel import french, money
from essaim.foundation.web.sprite import sprite

register = template.Library()

MONTHS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
ON_EVENT = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
PLURAL_FROM = 2
METRES_UNTIL = 1000
PRECISE_UNTIL = 10
TONES = {
    levels.DEBUG: "info",
    levels.INFO: "info",
    levels.SUCCESS: "done",
    levels.WARNING: "wait",
    levels.ERROR: "late",
}


class Renderable(Protocol):
    """An example of the gallery."""

    def render(self, context: template.Context) -> str:
        """Its HTML."""


@register.filter
def number(value: Decimal | float | None, digits: int | None = None) -> str:
    """``12 345`` or, with a number of digits, ``12 345,7``; nothing for nothing."""
    return "" if value is None else french.number(_exact(value), decimals=digits)


@register.filter
def plural(count: Decimal | float, words: str) -> str:
    """``{{ n|plural:"classe" }}`` gives « 1 classe », « 3 classes »; ``"journal,journaux"`` when an s is not enough."""
    singular, _, several = words.partition(",")
    return french.plural(_exact(count), singular, several)


@register.filter
def agree(count: float, words: str) -> str:
    """The word alone, agreed with a number: ``{{ n|agree:"trouvée,trouvées" }}``."""
    singular, _, several = words.partition(",")
    return singular if abs(count) < PLURAL_FROM else several or f"{singular}s"


@register.filter
def day(value: dt.date | None) -> str:
    """« lundi 22 mars », with its year when it is not this year."""
    if value is None:
        return ""
    told = _day(value)
    return french.weekday(told) if told.year == timezone.localdate().year else french.full_date(told)


@register.filter
def full_day(value: dt.date | None) -> str:
    """« lundi 22 mars 2027 »."""
    return "" if value is None else french.full_date(_day(value))


@register.filter
def short_day(value: dt.date | None) -> str:
    """« 22 mars 2027 », for tables."""
    return "" if value is None else french.date(_day(value))


@register.filter
def month(value: dt.date | None) -> str:
    """« mars », « sept. »: the month above or below a day in a narrow column."""
    return "" if value is None else MONTHS[_day(value).month - 1]


@register.filter
def lead(label: str) -> str:
    """A label before what is said of it: « Commune : », but « Combien d'élèves ? » as it is."""
    return label if label.rstrip().endswith(("?", ":")) else f"{label}{french.NBSP}:"


@register.filter
def hour(value: dt.time | dt.datetime | None) -> str:
    """« 10 h 30 », « 9 h », on the reader's clock."""
    if value is None:
        return ""
    return french.clock(_here(value).time() if isinstance(value, dt.datetime) else value)


@register.filter
def km(kilometres: float | None) -> str:
    """A distance as a reader says it: « 800 m », « 3,4 km », « 128 km »."""
    if kilometres is None:
        return ""
    metres = round(kilometres * 100) * 10
    if metres < METRES_UNTIL:
        return f"{metres}{french.NBSP}m"
    digits = 1 if kilometres < PRECISE_UNTIL and round(kilometres, 1) != round(kilometres) else 0
    return f"{french.number(_exact(kilometres), decimals=digits)}{french.NBSP}km"


@register.filter
def euros(cents: int | None) -> str:
    """An amount in cents: « 1 240,50 € »."""
    return "" if cents is None else money.display(cents)


@register.filter
def since(value: dt.datetime | None) -> str:
    """How long ago, in one unit: « 6 jours »."""
    return "" if value is None else french.duration(timezone.now() - value)


@register.filter
def typeset(text: str) -> str:
    """The no-break spaces of French before « : ; ? ! » and inside quotes."""
    return french.typeset(str(text))


@register.simple_tag(takes_context=True)
def link_with(context: template.Context, **changes: object) -> str:
    """The address of this page with some answers changed: ``{% link_with page=2 tri="nom" %}``; empty drops one.

    Changing anything but the page goes back to the first page.
    """
    query = context["request"].GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value in {None, ""}:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def link_without(context: template.Context, name: str, value: object) -> str:
    """The address of this page once one ticked answer is taken back (several may share the name)."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query.setlist(name, [kept for kept in query.getlist(name) if kept != str(value)])
    return "?" + query.urlencode()


@register.filter
def tone(message: Message) -> str:
    """The tone of a Django message: info, done, wait or late."""
    return TONES.get(message.level, "info")


@register.filter
def first_id(field: forms.BoundField) -> str:
    """The identifier a link of the error summary leads to: the control, or the first choice of a group."""
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def steps(total: int, now: int) -> list[str]:
    """The classes of the cells of ``<c-steps-left>``."""
    return ["past" if step < now else "now" if step == now else "" for step in range(1, total + 1)]


@register.filter
def share(value: float, whole: float) -> str:
    """A part of a whole in percents, for the coordinates of a drawing: a point, never a comma."""
    return f"{max(0.0, min(1.0, value / whole)) * 100:.1f}" if whole else "0"


@register.filter
def trusted_svg(svg: str) -> SafeString:
    """An SVG drawn by our own code, put in the page as it is; anything else stays escaped text."""
    drawn = svg.lstrip()
    ours = drawn.startswith("<svg") and "<script" not in drawn and not ON_EVENT.search(drawn)
    return mark_safe(drawn) if ours else escape(svg)  # noqa: S308 (see the guard)


@register.simple_tag(takes_context=True)
def gallery_example(context: template.Context, example: "Renderable") -> str:
    """One example of the gallery, rendered as a page would."""
    return example.render(context)


@register.simple_tag
def one_of(component: str, value: str, *known: str) -> str:
    """Refuse a variant nobody drew. Silent in production, where a page matters more than a class name."""
    if value not in known and getattr(settings, "ESSAIM_STRICT_TEMPLATES", settings.DEBUG):
        raise TemplateSyntaxError(f"<c-{component}> does not know {value!r}; it knows {', '.join(map(repr, known))}")
    return ""


@register.simple_tag
def known_icon(name: str) -> str:
    """Refuse an icon that is not in the sprite (same rule as ``one_of``)."""
    return one_of("icon", name, *sprite())


def _exact(value: Decimal | float) -> int | Decimal:
    """A float as the decimal number it shows."""
    return Decimal(str(value)) if isinstance(value, float) else value


def _day(value: dt.date) -> dt.date:
    return _here(value).date() if isinstance(value, dt.datetime) else value


def _here(value: dt.datetime) -> dt.datetime:
    """The reader's clock: an aware instant is told in the current time zone."""
    return timezone.localtime(value) if timezone.is_aware(value) else value
