"""Every component in every state, once: the gallery page, the HTML snapshots and the accessibility runs read this list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.template import Context, Template, engines
from django.template.context import RequestContext
from django.utils.text import slugify

from essaim.foundation.web import gallery_data


@dataclass(frozen=True)
class Example:
    """One component in one state; ``source`` is what a page would write."""

    component: str
    state: str
    source: str
    context: Callable[[], Mapping[str, object]] = field(default=dict)

    @property
    def key(self) -> str:
        """A stable name for snapshots."""
        return f"{self.component}-{slugify(self.state)}"

    def render(self, context: Context) -> str:
        """The HTML of this example, in the context of the page that shows it."""
        request = context.get("request")
        values = {"csrf_token": context.get("csrf_token", ""), **self.context()}
        return compiled(self.source).render(RequestContext(request, values) if request else Context(values))


@dataclass(frozen=True)
class Chapter:
    """Components that do the same work, and the rule that goes with them."""

    title: str
    note: str
    examples: tuple[Example, ...]

    @property
    def slug(self) -> str:
        """The chapter's anchor."""
        return slugify(self.title)


@cache
def compiled(source: str) -> Template:
    """The template of an example, through the same compiler as files."""
    from django_cotton.compiler_regex import CottonCompiler

    engine = engines["django"].engine  # type: ignore[attr-defined]
    return Template(CottonCompiler().process(source), engine=engine)


def chapters() -> tuple[Chapter, ...]:
    """The whole gallery, in reading order."""
    return CHAPTERS


def examples() -> tuple[Example, ...]:
    """Every example, for tests."""
    return tuple(example for chapter in CHAPTERS for example in chapter.examples)


GESTURES = Chapter(
    "Gestes",
    "Un seul bouton miel par page.",
    (
        Example("button", "toutes les variantes", gallery_data.BUTTONS),
        Example("button", "petit, indisponible, en cours", gallery_data.BUTTON_STATES),
        Example("go", "lien qui mène plus loin", '<c-go href="#">Voir la suite</c-go>'),
        Example("door", "trois entrées", gallery_data.DOORS),
        Example("search-box", "avec une recherche", gallery_data.SEARCH),
    ),
)
STATES = Chapter(
    "États",
    "Un signe et un mot, jamais la couleur seule.",
    (
        Example("pill", "tous les états", gallery_data.PILLS),
        Example("tag", "simple et lien", gallery_data.TAGS),
        Example("meta", "avec et sans icône", gallery_data.META),
        Example("steps-left", "troisième sur cinq", '<c-steps-left :total="5" :now="3" />'),
        Example("meter", "deux tiers", '<c-meter :value="8" :max="12" label="Étapes faites" />'),
        Example("skeleton", "attente", "<c-skeleton />"),
    ),
)
MESSAGES = Chapter(
    "Messages",
    "Dire ce qui s’est passé, et la suite.",
    (
        Example("alert", "tous les tons", gallery_data.ALERTS),
        Example("toast", "avec un retour possible", gallery_data.TOAST),
        Example("empty", "avec une issue", gallery_data.EMPTY),
        Example("dialog", "avant un geste grave", gallery_data.DIALOG),
    ),
)
FORMS = Chapter(
    "Formulaires",
    "Ce qui a été écrit reste. L’erreur dit quoi écrire.",
    (
        Example("form", "vierge", gallery_data.FORM, gallery_data.blank_form),
        Example("form", "en erreur", gallery_data.FORM, gallery_data.wrong_form),
        Example("choice", "hors formulaire", gallery_data.CHOICES),
        Example("panel", "filtres", gallery_data.PANEL),
    ),
)
CONTENT = Chapter(
    "Contenus",
    "Un tableau devient des cartes sur un téléphone et garde ses rôles.",
    (
        Example("card", "avec un lien", gallery_data.CARD),
        Example("tile", "trois couleurs", gallery_data.TILES),
        Example("table", "avec un pied", gallery_data.TABLE),
        Example("facts", "quatre lignes", gallery_data.FACTS),
        Example("crumbs", "trois niveaux", gallery_data.CRUMBS),
        Example("tabs", "deux pages", gallery_data.TABS),
        Example("pagination", "au milieu", '<c-pagination :page="page" />', gallery_data.middle_page),
    ),
)
TIME = Chapter(
    "Temps",
    "Nos lecteurs nous donnent des minutes.",
    (
        Example("agenda", "deux dates", gallery_data.AGENDA, gallery_data.dates),
        Example("timeline", "fait et à venir", gallery_data.TIMELINE, gallery_data.dates),
        Example("task", "en retard et à faire", gallery_data.TASKS),
        Example("path", "douze étapes", '<c-path :stages="stages" label="Le parcours" />', gallery_data.stages),
    ),
)
PROOF = Chapter(
    "Preuves",
    "Chaque chiffre dit ce qu’il compte et d’où il vient.",
    (
        Example("traced", "avec définition", gallery_data.TRACED),
        Example("traced", "masqué sous le seuil", gallery_data.TRACED_HIDDEN),
        Example("sheet", "texte figé", gallery_data.SHEET),
        Example("sign", "attendue et donnée", gallery_data.SIGN),
        Example("bars", "barres dans la page", gallery_data.BARS, gallery_data.bars),
        Example("chart", "figure et tableau", gallery_data.CHART, gallery_data.bars),
        Example("map", "alvéoles", '<c-map :view="view" />', gallery_data.cells_map),
        Example("map", "classes", '<c-map :view="view" />', gallery_data.classes_map),
    ),
)
CHAPTERS = (GESTURES, STATES, MESSAGES, FORMS, CONTENT, TIME, PROOF)
