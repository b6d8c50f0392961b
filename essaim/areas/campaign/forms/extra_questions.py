"""The questions an edition adds to a registration, on its last screen; none needs an answer."""

from typing import Any

from django import forms

from essaim.areas.campaign.enums import QuestionForm
from essaim.areas.campaign.forms.steps import StepForm
from essaim.areas.campaign.models import Question
from essaim.areas.campaign.models.wording import answers

YES_NO = (("", "Je ne sais pas encore"), ("oui", "Oui"), ("non", "Non"))
LONGEST = 500


def add(form: StepForm) -> dict[str, Question]:
    """Add a field for each question of the edition; the question of each field, by name."""
    registration = form.registration
    given = answers(registration.extra)
    asked: dict[str, Question] = {}
    for question in form.edition.questions.filter(kind=registration.kind).order_by("order", "pk"):
        name = f"extra_{question.code}"
        form.fields[name] = _field(question)
        form.initial[name] = given.get(question.code, "")
        asked[name] = question
    return asked


def _field(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.label, "help_text": question.hint, "required": False}
    match QuestionForm(question.form):
        case QuestionForm.TEXT:
            return forms.CharField(max_length=LONGEST, **common)
        case QuestionForm.YES_NO:
            return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
        case QuestionForm.CHOICE:
            every = [("", "Sans réponse"), *((option, option) for option in question.options)]
            return forms.ChoiceField(choices=every, **common)
