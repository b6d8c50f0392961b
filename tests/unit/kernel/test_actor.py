from essaim.foundation.kernel.actor import Actor, LinkActor, Role, SystemActor, Visitor


def test_a_program_acts_as_an_administrator_and_as_nobody_else():
    worker = SystemActor("worker")
    assert worker.actor_ref == "system:worker"
    assert worker.holds(Role.ADMIN, Role.CRESS)
    assert not worker.holds(Role.CRESS)


def test_a_link_holds_no_role():
    link = LinkActor("attestation-4")
    assert link.actor_ref == "link:attestation-4"
    assert not link.holds(*Role)


def test_a_visitor_is_nobody_in_particular():
    assert Visitor().actor_ref == "visitor:"
    assert not Visitor().holds(*Role)


def test_all_are_actors():
    assert isinstance(Visitor(), Actor)
    assert isinstance(SystemActor("a"), Actor)
    assert isinstance(LinkActor("a"), Actor)
