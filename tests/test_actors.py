"""`Actor` and `Post`."""

from __future__ import annotations

import conflictevents as ce
from conflictevents._vocab import ActorKind


def test_what_is_not_said_of_an_actor_is_unknown() -> None:
    """No kind is guessed from a name."""
    actor = ce.Actor(id="x", name="Two officials")
    assert ActorKind.UNKNOWN is actor.kind
    assert (None, None, None, False) == (actor.member_of, actor.country, actor.unnamed, actor.sensitive)


def test_an_office_may_still_be_held() -> None:
    """An office has whose it is and an interval that may be open."""
    post = ce.Post(office="president", of="us", during=ce.When(edtf="2025-01-20/.."))
    actor = ce.Actor(id="p", name="P", kind="person", posts=(post,))
    assert actor.posts[0].during is not None
    assert actor.posts[0].during.latest is None


def test_a_name_must_not_be_blank() -> None:
    """The fault is told with its field."""
    try:
        ce.Actor(id="x", name=" ")
    except ce.InvalidRecordError as error:
        assert ["/name"] == [problem.path for problem in error.problems]
    else:
        raise AssertionError
