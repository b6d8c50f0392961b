"""Say how an encounter went, set its date, say why it is off."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from essaim.commons.directory.enums import OrganisationKind
from essaim.commons.directory.forms.school_picker import SchoolField
from essaim.commons.directory.models import Organisation
from essaim.commons.encounters.domain import report
from essaim.commons.encounters.domain.times import HalfDay
from essaim.commons.encounters.enums import Channel, EncounterKind, EncounterState, Half
from essaim.commons.encounters.models import Encounter
from essaim.commons.protocol import selectors as protocol
from essaim.commons.protocol.models import Commitment
from essaim.commons.territory.models import Region
from essaim.foundation.kernel import french

WHOLE = {"inputmode": "numeric"}
NEEDED = "Écrivez un nombre en chiffres, par exemple 24."


class GestureForm(forms.Form):
    """A gesture on an encounter: somebody of the network may note it for a side that telephones."""

    by_phone = forms.BooleanField(label="Je le note pour quelqu’un, au téléphone", required=False)

    def __init__(self, *args: Any, network: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if network:
            self.order_fields([name for name in self.fields if name != "by_phone"])
        else:
            del self.fields["by_phone"]

    @property
    def channel(self) -> Channel | None:
        """By telephone when it was ticked; else however the page was opened."""
        return Channel.TELEPHONE if self.cleaned_data.get("by_phone") else None


class ReportForm(GestureForm):
    """How it went: a date, three numbers, a few words if one likes."""

    held_on = forms.DateField(label="Quel jour ?", error_messages={"required": "Écrivez le jour de la rencontre."})
    pupils = forms.IntegerField(
        label="Combien d’élèves ?",
        min_value=0,
        max_value=report.MAX_PUPILS,
        widget=forms.NumberInput(attrs=WHOLE),
        error_messages={"required": NEEDED, "invalid": NEEDED},
    )
    adults = forms.IntegerField(
        label="Combien d’adultes ?",
        help_text="Équipe, acteurs et parents, sans les élèves.",
        min_value=0,
        max_value=report.MAX_ADULTS,
        widget=forms.NumberInput(attrs=WHOLE),
        error_messages={"required": NEEDED, "invalid": NEEDED},
    )
    minutes = forms.IntegerField(
        label="Combien de minutes ?",
        help_text="Par exemple 55, ou 120 pour deux heures.",
        min_value=report.MIN_MINUTES,
        max_value=report.MAX_MINUTES,
        widget=forms.NumberInput(attrs=WHOLE),
        error_messages={"required": NEEDED, "invalid": NEEDED},
    )
    words = forms.CharField(
        label="En quelques mots",
        help_text="Sans nom d’élève. Effacé après trois ans.",
        required=False,
        max_length=report.MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def known(cls, encounter: Encounter) -> dict[str, Any]:
        """What is known already, so that a report is three numbers to check."""
        if encounter.state == EncounterState.HELD:
            return {name: getattr(encounter, name) for name in ("held_on", "pupils", "adults", "minutes", "words")}
        today = timezone.now().astimezone(ZoneInfo(encounter.timezone)).date()
        length = encounter.ends_at - encounter.starts_at if encounter.starts_at and encounter.ends_at else None
        return {
            "held_on": min(encounter.planned_on or today, today),
            "pupils": encounter.planned_pupils or None,
            "minutes": int(length.total_seconds() // 60) if length else None,
        }

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("held_on", "pupils", "adults", "minutes", "words")}


class ReasonForm(GestureForm):
    """Why it is postponed or cancelled: the other side reads it."""

    reason = forms.CharField(
        label="Pourquoi ?",
        help_text="Une phrase. L’autre côté la lira.",
        max_length=200,
        error_messages={"required": "Écrivez une phrase : elle sera lue par l’autre côté."},
    )


class DateForm(GestureForm):
    """A day, then a half or hours on the clock of the place."""

    day = forms.DateField(label="Quel jour ?", error_messages={"required": "Choisissez un jour."})
    half = forms.ChoiceField(
        label="Quelle demi-journée ?",
        help_text="Ou écrivez les deux heures, si vous les connaissez.",
        choices=[(half.value, half.label.capitalize()) for half in Half],
        widget=forms.RadioSelect(attrs={"class": "in-line"}),
        required=False,
    )
    starts = forms.TimeField(label="Heure de début", required=False)
    ends = forms.TimeField(label="Heure de fin", required=False)
    place = forms.CharField(label="Où ?", max_length=200, required=False)

    timezone = "Europe/Paris"

    @classmethod
    def known(cls, encounter: Encounter) -> dict[str, Any]:
        """The date and the place as they are."""
        found: dict[str, Any] = {"place": encounter.place, "day": encounter.planned_on}
        if encounter.starts_at and encounter.ends_at:
            zone = ZoneInfo(encounter.timezone)
            found |= {"starts": encounter.starts_at.astimezone(zone).time()}
            found |= {"ends": encounter.ends_at.astimezone(zone).time()}
        elif encounter.slot:
            found["half"] = HalfDay.parse(encounter.slot).half.value
        return found

    def clean(self) -> dict[str, Any]:
        """Hours both, or a half-day."""
        found = super().clean() or {}
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "La fin vient avant le début : inversez les deux heures.")
        elif bool(starts) is not bool(ends):
            self.add_error("ends" if starts else "starts", "Écrivez les deux heures, ou aucune.")
        elif not starts and not found.get("half") and "half" not in self.errors:
            self.add_error("half", "Choisissez le matin ou l’après-midi, ou écrivez les deux heures.")
        return found

    def values(self) -> dict[str, Any]:
        """What the service takes: a slot, or two moments on the clock of the place."""
        said = self.cleaned_data
        if not said["starts"]:
            return {"slot": f"{said['day'].isoformat()}-{said['half']}", "place": said["place"]}
        zone = ZoneInfo(self.timezone)
        moments = [dt.datetime.combine(said["day"], said[name], zone) for name in ("starts", "ends")]
        return {"starts_at": moments[0], "ends_at": moments[1], "place": said["place"]}


class PlanForm(DateForm):
    """An encounter that comes from no campaign: the network, a team or an actor notes it."""

    school = SchoolField()
    organisation = forms.ModelChoiceField(
        label="Acteur de l’ESS",
        queryset=Organisation.objects.filter(kind=OrganisationKind.ESS_ACTOR, ending="").order_by("sort_key"),
        required=False,
        empty_label="Aucun, ou pas encore dans l’annuaire",
    )
    kind = forms.ChoiceField(label="Nature", choices=EncounterKind.choices())
    commitment = forms.ModelChoiceField(label="Engagement servi", queryset=Commitment.objects.none(), empty_label=None)
    planned_pupils = forms.IntegerField(
        label="Combien d’élèves sont attendus ?",
        required=False,
        min_value=0,
        max_value=report.MAX_PUPILS,
        widget=forms.NumberInput(attrs=WHOLE),
    )
    field_order = ("school", "organisation", "kind", "commitment", "day", "half", "starts", "ends", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].queryset = protocol.commitments()  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the service takes; hours are read on the clock of the school."""
        said = self.cleaned_data
        if said["school"].departement:
            self.timezone = said["school"].departement.timezone
        kept = {name: said[name] for name in ("school", "organisation", "commitment")}
        return (
            super().values()
            | kept
            | {"kind": EncounterKind(said["kind"]), "planned_pupils": said["planned_pupils"] or 0}
        )


class EncounterSearch(forms.Form):
    """A state, a région, a period: in the address, so that a list can be kept and sent."""

    etat = forms.ChoiceField(label="État", required=False)
    region = forms.ChoiceField(label="Région", required=False)
    du = forms.DateField(label="Du", required=False)
    au = forms.DateField(label="Au", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        states = [(state.value, french.typeset(state.label.capitalize())) for state in EncounterState]
        self.fields["etat"].choices = [("", "Tous les états"), *states]  # type: ignore[attr-defined]
        regions = list(Region.objects.order_by("sort_key").values_list("pk", "name"))
        self.fields["region"].choices = [("", "Toutes les régions"), *regions]  # type: ignore[attr-defined]
        self.is_valid()

    def criteria(self) -> dict[str, Any]:
        """What the selector takes; an answer that is not one is left out."""
        said = getattr(self, "cleaned_data", {})
        return {
            "state": said.get("etat") or "",
            "region": said.get("region") or "",
            "since": said.get("du"),
            "until": said.get("au"),
        }
