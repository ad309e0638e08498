"""How a record is drawn from the type hints of its fields: what the public strategies are made of.

A new field, or a user's own kind of record, needs no change here unless its values depend on one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar, cast, get_args

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ._claims import Assertion, Figure
from ._count import Count, Share
from ._edtf import parse_edtf
from ._fields import LARGEST_WHOLE, Country, Group, Hash, Id, Language, Limit, OneOf, Pattern, Real, Ref, Text, Whole
from ._record import Record, element, field_types, members, split, taker
from ._sources import Span, sha256_of
from ._statements import Position
from ._vocab import GroupTag, Property
from ._when import When

__all__ = ["ANYTHING", "MOST", "Known", "drawn", "edtfs", "few", "ids", "made", "sampled", "texts"]

_R = TypeVar("_R", bound=Record)

# The first of each is what Hypothesis shrinks to.
_PLAIN_IDS: Final = ("a", "b", "c", "d", "strike-1", "talks-2025")
_ODD_IDS: Final = ("0", "null", "/", "~1", '"', "\\", "#", "київ", "東京", "e\u0301", "\U0001f54a", "x" * 200)
_WORDS: Final = ("words", "at least 12", "Ні", "  spaced  ", "two\nlines", '"quoted"', "\u202eodd", "=1+1", "\x00 nul")
_OWN_WORDS: Final = ("x.word", "x-lab.two.dots", "0.0")
_ANY_CHARACTER: Final = st.characters(exclude_categories=["Cs"])
MOST: Final = 3


# --- leaves ----------------------------------------------------------------------------------------------------------


def ids() -> SearchStrategy[str]:
    """Ids: a few short ones, so that some of them meet, and a few odd ones."""
    return st.sampled_from(_PLAIN_IDS + _ODD_IDS)


def texts(*, max_size: int = 30) -> SearchStrategy[str]:
    """Texts that are not blank, of any characters but surrogates.

    Args:
        max_size: The most characters that a text has.
    """
    words = tuple(words for words in _WORDS if len(words) <= max_size)
    drawn = st.text(_ANY_CHARACTER, min_size=1, max_size=max_size).filter(taker(Text))
    return st.sampled_from(words) | drawn if words else drawn


@st.composite
def _groups(draw: DrawFn) -> str:
    tags = tuple(tag.value for tag in GroupTag)
    one = st.sampled_from((*tags, "nationality:UA", "x:1"))
    return "+".join(draw(st.lists(one, min_size=1, max_size=MOST, unique=True)))


def _limit(hint: Any) -> Limit:
    return split(hint)[1][0]


_OF_LIMIT: Final[Mapping[Limit, SearchStrategy[Any]]] = {
    _limit(Text): texts(),
    _limit(Id): ids(),
    _limit(Group): _groups(),
    _limit(Country): st.sampled_from(("UA", "RU", "TR", "ZZ")),
    _limit(Language): st.sampled_from(("en", "uk", "en-GB", "sr-Cyrl-RS")),
    _limit(Hash): st.text(_ANY_CHARACTER, max_size=2).map(sha256_of),
}


@cache
def _leaf(hint: Any) -> SearchStrategy[Any]:
    """The strategy for a type that holds no record: one for each sort of limit, or for the type itself."""
    base, limits = split(hint)
    for limit in limits:
        if limit in _OF_LIMIT:
            return _OF_LIMIT[limit]
        if isinstance(limit, Whole):
            return st.integers(limit.low, min(limit.high, 5000)) | st.integers(limit.low, limit.high)
        if isinstance(limit, Real):
            return st.floats(limit.low, limit.high)
        if isinstance(limit, OneOf):
            return st.sampled_from((*(term.value for term in limit.vocabulary), *_OWN_WORDS))
    if limits:
        return st.from_regex(cast("Pattern", limits[0]).pattern, fullmatch=True)
    if base is str:
        return st.text(_ANY_CHARACTER, max_size=30)
    drawn: SearchStrategy[Any] = st.from_type(base)
    return drawn


# --- records ---------------------------------------------------------------------------------------------------------


@attrs.frozen
class Known:
    """The ids that a reference may name: those of one dataset, or any at all.

    Attributes:
        ids: The ids of each kind of record; None for any ids.
    """

    ids: Mapping[str, tuple[str, ...]] | None

    def of(self, kinds: Sequence[str]) -> tuple[str, ...]:
        """The ids that a reference to such records may hold."""
        if self.ids is None:
            return _PLAIN_IDS + _ODD_IDS
        return tuple(dict.fromkeys(id_ for kind in kinds for id_ in self.ids.get(kind, ())))

    def allows(self, hint: Any) -> bool:
        """Whether a value of a type can be made: each id that it must hold is one of a record that is there."""
        return self.ids is None or any(self._allows_one(option) for option in members(hint) if option is not type(None))

    def _allows_one(self, hint: Any) -> bool:
        hint = element(hint) or hint
        if isinstance(hint, type) and issubclass(hint, Record):
            cls: type = hint
            needed = [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING]
            return all(self.allows(field_types(cls)[name]) for name in needed)
        kinds = _kinds(hint)
        return kinds is None or bool(self.of(kinds))


ANYTHING: Final = Known(None)


def _kinds(hint: Any) -> tuple[str, ...] | None:
    return next((extra.kinds for extra in get_args(hint)[1:] if isinstance(extra, Ref)), None)


sampled = cache(st.sampled_from)


@cache
def _some_of(names: tuple[str, ...]) -> SearchStrategy[list[str]]:
    # Not a coin for each field: most records then have few fields, are quickly made, and shrink to none.
    return st.lists(st.sampled_from(names), unique=True, max_size=5)


def _values(draw: DrawFn, cls: type, known: Known, given: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the fields of a class: all that it needs, and some of the others."""
    values = dict(given)
    free = [field for field in attrs.fields(cls) if field.init and field.name not in given]
    types = field_types(cls)
    needed = [field.name for field in free if field.default is attrs.NOTHING]
    others = tuple(field.name for field in free if field.name not in needed and known.allows(types[field.name]))
    chosen = draw(_some_of(others)) if others else []
    for name in (*needed, *chosen):
        values[name] = _value(draw, types[name], known)
    return values


def _value(draw: DrawFn, hint: Any, known: Known) -> Any:
    options = tuple(option for option in members(hint) if option is not type(None) and known.allows(option))
    option = options[0] if len(options) == 1 else draw(sampled(options))
    inner = element(option)
    if inner is not None:
        return tuple(_value(draw, inner, known) for _ in range(draw(_few_but_one)))
    if isinstance(option, type) and issubclass(option, Record):
        return made(draw, option, known)
    kinds = _kinds(option)
    return draw(_leaf(option) if kinds is None else sampled(known.of(kinds)))


few: Final = st.integers(0, MOST)
_few_but_one: Final = st.integers(1, MOST)


def made(draw: DrawFn, cls: type[_R], known: Known, **given: Any) -> _R:
    """A record of a class, with the given values and made-up ones beside them."""
    complete = _TOGETHER.get(cls)
    values = _values(draw, cls, known, given)
    if complete is not None:
        complete(draw, values, known)
    return cls(**values)


@st.composite
def _records(draw: DrawFn, cls: type[_R], given: Mapping[str, SearchStrategy[Any]]) -> _R:
    return made(draw, cls, ANYTHING, **{name: draw(strategy) for name, strategy in given.items()})


def drawn(cls: type[_R], **given: SearchStrategy[Any] | None) -> SearchStrategy[_R]:
    return _records(cls, {name: strategy for name, strategy in given.items() if strategy is not None})


# --- fields that must fit together -----------------------------------------------------------------------------------


def _order(draw: DrawFn, values: dict[str, Any], known: Known) -> None:  # noqa: ARG001 - one signature for all
    """The bounds of a count or a share."""
    if values.get("high") is not None and values["high"] < values["low"]:
        values["low"], values["high"] = values["high"], values["low"]


def _date(draw: DrawFn, values: dict[str, Any], known: Known) -> None:  # noqa: ARG001
    """A `When` has a date, or else words."""
    if values.get("edtf") is not None or values.get("text") is None:
        values["edtf"] = draw(_EDTF)


def _stretch(draw: DrawFn, values: dict[str, Any], known: Known) -> None:  # noqa: ARG001
    """The ends, words and hash of a span."""
    exact = values.get("exact")
    if exact == "":
        del values["exact"]
    if exact:
        values["sha256"] = sha256_of(exact) if values.get("sha256") else None
    values["start"] = min(values["start"], LARGEST_WHOLE - 100)
    values["end"] = values["start"] + (len(exact) if exact else draw(st.integers(1, 99)))


def _toward(draw: DrawFn, values: dict[str, Any], known: Known) -> None:  # noqa: ARG001
    """A position is taken toward something."""
    if values.get("toward") is None and values.get("topic") is None:
        values["topic"] = draw(_leaf(Text))


def _one_number(draw: DrawFn, values: dict[str, Any], known: Known) -> None:  # noqa: ARG001
    """A figure has a count or a share."""
    if values.get("count") is not None:
        values.pop("share", None)


_REFERRING: Final = {name.value: name.refers_to for name in Property if name.refers_to is not None}


def _named(draw: DrawFn, values: dict[str, Any], known: Known) -> None:
    """The value of an assertion is an id where its property says so."""
    name = values["property"]
    kind = _REFERRING.get(name)
    if kind is not None and known.of([kind]):
        values["value"] = draw(sampled(known.of([kind])))
    elif kind is not None:
        values["property"] = Property.OUTCOME.value
    elif name == Property.TERM_STATUS:
        terms_ = known.of(["term"])
        values["of"] = draw(sampled(terms_)) if terms_ else None


_TOGETHER: Final[Mapping[type, Callable[[DrawFn, dict[str, Any], Known], None]]] = {
    Count: _order,
    Share: _order,
    When: _date,
    Span: _stretch,
    Position: _toward,
    Figure: _one_number,
    Assertion: _named,
}


# --- dates ---------------------------------------------------------------------------------------------------------

_SINGLE_DATES: Final = ("day", "month", "year", "decade", "century", "month_x", "day_x", "year_x", "season")
_MARKS: Final = ("", "?", "~", "%")
_ZONES: Final = ("", "Z", "+03:00", "-05", "+14:00", "-12:00", "+05:45")


@st.composite
def _single_date(draw: DrawFn, marks: tuple[str, ...]) -> str:
    day = draw(st.dates())
    year = f"{day.year:04}"
    forms = {
        "day": day.isoformat(),
        "month": f"{year}-{day.month:02}",
        "year": year,
        "decade": f"{year[:3]}X",
        "century": f"{year[:2]}XX",
        "month_x": f"{year}-XX",
        "day_x": f"{year}-{day.month:02}-XX",
        "year_x": f"{year}-XX-XX",
        "season": f"{year}-{draw(st.integers(21, 24))}",
    }
    return forms[draw(st.sampled_from(_SINGLE_DATES))] + draw(st.sampled_from(marks))


@st.composite
def _moment(draw: DrawFn, zones: tuple[str, ...]) -> str:
    seconds = draw(st.booleans())
    moment = draw(st.datetimes()).isoformat(timespec="seconds" if seconds else "minutes")
    return moment + draw(st.sampled_from(zones))


@st.composite
def _interval(draw: DrawFn, single: SearchStrategy[str]) -> str:
    first, last = draw(single), draw(st.sampled_from(("..", "")) | single)
    if last in ("..", ""):
        return f"{first}/{last}" if draw(st.booleans()) else f"{last}/{first}"
    start, end = parse_edtf(first).earliest, parse_edtf(last).latest
    if start is not None and end is not None and end < start:
        first, last = last, first
    return f"{first}/{last}"


def edtfs(clock: bool | None, qualified: bool | None) -> SearchStrategy[str]:  # noqa: FBT001
    if clock and qualified:
        msg = "no clock time is qualified: it has no ?, ~ or %"
        raise ValueError(msg)
    marks = {None: _MARKS, True: _MARKS[1:], False: _MARKS[:1]}[qualified]
    singles = []
    if not clock:
        singles.append(_single_date(marks))
    if clock is not False and not qualified:
        # Both ends of an interval have an offset, or none has.
        singles += [_moment(_ZONES[:1]), _moment(_ZONES[1:])]
    return st.one_of(*singles, *(_interval(single) for single in singles))


_EDTF: Final = edtfs(None, None)
