"""What the examples of the gallery show: sources as a page would write them, and invented values marked as such."""

import datetime as dt
from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from essaim.foundation.web.charts import Bar, Bars
from essaim.foundation.web.maps import Datum, Frame, MapLayer, MapView, Outline, Style
from essaim.foundation.web.pagination import Page
from essaim.foundation.web.paths import Stage, StageState

BUTTONS = """<div class="row"><c-button variant="honey">S’inscrire</c-button><c-button variant="solid">Enregistrer</c-button>
<c-button>Modifier</c-button><c-button variant="quiet">Annuler</c-button><c-button variant="danger">Supprimer</c-button>
<c-button href="#" icon="download">Télécharger le tableau</c-button></div>"""
BUTTON_STATES = """<div class="row"><c-button variant="solid" small="1">Relire</c-button><c-button disabled="1">Indisponible</c-button>
<c-button variant="solid" aria-busy="true">Envoi en cours</c-button></div>"""
DOORS = """<ul class="doors" role="list"><c-door href="#" icon="school" title="Enseignante ou enseignant">Faire entrer l’ESS dans ma classe : 5 minutes</c-door>
<c-door href="#" icon="hands" title="Actrice ou acteur de l’ESS">Proposer une rencontre, une visite : 3 minutes</c-door></ul>"""
SEARCH = """<form method="get" role="search"><c-search-box label="Trouver un établissement" hint="Nom, commune ou code UAI." value="Aurillac" /></form>"""
PILLS = """<div class="row"><c-pill state="todo">À faire</c-pill><c-pill state="wait">En attente</c-pill><c-pill state="done">Tenue</c-pill>
<c-pill state="late">En retard</c-pill><c-pill state="info">Publiée</c-pill><c-pill state="stop">Complète</c-pill></div>"""
TAGS = """<ul class="tags" role="list"><li><c-tag>Cycle 3</c-tag></li><li><c-tag>Coopération</c-tag></li><li><c-tag href="#">Visite</c-tag></li></ul>"""
META = """<c-meta><c-meta-item icon="pin">Dijon</c-meta-item><c-meta-item icon="wait">17 h 30, 45 minutes</c-meta-item><c-meta-item>Ouvert sur inscription</c-meta-item></c-meta>"""
ALERTS = """<div class="stack"><c-alert>Le lycée est en vacances ce jour-là. Vous pouvez garder la date et dire pourquoi.</c-alert>
<c-alert tone="done" title="Votre offre est publiée.">Nous vous écrivons dès qu’une classe la choisit.</c-alert>
<c-alert tone="wait">Il reste deux jours pour confirmer la rencontre.</c-alert>
<c-alert tone="late" title="Le fichier n’a pas été importé.">Ligne 14 : le code UAI 0231234Z a une lettre fausse. Rien n’a été modifié.</c-alert></div>"""
TOAST = """<c-toast>Tâche confiée à la CRESS.<c-slot name="undo"><a href="#">Annuler</a></c-slot></c-toast>"""
EMPTY = """<c-empty title="Pas encore d’action dans le Cantal" level="4">La première est peut-être la vôtre. Ou regardez à Aurillac et autour.<c-slot name="actions"><c-button variant="solid" href="#">Proposer une action</c-button><c-go href="#">Voir autour</c-go></c-slot></c-empty>"""
DIALOG = """<c-button variant="danger" type="button" popovertarget="retirer">Retirer cette offre</c-button>
<c-dialog id="retirer" title="Retirer cette offre ?"><p>Deux classes l’ont demandée. Nous leur proposerons un autre acteur.</p><c-slot name="actions"><c-button variant="danger" type="button">Retirer l’offre</c-button><c-button variant="quiet" type="button" popovertarget="retirer" popovertargetaction="hide">La garder</c-button></c-slot></c-dialog>"""
FORM = """<c-form :form="form" submit="Enregistrer l’action" action="#"><c-slot name="more"><c-button variant="quiet" href="#">Annuler</c-button></c-slot></c-form>"""
CHOICES = """<div class="choices in-line"><c-choice name="exemple-lieu" value="classe" type="radio" checked="1" hint="dans votre établissement">En classe</c-choice>
<c-choice name="exemple-lieu" value="place" type="radio" hint="chez l’acteur">Sur place</c-choice></div>"""
PANEL = """<c-panel title="Filtrer"><form class="facets" method="get"><fieldset><legend>Degré</legend>
<c-facet name="exemple-degre" value="1" checked="1" :count="12">Premier degré</c-facet><c-facet name="exemple-degre" value="2" :count="1204">Second degré</c-facet></fieldset></form></c-panel>"""
CARD = """<c-card title="Visite de la ressourcerie" href="#" level="4"><c-meta><c-meta-item icon="pin">Aurillac</c-meta-item></c-meta><c-pill state="info">Publiée</c-pill></c-card>"""
TILES = """<div class="grid"><c-tile tone="honey" deco="cell"><h4>La Semaine</h4><p>Une classe demande, un acteur propose.</p></c-tile>
<c-tile><h4>Mon ESS à l’école</h4><p>Une classe fonde une petite entreprise.</p></c-tile><c-tile tone="board"><h4>Ressourc’ESS</h4><p>Des ressources relues.</p></c-tile></div>"""
TABLE = """<c-table caption="Recettes de la classe (exemple inventé)"><c-slot name="head"><c-th>Vente</c-th><c-th n="1">Nombre</c-th><c-th n="1">Montant</c-th></c-slot>
<tr role="row"><c-th scope="row">Carnets</c-th><c-td label="Nombre" n="1">40</c-td><c-td label="Montant" n="1">{{ 12050|euros }}</c-td></tr>
<tr role="row"><c-th scope="row">Sacs</c-th><c-td label="Nombre" n="1">12</c-td><c-td label="Montant" n="1">{{ 6000|euros }}</c-td></tr>
<c-slot name="foot"><tr role="row"><c-th scope="row">Total</c-th><c-td label="Nombre" n="1">52</c-td><c-td label="Montant" n="1">{{ 18050|euros }}</c-td></tr></c-slot></c-table>"""
FACTS = """<c-facts><c-fact name="Code UAI">0150646M</c-fact><c-fact name="Commune">Aurillac</c-fact><c-fact name="Académie">Clermont-Ferrand</c-fact><c-fact name="Secteur">Public</c-fact></c-facts>"""
CRUMBS = """<c-crumbs><c-crumb href="#">Établissements</c-crumb><c-crumb>Lycée Émile-Duclaux</c-crumb></c-crumbs>"""
TABS = """<c-tabs label="L’établissement"><c-tab href="#" current="1">Classes</c-tab><c-tab href="#" :count="3">Actions</c-tab></c-tabs>"""
AGENDA = """<c-agenda label="Prochaines dates"><c-date :on="first" title="Préparer une visite d’entreprise" href="#" level="4"><c-meta><c-meta-item icon="phone">En ligne</c-meta-item></c-meta></c-date>
<c-date :on="second" title="Ouverture de la Semaine" level="4"><c-meta><c-meta-item icon="pin">Dijon</c-meta-item></c-meta></c-date></c-agenda>"""
TIMELINE = """<c-timeline label="Suivi"><c-moment :at="first">Demande reçue</c-moment><c-moment :at="second" next="1">Rencontre en classe</c-moment></c-timeline>"""
TASKS = """<ul class="inbox" role="list"><c-task tone="late" title="Valider le compte de la classe" level="4"><p class="small soft">Attend depuis 6 jours. Deux minutes.</p><c-slot name="actions"><c-button variant="solid" small="1">Valider ce compte</c-button></c-slot></c-task>
<c-task title="Répondre à une demande de rencontre" level="4"><p class="small soft">Avant le 20 mars. Cinq minutes.</p></c-task></ul>"""
TRACED = """<div class="grid"><c-traced value="9 840" what="élèves ont rencontré un acteur de l’ESS (exemple inventé)" source="Essaim, au 14 mars 2027" href="#">Effectifs déclarés après la rencontre, adultes à part.</c-traced>
<c-traced value="128" unit="km" what="distance moyenne" source="Essaim" small="1" /></div>"""
TRACED_HIDDEN = """<c-traced hidden="masqué (moins de 3)" what="établissements d’une commune" source="Essaim">Sous trois, un chiffre pourrait désigner quelqu’un.</c-traced>"""
SHEET = """<c-sheet><h4>Position commune</h4><p data-n="1">L’économie sociale et solidaire s’apprend en la faisant.</p><p data-n="2">Chaque élève rencontre un acteur de l’ESS au moins une fois.</p></c-sheet>"""
SIGN = """<div class="grid"><c-sign party="L’ESPER" done="1"><p class="small">Présidence, le 14 mars 2027</p></c-sign><c-sign party="CRESS Bretagne"><p class="small">Avant le 20 mars</p></c-sign></div>"""
BARS = """<c-bars :chart="chart" level="4" />"""
CHART = """<c-chart title="Un dessin fourni par une autre partie du code" :svg="svg" :table="chart.table" source="Exemple inventé" level="4">L’axe ne commence pas à zéro.</c-chart>"""


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
    svg = (
        '<svg viewBox="0 0 320 90" role="img" aria-label="Une ligne qui monte">'
        '<path class="line" d="M0 80 100 50 200 60 320 10"/></svg>'
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
