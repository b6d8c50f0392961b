"""The name of a campaign inside a sentence: « à la Semaine », « du Mois de l'ESS », « aux Journées »."""

from collections.abc import Mapping
from typing import Final

from essaim.areas.campaign.enums import Article

_TO: Final[Mapping[Article, str]] = {
    Article.LE: "au ",
    Article.LA: "à la ",
    Article.ELIDED: "à l’",
    Article.LES: "aux ",
}
_OF: Final[Mapping[Article, str]] = {
    Article.LE: "du ",
    Article.LA: "de la ",
    Article.ELIDED: "de l’",
    Article.LES: "des ",
}


def with_article(article: str, name: str) -> str:
    """« la Semaine », « l'Agora »."""
    return f"l’{name}" if Article(article) is Article.ELIDED else f"{article} {name}"


def to(article: str, name: str) -> str:
    """« à la Semaine », « au Mois »."""
    return _TO[Article(article)] + name


def of(article: str, name: str) -> str:
    """« de la Semaine », « du Mois »."""
    return _OF[Article(article)] + name
