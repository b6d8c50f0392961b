"""Every component in every state, once: the gallery page, the snapshots and the accessibility runs read this list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.template import Context
from django.template.loader import render_to_string
from django.utils.text import slugify

from essaim.foundation.web import gallery_data


@dataclass(frozen=True)
class Example:
    """One component in one state. Its source is ``templates/web/gallery/<template>.html``, as a page would write it."""

    component: str
    state: str
    context: Callable[[], Mapping[str, object]] = field(default=dict)
    template: str = ""

    @property
    def key(self) -> str:
        """A stable name for snapshots."""
        return f"{self.component}-{slugify(self.state)}"

    def render(self, context: Context) -> str:
        """The HTML of this example, in the context of the page that shows it."""
        name = self.template or self.component.replace("-", "_")
        return render_to_string(f"web/gallery/{name}.html", dict(self.context()), context.get("request"))


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
        Example("button", "toutes les variantes"),
        Example("button", "petit, indisponible, en cours", template="button_states"),
        Example("go", "lien qui mène plus loin"),
        Example("door", "trois entrées"),
        Example("search-box", "avec une recherche"),
    ),
)
STATES = Chapter(
    "États",
    "Un signe et un mot, jamais la couleur seule.",
    (
        Example("pill", "tous les états"),
        Example("tag", "simple et lien"),
        Example("meta", "avec et sans icône"),
        Example("steps-left", "troisième sur cinq"),
        Example("meter", "deux tiers"),
        Example("icon", "tous les signes", gallery_data.icons),
        Example("skeleton", "attente"),
    ),
)
MESSAGES = Chapter(
    "Messages",
    "Dire ce qui s’est passé, et la suite.",
    (
        Example("alert", "tous les tons"),
        Example("toast", "avec un retour possible"),
        Example("empty", "avec une issue"),
        Example("dialog", "avant un geste grave"),
    ),
)
FORMS = Chapter(
    "Formulaires",
    "Ce qui a été écrit reste. L’erreur dit quoi écrire.",
    (
        Example("form", "vierge", gallery_data.blank_form),
        Example("form", "en erreur", gallery_data.wrong_form),
        Example("field", "seul", gallery_data.one_field),
        Example("choice", "hors formulaire"),
        Example("panel", "filtres"),
    ),
)
CONTENT = Chapter(
    "Contenus",
    "Un tableau devient des cartes sur un téléphone et garde ses rôles.",
    (
        Example("card", "avec un lien"),
        Example("tile", "trois couleurs"),
        Example("table", "avec un pied"),
        Example("facts", "quatre lignes"),
        Example("crumbs", "trois niveaux"),
        Example("tabs", "deux pages"),
        Example("pagination", "au milieu", gallery_data.middle_page),
    ),
)
TIME = Chapter(
    "Temps",
    "Nos lecteurs nous donnent des minutes.",
    (
        Example("agenda", "deux dates", gallery_data.dates),
        Example("timeline", "fait et à venir", gallery_data.dates),
        Example("task", "en retard et à faire"),
        Example("path", "douze étapes", gallery_data.stages),
    ),
)
PROOF = Chapter(
    "Preuves",
    "Chaque chiffre dit ce qu’il compte et d’où il vient.",
    (
        Example("traced", "avec définition"),
        Example("traced", "masqué sous le seuil", template="traced_hidden"),
        Example("sheet", "texte figé"),
        Example("sign", "attendue et donnée"),
        Example("bars", "barres dans la page", gallery_data.bars),
        Example("chart", "figure et tableau", gallery_data.bars),
        Example("map", "alvéoles", gallery_data.cells_map),
        Example("map", "classes", gallery_data.classes_map),
    ),
)
CHAPTERS = (GESTURES, STATES, MESSAGES, FORMS, CONTENT, TIME, PROOF)
