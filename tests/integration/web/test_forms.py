"""A form keeps what was typed, says what to write, and ties each sentence to its control."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django import forms

from essaim.foundation.kernel import phone
from essaim.foundation.web.forms import EurosField, PhoneField


class Visit(forms.Form):
    town = forms.CharField(label="Commune", help_text="Là où se trouve l’établissement.")
    pupils = forms.IntegerField(
        label="Combien d’élèves ?", min_value=1, error_messages={"invalid": "Écrivez un nombre."}
    )
    place = forms.ChoiceField(label="Lieu", choices=[("a", "En classe"), ("b", "Sur place")], widget=forms.RadioSelect)
    note = forms.CharField(label="Un mot", required=False, widget=forms.Textarea(attrs={"class": "tall"}))
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def soup(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


@pytest.fixture
def wrong() -> BeautifulSoup:
    return soup(Visit({"town": "Aurillac", "pupils": "vingt"}))


def test_a_blank_form_has_no_summary_and_marks_what_may_be_left_out():
    found = soup(Visit())
    assert found.select_one(".error-summary") is None
    assert "(facultatif)" in found.find("label", attrs={"for": "id_note"}).text
    assert "(facultatif)" not in found.find("label", attrs={"for": "id_town"}).text


def test_the_hint_and_the_error_are_read_with_the_control(wrong):
    assert wrong.find(id="id_town")["aria-describedby"] == "id_town_helptext"
    pupils = wrong.find(id="id_pupils")
    assert pupils["aria-invalid"] == "true"
    assert wrong.find(id=pupils["aria-describedby"]).text.strip() == "Écrivez un nombre."


def test_what_was_typed_stays_even_where_a_number_was_expected(wrong):
    assert wrong.find(id="id_pupils")["value"] == "vingt"
    assert wrong.find(id="id_pupils")["type"] == "text"
    assert wrong.find(id="id_pupils")["inputmode"] == "numeric"
    assert wrong.find(id="id_town")["value"] == "Aurillac"


def test_the_summary_comes_first_and_leads_to_the_first_control_of_each_field(wrong):
    summary = wrong.find(True)
    assert "error-summary" in summary["class"]
    assert summary["tabindex"] == "-1"
    targets = [link["href"].removeprefix("#") for link in summary.find_all("a")]
    assert targets == ["id_pupils", "id_place_0"]
    assert all(wrong.find(["input", "select", "textarea"], id=target) for target in targets)


def test_a_question_in_the_summary_is_not_followed_by_a_colon(wrong):
    sentences = [link.text for link in wrong.select(".error-summary a")]
    assert sentences[0] == "Combien d’élèves ? Écrivez un nombre."
    assert sentences[1].startswith("Lieu\u00a0: ")


def test_choices_are_a_group_with_a_legend(wrong):
    group = wrong.find("fieldset")
    assert group.legend.text.strip() == "Lieu"
    assert [label.text.strip() for label in group.select("label.choice")] == ["En classe", "Sur place"]
    assert wrong.find(id=group["aria-describedby"]) is not None


def test_controls_get_the_class_of_the_house_and_keep_their_own(wrong):
    assert wrong.find(id="id_note")["class"] == ["input", "tall"]
    assert "class" not in wrong.find(id="id_secret").attrs
    assert "class" not in wrong.find(id="id_place_0").attrs


def test_errors_that_belong_to_no_field_are_said_in_the_summary():
    form = Visit({"town": "Aurillac", "pupils": "3", "place": "a"})
    form.add_error(None, "Cette date est déjà prise.")
    assert "Cette date est déjà prise." in soup(form).select_one(".error-summary").text


class Fields(forms.Form):
    on = forms.DateField(label="Jour")
    at = forms.TimeField(label="Heure", required=False)
    phone = PhoneField(label="Téléphone")
    price = EurosField(label="Prix", required=False)


def test_a_day_uses_the_browsers_picker_and_shows_the_day_it_starts_from():
    control = soup(Fields(initial={"on": dt.date(2027, 3, 22), "at": dt.time(10, 30)}))
    assert (control.find(id="id_on")["type"], control.find(id="id_on")["value"]) == ("date", "2027-03-22")
    assert (control.find(id="id_at")["type"], control.find(id="id_at")["value"]) == ("time", "10:30")


def test_a_day_that_is_not_one_is_shown_as_it_was_typed():
    control = soup(Fields({"on": "22 mars", "phone": "x"})).find(id="id_on")
    assert (control["type"], control["value"]) == ("text", "22 mars")


def test_a_day_is_understood_as_the_picker_or_a_person_writes_it():
    for typed in ("2027-03-22", "22/03/2027"):
        form = Fields({"on": typed, "phone": "01 49 71 70 00"})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["on"] == dt.date(2027, 3, 22)


def test_what_the_kernel_reads_is_kept_in_its_stored_form():
    form = Fields({"on": "2027-03-22", "phone": "01 49 71 70 00", "price": "1 234,50 €"})
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["phone"], form.cleaned_data["price"]) == (phone.parse("0149717000"), 123450)


def test_the_kernels_refusal_is_the_sentence_under_the_field():
    form = Fields({"on": "2027-03-22", "phone": "douze", "price": "1.234"})
    assert not form.is_valid()
    assert "n'est pas un numéro de téléphone" in form.errors["phone"][0]
    assert "n'est pas un montant" in form.errors["price"][0]
