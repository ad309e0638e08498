"""Groups of people: which lie within another, and which cannot share a member."""

from __future__ import annotations

from typing import Final

from ._vocab import GroupTag

__all__ = ["groups_disjoint", "is_exclusive", "is_within", "tags_of"]

# Somebody may be a medic and a rescuer, or wounded and ill; and of a user's own dimensions nothing is known.
_EXCLUSIVE: Final = frozenset({"age", "sex", "status", "rank", "force", "nationality", "part"})


def is_exclusive(dimension: str) -> bool:
    """Whether nobody carries two tags of a dimension."""
    return dimension in _EXCLUSIVE


def tags_of(group: str | None) -> frozenset[tuple[str, str]]:
    """The tags of a group as (dimension, tag); none for None, which is everybody.

    >>> sorted(tags_of("children+nationality:UA"))
    [('age', 'children'), ('nationality', 'UA')]
    """
    if group is None:
        return frozenset()
    return frozenset(_tag(word) for word in group.split("+"))


def _tag(word: str) -> tuple[str, str]:
    dimension, colon, value = word.partition(":")
    return (dimension, value) if colon else (GroupTag(word).dimension, word)


def is_within(part: str | None, whole: str | None) -> bool:
    """Whether everybody of one group belongs to the other: it carries all of its tags."""
    return tags_of(part) >= tags_of(whole)


def groups_disjoint(one: str | None, other: str | None) -> bool:
    """Whether nobody belongs to both: they differ within one dimension that allows a single tag.

    A tag in common leaves doubt, so a group that itself has two tags of one dimension is not disjoint from either.

    Women and children are not disjoint (a girl is both), so their figures must not be added up.

        >>> groups_disjoint("children", "adults"), groups_disjoint("women", "children")
        (True, False)
    """
    mine, theirs = tags_of(one), tags_of(other)
    dimensions = {dimension for dimension, _ in mine} & {dimension for dimension, _ in theirs}
    shared = {dimension for dimension, _ in mine & theirs}
    return any(map(is_exclusive, dimensions - shared))
