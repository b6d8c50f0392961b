import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel.school_names import readable
from essaim.foundation.kernel.text import fold


@pytest.mark.parametrize(
    ("official", "read"),
    [
        ("COLLEGE JEAN MOULIN", "Collège Jean Moulin"),
        ("COLLEGE", "Collège"),
        ("ECOLE PRIMAIRE PRIVEE STE ANNE", "École primaire privée Sainte-Anne"),
        ("ECOLE PRIMAIRE PRIVEE SAINT VINCENT DE PAUL", "École primaire privée Saint-Vincent de Paul"),
        ("ECOLE PRIMAIRE ST PIERRE ST PAUL", "École primaire Saint-Pierre Saint-Paul"),
        ("ECOLE PRIMAIRE (ST JOUIN DE MARNES)", "École primaire (Saint-Jouin de Marnes)"),
        ("ECOLE PRIMAIRE (LA COUPEE)", "École primaire (La Coupée)"),
        ("ECOLE ELEMENTAIRE D APPLICATION SUZANNE ROUSSI", "École élémentaire d'application Suzanne Roussi"),
        ("ECOLE PRIMAIRE PUBLIQUE L ARBRE ENCHANTE", "École primaire publique L'Arbre Enchante"),
        ("ECOLE PRIMAIRE PRIVEE DE L ENFANT JESUS", "École primaire privée de l'Enfant Jésus"),
        ("ECOLE ELEMENTAIRE CLOS D EN HAUT", "École élémentaire Clos d'en Haut"),
        ("ECOLE PRIMAIRE LES MARRONNIERS", "École primaire Les Marronniers"),
        ("ECOLE PRIMAIRE DE LA PLAINE", "École primaire de la Plaine"),
        ("ECOLE ELEMENTAIRE JEAN DE LA FONTAINE", "École élémentaire Jean de La Fontaine"),
        ("COLLEGE JEANNE D ARC", "Collège Jeanne d'Arc"),
        ("ECOLE PRIMAIRE PRIVEE NOTRE DAME DU SACRE COEUR", "École primaire privée Notre-Dame du Sacré-Cœur"),
        ("COLLEGE ANTOINE DE SAINT EXUPERY", "Collège Antoine de Saint-Exupéry"),
        ("E E A PU BESSIERES P", "École élémentaire d'application publique Bessières P"),
        ("E E PU", "École élémentaire publique"),
        ("ECOLE ELEMENTAIRE PUBLIQUE R P I", "École élémentaire publique RPI"),
        ("ECOLE PRIMAIRE JEAN XXIII", "École primaire Jean XXIII"),
        ("ECOLE PRIMAIRE DR CALMETTE LCC", "École primaire Dr Calmette LCC"),
        ("ECOLE BRUCE LEE", "École Bruce Lee"),
        (
            "SECTION D ENSEIGNEMENT PROFESSIONNEL DU LYCEE DARIUS MILHAUD",
            "Section d'enseignement professionnel du lycée Darius Milhaud",
        ),
        ("LYCEE JOLIOT-CURIE", "Lycée Joliot-Curie"),
        ("SAINT", "Saint"),
        ("PREMIER MAITRE", "Premier Maitre"),
    ],
)
def test_capitals_become_a_name(official, read):
    assert readable(official) == read


@pytest.mark.parametrize(
    ("given_name", "read"),
    [
        ("Lycée   de la  Mer", "Lycée de la Mer"),
        ("Ecole élémentaire Pasteur", "École élémentaire Pasteur"),
        ("", ""),
        ("12", "12"),
    ],
)
def test_a_name_with_lower_case_is_only_tidied(given_name, read):
    assert readable(given_name) == read


@given(st.text(alphabet="ABCDEFGHILMNOPRSTU DL'()-", max_size=40))
def test_no_letter_is_lost_and_reading_again_changes_nothing(name):
    read = readable(name)
    assert readable(read) == read or readable(read).upper() == read.upper()
    kept = [char for char in fold(read) if char.isalpha()]
    assert len(kept) >= len([char for char in fold(name) if char.isalpha()])
