"""What is said of an encounter that was held: numbers only, pupils and adults apart, within what is plausible.

The bounds refuse slips of the finger (2400 for 24), not large days: a showcase may gather a whole school.
"""

import datetime as dt
from dataclasses import dataclass

from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused

MAX_PUPILS = 3000
MAX_ADULTS = 1000
MIN_MINUTES, MAX_MINUTES = 5, 600
MAX_WORDS = 1000
OLDEST = dt.timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Report:
    """How an encounter went."""

    held_on: dt.date
    pupils: int
    adults: int
    minutes: int
    words: str = ""

    def check(self, today: dt.date) -> None:
        """Refuse what cannot be, with what to write instead."""
        if self.held_on > today:
            raise Refused(f"Une rencontre tenue l'a été au plus tard aujourd'hui, {french.date(today)}.")
        if self.held_on < today - OLDEST:
            raise Refused("Cette date a plus de trois ans : vérifiez l'année.")
        if not 0 <= self.pupils <= MAX_PUPILS:
            raise Refused(f"Écrivez le nombre d'élèves présents, de 0 à {french.number(MAX_PUPILS)}.")
        if not 0 <= self.adults <= MAX_ADULTS:
            raise Refused(f"Écrivez le nombre d'adultes présents, de 0 à {french.number(MAX_ADULTS)}.")
        if not self.pupils + self.adults:
            raise Refused("Personne n'était là : annulez plutôt la rencontre, avec la raison.")
        if not MIN_MINUTES <= self.minutes <= MAX_MINUTES:
            raise Refused(f"Écrivez la durée en minutes, de {MIN_MINUTES} à {MAX_MINUTES}.")
        if len(self.words) > MAX_WORDS:
            raise Refused(f"Gardez quelques mots : {french.number(MAX_WORDS)} signes au plus.")
