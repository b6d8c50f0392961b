"""The protocol the software is shipped with says what the partners wrote, no more."""

from itertools import pairwise

from essaim.commons.protocol.reference_rows import date, rows

AXES = {
    "1": "Accompagner la mise en œuvre opérationnelle des projets co-portés (évènements liés à « Mon ESS à l'école », "
    "à la « Semaine de l'ESS à l'école », promotion du portail « Ressourc'ESS »).",
    "2": "Déployer un partenariat privilégié CRESS – L'ESPER sur les questions éducatives, coordonner positionnements "
    "et représentations dans les instances nationales et régionales selon les domaines de compétences.",
    "3": "Développer ensemble leviers et actions pour la prise en compte des intérêts de l'ESS dans les politiques "
    "publiques régionales, dans les grands schémas d'orientation, et décliner les accords-cadres nationaux signés "
    "entre L'ESPER et les ministères (éducation nationale, enseignement supérieur, ESS).",
    "4": "Proposer des axes de positionnement et de communication partagés entre les CRESS et les correspondants "
    "régionaux.",
    "5": "Développer des échanges dans le cadre des travaux de l'Observatoire national de l'ESS.",
}
"""As the partners worded them."""


def words(text: str) -> set[str]:
    """The words of a text, without punctuation."""
    return {word.strip("«»().,; ").lower() for word in text.split()} - {""}


def test_the_axes_are_in_the_words_of_the_partners():
    assert {row["number"]: row["wording"] for row in rows("axes")} == AXES


def test_a_commitment_says_nothing_its_axis_does_not():
    for row in rows("commitments"):
        assert row["code"].split(".")[0] == row["axis"]
        assert words(row["wording"]) <= words(AXES[row["axis"]]) | {"de", "et", "dans", "la"}, row["code"]


def test_every_axis_has_a_commitment_and_the_semaine_is_one():
    assert {row["axis"] for row in rows("commitments")} == set(AXES)
    assert next(row["title"] for row in rows("commitments") if row["code"] == "1.2") == "Semaine de l'ESS à l'école"


def test_one_place_is_held_by_one_party_at_a_time():
    spans = sorted(
        (row["agreement"], row["rank"], row["valid_from"], row["valid_until"] or "9999-12-31")
        for row in rows("parties")
    )
    for before, after in pairwise(spans):
        assert before[:2] != after[:2] or before[3] <= after[2]


def test_every_agreement_says_where_it_was_read_and_what_is_doubtful():
    for row in rows("agreements"):
        assert row["source_url"].startswith("https://")
        begins = date(row["valid_from"])
        assert row["signed_on"] == row["valid_from"] or (begins.month, begins.day) == (1, 1)
    assert "2017" in next(row["remark"] for row in rows("agreements") if row["slug"] == "protocole")
