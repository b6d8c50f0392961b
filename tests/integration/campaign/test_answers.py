"""The answer rate by région: each side of each proposal is one question, whatever came of it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign.domain.answer_counts import LEAST
from essaim.areas.campaign.enums import Channel, MatchState, Motive, Party, Reply
from essaim.areas.campaign.models import Match
from essaim.areas.campaign.selectors import answers
from essaim.commons.directory.enums import Level
from essaim.foundation.figures.domain.scope import Scope
from tests.factories.campaign_matching import accepted_offer, accepted_request, make_match


@pytest.fixture
def asked(world):
    """Five more proposals of Beaune: two answered by both sides after a day, one lapsed, two that wait."""
    offer = accepted_offer(world, "Les Ruches", capacity=9)
    slots = sorted(offer.slots.split())
    matches = [
        make_match(accepted_request(world, (Level.THIRD,), mark=mark), offer, slot, seat=seat)
        for seat, (mark, slot) in enumerate(zip("ABCDE", slots, strict=False), start=1)
    ]
    day = timezone.now()
    for match in matches[:2]:
        for side in ("team", "actor"):
            setattr(match, f"{side}_asked_at", day)
            setattr(match, f"{side}_reply", Reply.YES)
            setattr(match, f"{side}_channel", Channel.LINK)
            setattr(match, f"{side}_replied_at", day + dt.timedelta(days=1))
        match.save()
    lapsed = matches[2]
    lapsed.state, lapsed.ended_by, lapsed.ended_at = MatchState.LAPSED, Party.NETWORK, day
    lapsed.motive, lapsed.reason = Motive.SILENCE, "Personne n’a répondu."
    lapsed.save()
    return matches


def test_each_side_is_a_question_and_a_silence_has_no_answer(world, asked):
    found = answers.of(world.edition)
    assert found.asked == 2 * Match.objects.filter(request__edition=world.edition).count()
    assert found.answered == 4
    assert found.percent == round(100 * 4 / found.asked)
    assert answers.of(world.edition, Scope("region", "27")) == found
    assert answers.of(world.edition, Scope("region", "11")).asked == 0
    (line,) = answers.by_region(world.edition)
    assert answers.told_and_few([line]) == ([line], [])
    assert (line.name, line.answers) == ("Bourgogne-Franche-Comté", found)
    assert [(one.label, one.count) for one in answers.endings(world.edition)] == [("Pas de réponse", "moins de 5")]


def test_the_public_page_tells_no_small_count(world, asked, client):
    page = client.get(reverse("campaign:public-answers")).content.decode()
    assert "Bourgogne-Franche-Comté" in page
    Match.objects.filter(request__edition=world.edition).exclude(pk__in=[m.pk for m in asked[:2]]).delete()
    assert answers.of(world.edition).asked < LEAST
    page = client.get(reverse("campaign:public-answers")).content.decode()
    assert "moins de 5" in page
    assert "100" not in page.split("<table")[1].split("</table>")[0]
