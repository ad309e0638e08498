# ruff: noqa: INP001, S311 - a module beside the scripts; what it makes up is no secret
"""Made-up datasets to measure with, always the same ones: several kinds of event and reports of the harm they did.

A record is about 1.1 kB as the library writes it, with 15 to 20 objects inside. Each source carries about five records
and has three voices, so that equal attributions come up as often as where one article tells of several things.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import attrs

import conflictevents as ce

ACTORS: Final = 40
PLACES: Final = 200
RECORDS_OF_A_SOURCE: Final = 5
COPIED: Final = 10_000
"""The most records that are made one by one; what is larger consists of copies with ids of their own."""

# Stands in each id of a record that is copied, and nowhere else.
_MARK: Final = "~00~"
_WORDS: Final = ("depot", "bridge", "market", "school", "port", "plant", "road", "substation", "tower", "hangar")
_EVENT_KINDS: Final = ("strike", "strike", "exchange", "talks", "incident", "episode")


def _when(rng: random.Random) -> ce.When:
    day = rng.randint(1, 27)
    month = rng.randint(1, 12)
    if rng.random() < 0.3:
        return ce.When(edtf=f"2025-{month:02}-{day:02}/2025-{month:02}-{day + 1:02}", text="overnight")
    return ce.When(edtf=f"2025-{month:02}-{day:02}")


def _count(rng: random.Random) -> ce.Count:
    number = rng.randint(1, 400)
    which = rng.random()
    if which < 0.6:
        return ce.Count.exactly(number, text=str(number))
    if which < 0.8:
        return ce.Count.at_least(number, text=f"at least {number}")
    return ce.Count.between(number, number + 10, text=f"between {number} and {number + 10}")


def _span(rng: random.Random, words: str) -> ce.Span:
    start = rng.randint(0, 4000)
    return ce.Span(start=start, end=start + len(words), exact=words)


def _voices(rng: random.Random, source: str) -> tuple[ce.Attribution, ...]:
    speakers = rng.sample(range(ACTORS), 2)
    return (
        ce.Attribution(source=source),
        ce.Attribution(source=source, speaker=f"actor-{speakers[0]}", verb="said"),
        ce.Attribution(source=source, speaker=f"actor-{speakers[1]}", attributed="carried", as_of=_when(rng)),
    )


_ABOUT: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "strike": (("launched", "missile"), ("launched", "drone"), ("intercepted", "missile"), ("intercepted", "drone")),
    "exchange": (("agreed", "people"), ("released", "people"), ("released", "people"), ("returned", "people")),
    "talks": (("agreed", "people"), ("agreed", "people"), ("released", "people")),
    "incident": (("hit", "building"), ("launched", "drone"), ("intercepted", "drone")),
    "episode": (("launched", "missile"), ("launched", "drone"), ("released", "people")),
    "report": (("killed", "people"), ("injured", "people"), ("damaged", "building")),
}


def _figures(rng: random.Random, about: str, voices: tuple[ce.Attribution, ...]) -> tuple[ce.Figure, ...]:
    figures = []
    for measure, item in _ABOUT[about]:
        count = _count(rng)
        figures.append(
            ce.Figure(
                measure=measure,
                item=item,
                group="children" if about == "report" and rng.random() < 0.3 else None,
                count=count,
                attribution=rng.choice(voices),
                spans=(_span(rng, str(count.text)),),
            )
        )
    return tuple(figures)


def _event(rng: random.Random, kind: str, id_: str, voices: tuple[ce.Attribution, ...]) -> ce.Event:
    first, second = (f"actor-{index}" for index in rng.sample(range(ACTORS), 2))
    common: dict[str, Any] = {
        "id": id_,
        "title": f"What was told of the {rng.choice(_WORDS)} by the {rng.choice(_WORDS)}",
        "when": _when(rng),
        "where": (ce.Location(place=f"place-{rng.randrange(PLACES)}"),),
        "figures": _figures(rng, kind, voices),
    }
    parties = (first, second)
    match kind:
        case "strike":
            return ce.Strike(**common, attacker=first, targets=(second,))
        case "exchange":
            return ce.Exchange(**common, parties=parties, mediators=(f"actor-{rng.randrange(ACTORS)}",))
        case "talks":
            return ce.Talks(
                **common, parties=parties, level="ministers", terms=(ce.Term(id=f"t-{id_}", kind="ceasefire"),)
            )
        case "incident":
            types = (ce.TypeCode(vocabulary="acled", value="Shelling/artillery/missile attack"),)
            return ce.Incident(
                **common, types=types, participants=tuple(ce.Participant(actor=each) for each in parties)
            )
        case _:
            return ce.Episode(**common, type="campaign", participants=tuple(ce.Participant(actor=e) for e in parties))


def _report(rng: random.Random, id_: str, event: str, voices: tuple[ce.Attribution, ...]) -> ce.CasualtyReport:
    claimed = ce.Assertion(
        property="cause",
        value=f"falling debris on the {rng.choice(_WORDS)}",
        attribution=rng.choice(voices),
        spans=(_span(rng, "debris"),),
    )
    return ce.CasualtyReport(id=id_, event=event, figures=_figures(rng, "report", voices), assertions=(claimed,))


def dataset(size: int, seed: int = 4) -> ce.Dataset:
    """A dataset of that many events and reports, half of each."""
    rng = random.Random(seed)
    sources, events, reports = [], [], []
    voices: tuple[ce.Attribution, ...] = ()
    for index in range((size + 1) // 2):
        if 2 * index // RECORDS_OF_A_SOURCE >= len(sources):
            source = f"source{_MARK}{len(sources)}"
            published = ce.When(edtf=f"2025-12-{rng.randint(1, 28):02}")
            url = f"https://news.example/{rng.randrange(10**8)}"
            sources.append(ce.Source(id=source, publisher="A paper", url=url, published=published, language="en"))
            voices = _voices(rng, source)
        id_ = f"event{_MARK}{index}"
        events.append(_event(rng, _EVENT_KINDS[index % len(_EVENT_KINDS)], id_, voices))
        if 2 * index + 1 < size:
            reports.append(_report(rng, f"report{_MARK}{index}", id_, voices))
    actors = tuple(ce.Actor(id=f"actor-{index}", name=f"Actor {index}", kind="state") for index in range(ACTORS))
    places = tuple(
        ce.Place(
            id=f"place-{index}", name=f"Place {index}", point=ce.Point(latitude=50 - index / 10, longitude=index / 2)
        )
        for index in range(PLACES)
    )
    return ce.Dataset(
        title="Made up to measure with",
        sources=tuple(sources),
        actors=actors,
        places=places,
        events=tuple(events),
        reports=tuple(reports),
    )


@attrs.frozen(slots=False)
class Content:
    """One input in the forms that readers want.

    Attributes:
        size: How many events and reports it holds.
        data: JSON Lines, as the library writes them.
    """

    size: int
    data: bytes

    @cached_property
    def header(self) -> bytes:
        """The first line."""
        return self.data.split(b"\n", 1)[0]

    @cached_property
    def lines(self) -> list[bytes]:
        """The lines of the records."""
        return self.data.splitlines()[1:]

    @cached_property
    def tags(self) -> list[str]:
        """The sort of record that each line holds, "event" and so on, known beforehand."""
        return [line[12 : line.index(b'"', 12)].decode() for line in self.lines]

    @cached_property
    def plain(self) -> list[Any]:
        """The records as plain data, tags included."""
        return [json.loads(line) for line in self.lines]

    @cached_property
    def dataset(self) -> ce.Dataset:
        """The records themselves."""
        return ce.loads(self.data, format="jsonl")

    @cached_property
    def document(self) -> bytes:
        """The same as one document."""
        return ce.dumps(self.dataset).encode()

    def with_line(self, index: int, line: bytes) -> Content:
        """The same with another line in the place of one record's."""
        lines = self.lines.copy()
        lines[index] = line
        return self.of_lines(lines)

    def of_lines(self, lines: list[bytes]) -> Content:
        """Content of the same header and some lines."""
        return Content(self.size, b"\n".join([self.header, *lines, b""]))


def content(size: int) -> Content:
    """Content of that many events and reports, which is the same each time."""
    made = min(size, COPIED)
    text = ce.dumps(dataset(made), format="jsonl")
    if size == made:
        return Content(size, text.encode())
    if size % made:
        msg = f"expected at most {COPIED:,} records or a multiple of that, got {size:,}"
        raise ValueError(msg)
    lines = text.splitlines(keepends=True)
    once = [line for line in lines if _MARK not in line]
    copied = "".join(line for line in lines if _MARK in line)
    copies = (copied.replace(_MARK, f"~{index:02}~") for index in range(size // made))
    return Content(size, "".join([*once, *copies]).encode())


# --- faults ----------------------------------------------------------------------------------------------------------

Fault = Callable[[dict[str, Any]], None]


def _unknown_field(record: dict[str, Any]) -> None:
    record["figures"][0]["mesure"] = "killed"


def _number_as_text(record: dict[str, Any]) -> None:
    record["figures"][1]["count"]["low"] = "12"


def _missing(record: dict[str, Any]) -> None:
    del record["figures"][2]["measure"]


def _below_zero(record: dict[str, Any]) -> None:
    record["figures"][2]["count"]["low"] = -1


def _other_word(record: dict[str, Any]) -> None:
    record["figures"][0]["spans"][0]["role"] = "numbers"


def _open_word(record: dict[str, Any]) -> None:
    record["figures"][0]["measure"] = "kiled"


def _blank(record: dict[str, Any]) -> None:
    record["figures"][1]["count"]["text"] = " \t"


def _id_with_space(record: dict[str, Any]) -> None:
    record["figures"][1]["id"] = f"claim of {record['id']}"


def _high_below_low(record: dict[str, Any]) -> None:
    record["figures"][2]["count"].update(low=12, high=3)


def _no_such_day(record: dict[str, Any]) -> None:
    record["figures"][2]["window"] = {"edtf": "2025-02-30"}


def _span_too_short(record: dict[str, Any]) -> None:
    span = record["figures"][0]["spans"][0]
    span["end"] = span["start"] + 1 + len(span["exact"])


def _lost_reference(record: dict[str, Any]) -> None:
    record["figures"][0]["attribution"]["source"] = "nowhere"


FAULTS: Final[Mapping[str, Fault]] = {
    "an unknown field": _unknown_field,
    "a number as text": _number_as_text,
    "a field is missing": _missing,
    "no word of a closed vocabulary": _other_word,
    "a number out of range": _below_zero,
    "no word of an open vocabulary": _open_word,
    "a blank text": _blank,
    "an id with a space": _id_with_space,
    "high below low": _high_below_low,
    "a day that does not exist": _no_such_day,
    "a span longer than its words": _span_too_short,
    "a reference that leads nowhere": _lost_reference,
}
"""Ways to spoil an event or a report as plain data, by name. The first six do not depend on other fields."""

REPEATED: Final = "a field given twice"
"""The one fault that plain data cannot have."""


def repeated(line: bytes) -> bytes:
    """A line in which a count gives its lower bound twice."""
    return line.replace(b'"count": {"low"', b'"count": {"low": 7, "low"', 1)


def spoilt(line: bytes, fault: str) -> bytes:
    """A line of an event or a report with a fault in it."""
    if fault == REPEATED:
        return repeated(line)
    record = json.loads(line)
    FAULTS[fault](record)
    return json.dumps(record, ensure_ascii=False).encode()


def partly_faulty(clean: Content, every: int = 100) -> Content:
    """The same with a fault in each hundredth event or report, each of another sort than the one before."""
    faults = _cycled([name for name in FAULTS if name != "a reference that leads nowhere"] + [REPEATED])
    lines = clean.lines.copy()
    holders = [index for index, tag in enumerate(clean.tags) if tag in {"event", "report"}]
    for index in holders[every // 2 :: every]:
        lines[index] = spoilt(lines[index], next(faults))
    return clean.of_lines(lines)


def _cycled(names: list[str]) -> Iterator[str]:
    while True:
        yield from names
