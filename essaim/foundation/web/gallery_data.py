"""What the examples of the gallery show: values invented for it, and said to be."""

import datetime as dt
from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from essaim.foundation.web.charts import Bar, Bars
from essaim.foundation.web.maps import Datum, Frame, MapLayer, MapView, Outline, Style
from essaim.foundation.web.pagination import Page
from essaim.foundation.web.paths import Stage, StageState
from essaim.foundation.web.sprite import sprite


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nom de l’action", help_text="Ce que les familles liront sur la carte.")
    pupils = forms.IntegerField(
        label="Combien d’élèves ?",
        error_messages={"invalid": "Écrivez un nombre en chiffres, par exemple 24."},
    )
    place = forms.ChoiceField(
        label="Où aura lieu la rencontre ?",
        choices=[("class", "En classe"), ("place", "Sur place"), ("remote", "À distance")],
        widget=forms.RadioSelect(attrs={"class": "in-line"}),
    )
    note = forms.CharField(label="Un mot pour l’acteur", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    photo = forms.FileField(label="Photo du ticket", required=False, help_text="JPG, PNG ou PDF, 10 Mo au plus.")
    agreed = forms.BooleanField(
        label="L’établissement est d’accord",
        error_messages={"required": "Cochez cette case quand la direction a donné son accord."},
    )


def blank_form() -> Mapping[str, object]:
    """Nothing typed yet."""
    return {"form": ExampleForm(auto_id="id_vierge_%s")}


def wrong_form() -> Mapping[str, object]:
    """What was typed stays, with what to write instead."""
    typed = {"name": "Visite de la ressourcerie", "pupils": "vingt", "place": "class", "note": ""}
    return {"form": ExampleForm(typed, auto_id="id_erreur_%s")}


def one_field() -> Mapping[str, object]:
    """One field by itself."""
    return {"field": ExampleForm(auto_id="id_seul_%s")["name"]}


def icons() -> Mapping[str, object]:
    """Every icon we drew."""
    return {"names": sprite()}


def middle_page() -> Mapping[str, object]:
    """The fifth of ten pages."""
    return {"page": Page([], 5, 25, 250, QueryDict("q=lycee"))}


def dates() -> Mapping[str, object]:
    """Two days of the invented season."""
    return {"first": dt.date(2027, 3, 17), "second": dt.date(2027, 3, 22)}


def stages() -> Mapping[str, object]:
    """A class at its fourth stage."""
    states = [StageState.PAST, StageState.PAST, StageState.SKIPPED, StageState.NOW] + [StageState.TODO] * 8
    names = "Découvrir,Choisir,Visiter,Fonder,Voter,Produire,Compter,Vendre,Rendre compte,Décider,Transmettre,Fêter"
    return {
        "stages": [
            Stage(rank, name, state, note="depuis le 12 janvier" if state is StageState.NOW else "")
            for rank, (name, state) in enumerate(zip(names.split(","), states, strict=True), start=1)
        ]
    }


def bars() -> Mapping[str, object]:
    """Three bars, and the SVG of a chart drawn elsewhere."""
    chart = Bars(
        "La Bretagne inscrit le plus de classes (exemple inventé)",
        "Classes",
        [Bar("Bretagne", 52), Bar("Occitanie", 49), Bar("Bourgogne-Franche-Comté", 12)],
        "Exemple inventé",
    )
    svg = "".join(
        f'<svg class="{variant}" viewBox="0 0 {width} 90" role="img" aria-label="Une ligne qui monte">'
        f'<path class="line" d="M4 80 {width // 3} 50 {width // 2} 60 {width - 4} 10"/></svg>'
        for variant, width in (("wide", 610), ("narrow", 320))
    )
    return {"chart": chart, "svg": svg}


def _square(code: str, name: str, left: int, top: int, side: int = 180) -> Outline:
    path = f"M{left} {top}h{side}v{side}h-{side}z"
    return Outline(code, name, path, left + side / 2, top + side / 2)


def _layer() -> MapLayer:
    mainland = Frame(
        [_square("N", "Nord", 40, 40), _square("S", "Sud", 240, 60), _square("O", "Ouest", 40, 240)], 460, 440
    )
    island = Frame([_square("I", "Île", 10, 10, 60)], 80, 80, "Île")
    return MapLayer("example", mainland, [island], "Contours inventés pour la galerie.")


def cells_map() -> Mapping[str, object]:
    """Counts in cells."""
    data = {"N": Datum(52, href="#"), "S": Datum(7, href="#"), "I": Datum(3)}
    return {"view": MapView("Plus d’actions au nord (exemple inventé)", _layer(), data, "actions")}


def classes_map() -> Mapping[str, object]:
    """Rates in five classes."""
    data = {"N": Datum(9.1, "9,1 %"), "S": Datum(12.4, "12,4 %"), "O": Datum(10, "10,0 %"), "I": Datum(14, "14,0 %")}
    legend = ("moins de 9,5 %", "9,5 à 10,5 %", "10,5 à 11,5 %", "11,5 à 12,5 %", "12,5 % et plus")
    view = MapView(
        "Le taux va de 9 à 14 % (exemple inventé)",
        _layer(),
        data,
        "de l’emploi",
        style=Style.CLASSES,
        bounds=(9.5, 10.5, 11.5, 12.5),
        legend=legend,
        labels=True,
    )
    return {"view": view}
