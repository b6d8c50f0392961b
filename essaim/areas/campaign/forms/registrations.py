"""The screens of a registration: one form each; ``answers()`` is what the service needs.

Validation only: what is impossible is said again, more tersely, by the service.
"""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from essaim.areas.campaign import answers
from essaim.areas.campaign.domain import levels, words
from essaim.areas.campaign.domain.slots import Slot
from essaim.areas.campaign.domain.steps import Step
from essaim.areas.campaign.enums import Band, Channel, Kind, Mode
from essaim.areas.campaign.forms import extra_questions
from essaim.areas.campaign.forms.open_events import EventMeetingStep, EventStep
from essaim.areas.campaign.forms.places import OrganisationStep
from essaim.areas.campaign.forms.showcases import MeetingStep
from essaim.areas.campaign.forms.steps import StepForm
from essaim.areas.campaign.models import Offer, Term
from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.selectors import editions
from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import SchoolKind
from essaim.commons.directory.forms.school_picker import SchoolField
from essaim.commons.directory.models import School
from essaim.commons.territory.models import Departement
from essaim.foundation.web.forms import ParsedField, PhoneField

ANY = "toute-la-semaine"
BOXES = forms.CheckboxSelectMultiple
TO_DEPARTEMENT, TO_REGION = "departement", "region"
KILOMETRES = (10, 30, 60, 100)
USUAL_KM = 30


class SchoolStep(StepForm):
    """Which school: what the place, and who rereads, follow from."""

    question = "Quel est votre établissement ?"

    school = SchoolField(label="Établissement")


class ClassStep(StepForm):
    """A level and a number: no name of a pupil can be written."""

    question = "De quelle classe s'agit-il ?"

    levels = forms.MultipleChoiceField(
        label="Niveau",
        widget=BOXES,
        help_text="Plusieurs pour une classe à plusieurs niveaux.",
        error_messages={"required": "Cochez au moins un niveau."},
    )
    pupils = forms.IntegerField(
        label="Nombre d'élèves",
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Écrivez le nombre d'élèves, par exemple 24."},
    )
    mark = ParsedField(
        answers.mark,
        label="Repère de la classe",
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
        help_text="Une lettre ou un numéro si vous avez plusieurs classes de ce niveau, par exemple B. Jamais un nom.",
    )

    def prepare(self) -> None:
        """The levels of this kind of school."""
        school = cast("OfClass", self.registration).school
        kind = SchoolKind(school.kind) if school else SchoolKind.OTHER
        self.choose(
            "levels", [(level.value, level.label[:1].upper() + level.label[1:]) for level in levels.taught(kind)]
        )

    def clean_levels(self) -> list[str]:
        """At most six: beyond, it is not one class."""
        chosen: list[str] = self.cleaned_data["levels"]
        if len(chosen) > class_labels.MAX_LEVELS:
            raise forms.ValidationError(f"Une classe réunit au plus {class_labels.MAX_LEVELS} niveaux.")
        return chosen


class WishStep(StepForm):
    """What a team would like."""

    question = "Quelle rencontre vous plairait ?"

    action_types = forms.MultipleChoiceField(
        label="Type de rencontre",
        widget=BOXES,
        help_text="Cochez tout ce qui convient : plus il y en a, plus il est facile de trouver.",
        error_messages={"required": "Cochez au moins un type de rencontre."},
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes", widget=BOXES, required=False, help_text="Rien de coché : tous les thèmes conviennent."
    )

    def prepare(self) -> None:
        """The words of the edition."""
        self.choose("action_types", editions.terms(self.edition, Term.Kind.ACTION))
        self.choose("themes", editions.terms(self.edition, Term.Kind.THEME))


class ProposalStep(WishStep):
    """What an actor proposes."""

    question = "Que proposez-vous aux classes ?"

    title = forms.CharField(
        label="En une phrase",
        max_length=150,
        required=False,
        help_text="Par exemple « Réparer son vélo avec un mécanicien coopérateur ». Vide : nous écrirons le type.",
    )

    field_order = ["action_types", "title", "themes"]


class AudienceStep(StepForm):
    """For whom."""

    question = "Pour quels élèves ?"

    levels = forms.MultipleChoiceField(
        label="Niveaux",
        widget=BOXES,
        choices=[(band.value, band.label[:1].upper() + band.label[1:]) for band in Band],
        error_messages={"required": "Cochez au moins un niveau."},
    )
    max_pupils = forms.IntegerField(
        label="Élèves au plus",
        min_value=1,
        max_value=999,
        required=False,
        help_text="Vide : pas de limite.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ReachStep(StepForm):
    """Where, and how far."""

    question = "Où rencontrez-vous les classes ?"

    modes = forms.MultipleChoiceField(
        label="Manière de se rencontrer",
        widget=BOXES,
        choices=[
            (Mode.SCHOOL.value, "Nous venons dans l'établissement"),
            (Mode.VISIT.value, "La classe vient chez nous"),
            (Mode.REMOTE.value, "À distance, en visioconférence"),
        ],
        error_messages={"required": "Cochez au moins une manière de se rencontrer."},
    )
    reach = forms.ChoiceField(label="Jusqu'où", widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Kilometres need a commune; a territory needs to be known."""
        offer = cast("Offer", self.registration)
        near = [(str(km), f"À {km} km au plus") for km in KILOMETRES] if offer.commune else []
        wide = []
        if offer.departement:
            wide.append((TO_DEPARTEMENT, f"Dans tout le département : {offer.departement.name}"))
        if offer.region:
            wide.append((TO_REGION, f"Dans toute la région : {offer.region.name}"))
        self.choose("reach", [*near, *wide])
        self.initial["modes"] = words.read(offer.modes) or [Mode.SCHOOL.value, Mode.VISIT.value]
        self.initial["reach"] = _reach(offer)

    def answers(self) -> dict[str, Any]:
        """A number of kilometres, or the départements."""
        reach = self.cleaned_data["reach"]
        offer = cast("Offer", self.registration)
        served: list[Departement] = []
        if reach == TO_DEPARTEMENT and offer.departement:
            served = [offer.departement]
        elif reach == TO_REGION and offer.region:
            served = list(offer.region.departements.order_by("code"))
        return {
            "modes": self.cleaned_data["modes"],
            "range_km": int(reach) if reach.isdigit() else None,
            "territory": served,
        }


class DatesStep(StepForm):
    """When, half-day by half-day, or the whole week in one answer."""

    question = "Quand est-ce possible ?"

    slots = forms.MultipleChoiceField(
        label="Demi-journées",
        widget=BOXES,
        error_messages={"required": "Cochez toute la semaine, ou au moins une demi-journée."},
    )

    def prepare(self) -> None:
        """The half-days of the place, with what its calendar says."""
        self.offered = editions.slots_of_school(self.edition, self.school)
        self.choose("slots", [(ANY, "Toute la semaine"), *((str(c.slot), c.label) for c in self.offered)])
        kept = set(words.read(getattr(self.registration, "slots", "")))
        if kept and kept >= {str(slot) for slot in self.usual()}:
            self.initial["slots"] = [ANY, *(kept - {str(slot) for slot in self.usual()})]

    @property
    def school(self) -> School | None:
        """The school of the class, when there is one."""
        return self.registration.school if isinstance(self.registration, OfClass) else None

    def usual(self) -> list[Slot]:
        """What « toute la semaine » means here: half-days with class, holidays left out."""
        free = [choice.slot for choice in self.offered if not choice.note]
        return free or [choice.slot for choice in self.offered]

    def clean_slots(self) -> list[str]:
        """The half-days, « toute la semaine » written out."""
        chosen = set(self.cleaned_data["slots"])
        return sorted((chosen - {ANY}) | ({str(slot) for slot in self.usual()} if ANY in chosen else set()))


class TeamDatesStep(DatesStep):
    """A team also says how it may meet: everything is ticked, one unticks."""

    modes = forms.MultipleChoiceField(
        label="Manière de se rencontrer",
        widget=BOXES,
        choices=[
            (Mode.SCHOOL.value, "Dans notre établissement"),
            (Mode.VISIT.value, "Chez l'acteur, nous nous déplaçons"),
            (Mode.REMOTE.value, "À distance, en visioconférence"),
        ],
        error_messages={"required": "Cochez au moins une manière de se rencontrer."},
    )

    def prepare(self) -> None:
        """Every mode, unless said otherwise."""
        super().prepare()
        self.initial.setdefault("modes", [mode.value for mode in Mode])


class OfferDatesStep(DatesStep):
    """An actor also says how many times."""

    capacity = forms.IntegerField(
        label="Rencontres au plus dans la semaine",
        min_value=1,
        max_value=50,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ActionStep(StepForm):
    """What pupils show."""

    question = "Que montrent les élèves ?"

    title = forms.CharField(
        label="Titre de l'action",
        max_length=150,
        help_text="Il sera public. Pas de nom d'élève.",
        error_messages={"required": "Donnez un titre, par exemple « Trocante de printemps »."},
    )
    action_types = forms.MultipleChoiceField(label="Type d'action", widget=BOXES, required=False)
    story = forms.CharField(
        label="En quelques mots", max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    themes = forms.MultipleChoiceField(label="Thèmes", widget=BOXES, required=False)

    def prepare(self) -> None:
        """The words of the edition."""
        self.choose("action_types", editions.terms(self.edition, Term.Kind.SHOWCASE))
        self.choose("themes", editions.terms(self.edition, Term.Kind.THEME))


class ContactStep(StepForm):
    """Whom to call. Read by the network, given to the other side after the second yes, never public."""

    question = "Comment vous joindre ?"

    contact_name = forms.CharField(
        label="Votre nom",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Écrivez votre nom."},
    )
    contact_email = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Pour vous répondre, et pour le lien qui permet de suivre et de corriger.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Écrivez votre adresse électronique.",
            "invalid": "Écrivez l'adresse ainsi : prenom.nom@exemple.fr.",
        },
    )
    contact_phone = PhoneField(
        label="Votre téléphone",
        required=False,
        help_text="Utile le jour de la rencontre.",
    )
    message = forms.CharField(
        label="Un mot de plus", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        """On the telephone, an address or a number; with an account, what is known; and what the edition asks."""
        self.asked = extra_questions.add(self)
        author = self.registration.author
        if author is not None:
            self.initial["contact_name"] = self.registration.contact_name or author.name
            self.initial["contact_email"] = self.registration.contact_email or author.email
        if self.registration.channel == Channel.TELEPHONE:
            self.fields["contact_email"].required = False
            for name, label in (("name", "Son nom"), ("email", "Son adresse électronique"), ("phone", "Son téléphone")):
                self.fields[f"contact_{name}"].label = label

    def answers(self) -> dict[str, Any]:
        """The contact, and the answers to the questions of the edition."""
        given = dict(self.cleaned_data)
        extra = {question.code: given.pop(name) for name, question in self.asked.items()}
        return {**given, "extra": extra} if self.asked else given

    def clean(self) -> dict[str, Any]:
        """One way to reach the person."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("contact_email") and not cleaned.get("contact_phone"):
            self.add_error("contact_phone", "Donnez au moins une adresse électronique ou un téléphone.")
        return cleaned


FORMS: Mapping[Kind, Mapping[str, type[StepForm]]] = {
    Kind.TEAM: {
        "etablissement": SchoolStep,
        "classe": ClassStep,
        "rencontre": WishStep,
        "dates": TeamDatesStep,
        "contact": ContactStep,
    },
    Kind.ACTOR: {
        "organisation": OrganisationStep,
        "rencontre": ProposalStep,
        "public": AudienceStep,
        "lieu": ReachStep,
        "dates": OfferDatesStep,
        "contact": ContactStep,
    },
    Kind.SHOWCASE: {
        "etablissement": SchoolStep,
        "classe": ClassStep,
        "action": ActionStep,
        "rendez-vous": MeetingStep,
        "contact": ContactStep,
    },
    Kind.EVENT: {
        "organisation": OrganisationStep,
        "evenement": EventStep,
        "rendez-vous": EventMeetingStep,
        "contact": ContactStep,
    },
}


def form_of(kind: Kind, step: Step) -> type[StepForm]:
    """The form of a screen."""
    return FORMS[kind][step.slug]


class LaterForm(forms.Form):
    """Where to send the link of a draft."""

    email = forms.EmailField(
        label="Votre adresse électronique",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Écrivez votre adresse électronique.",
            "invalid": "Écrivez l'adresse ainsi : prenom.nom@exemple.fr.",
        },
    )


class WithdrawForm(forms.Form):
    """What those it was to meet read, when there is somebody."""

    words = forms.CharField(
        label="Un mot pour la personne que vous deviez rencontrer",
        max_length=200,
        required=False,
        help_text="Par exemple «\u00a0La classe part en sortie ce jour-là\u00a0». "
        "Vide\u00a0: elle saura que vous l'avez retirée.",
    )


def _reach(offer: Offer) -> str:
    if offer.range_km:
        return str(min((km for km in KILOMETRES if km >= offer.range_km), default=KILOMETRES[-1]))
    served = offer.territory.count() if offer.pk else 0
    if served:
        return TO_DEPARTEMENT if served == 1 else TO_REGION
    return str(USUAL_KM) if offer.commune else TO_REGION
