from essaim.foundation.kernel.errors import EssaimError, Forbidden, Refused


def test_a_refusal_is_typeset_for_the_reader():
    assert str(Refused("« 12 » : non")) == "«\u00a012\u00a0»\u00a0: non"
    assert isinstance(Forbidden("non"), EssaimError)
