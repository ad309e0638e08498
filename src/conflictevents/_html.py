"""Records as a notebook shows them: small pieces of HTML that need nothing from elsewhere and run nothing.

All that comes from a record goes through `_View.text`, which withholds names, cuts and escapes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import Final

from ._claims import Assertion, Attribution, Claim, Figure, Holder
from ._count import Count, Share
from ._dataset import RECORD_LISTS, Dataset
from ._events import Event, Exchange, Strike, Talks
from ._harmless import harmless
from ._hedge import hedge
from ._hedge_around import around_of
from ._hedge_words import percent, when_words
from ._reports import CasualtyReport
from ._statements import Statement
from ._table import commitment_of
from ._views import Standing, direction_of, event_of, scope_of, window_of
from ._vocab import Attributed, Commitment, Polarity, Realis, RevisionKind, Scope
from ._when import When

__all__ = ["as_html"]

_EVENTS: Final = 10
_CLAIMS_OF_EACH: Final = 5
_CLAIMS: Final = 50
_LONGEST: Final = 200
_LOOKED_AT: Final = 10_000

_UNKNOWN: Final = "not stated"
# A heading is the coder's: what is contested is left out of it, though somebody may state it.
_NOT_GIVEN: Final = "not given"
# Who says so comes first, so that no number is seen without it where a narrow screen shows half of the table.
_COLUMNS: Final = ("Who says so", "Claim", "Number or value", "Phrase", "Where")
_SAID: Final = {"unverified": "said, not confirmed,"}

# Colours come from the page, so that it is readable on a light and on a dark one.
_STYLE: Final = """<style>
.conflictevents {max-width: 75em; overflow-x: auto; overflow-wrap: break-word; text-align: left; line-height: 1.4}
.conflictevents p {margin: .2em 0}
.conflictevents table {border-collapse: collapse; margin: .5em 0; font-size: inherit}
.conflictevents table.wide {min-width: 44em}
.conflictevents caption {caption-side: top; text-align: left; padding: .2em 0; font-weight: bold; color: inherit}
.conflictevents table th, .conflictevents table td {border: 0 solid rgba(128, 128, 128, .5); border-bottom-width: 1px;
 padding: .2em .8em .2em 0; max-width: 24em; min-width: 6em; overflow-wrap: break-word; white-space: normal;
 text-align: left; vertical-align: top; font-weight: normal}
.conflictevents table thead th, .conflictevents table th[scope="rowgroup"] {font-weight: bold}
.conflictevents table th[scope="rowgroup"] {max-width: none; padding-top: .6em}
</style>"""


def as_html(record: object) -> str | None:
    """A record as a piece of HTML; None for a class whose text says enough."""
    if isinstance(record, Dataset):
        return _page(_View(record).dataset(record))
    view = _View(None)
    if isinstance(record, Holder):
        return _page(view.holder(record))
    if isinstance(record, Figure | Assertion):
        return _page(view.claim(record))
    if isinstance(record, Statement):
        return _page(view.statement(record))
    return None


def _page(parts: Iterable[str]) -> str:
    return f'<div class="conflictevents">\n{_STYLE}\n' + "\n".join(parts) + "\n</div>"


class _View:
    """Writes records, with the names that a dataset has for their ids."""

    def __init__(self, dataset: Dataset | None) -> None:
        self._around = None if dataset is None else around_of(dataset)
        self._standing = Standing(Dataset()) if self._around is None else self._around.standing
        self._names: dict[str, dict[str, str]] = {}
        if dataset is not None:
            self._names = {
                "actor": {
                    actor.id: f"{actor.id} (name withheld)" if actor.sensitive else actor.name
                    for actor in dataset.actors
                },
                "place": {place.id: place.name for place in dataset.places},
                "event": {event.id: event.title for event in dataset.events if event.title is not None},
            }

    # --- texts ---

    def text(self, text: str, *, most: int = _LONGEST) -> str:
        """A text of a record, harmless in a page whatever it holds; isolated, so that it turns nothing beside it."""
        known = text[:_LOOKED_AT]
        if self._around is not None:
            known = self._around.without_names(known)
        if len(text) > _LOOKED_AT:
            known = f"{harmless(known[:most])}… ({len(text):,} characters)"
        else:
            known = harmless(known, most=most)
        return f"<bdi>{escape(known)}</bdi>"

    def quoted(self, text: str) -> str:
        return f"“{self.text(text)}”"

    def word(self, word: str) -> str:
        """A word of a vocabulary as one reads it."""
        return self.text(word.replace("_", " "))

    def name(self, id_: str, kind: str = "actor") -> str:
        """The name of an actor, a place or an event; its id where it has none here."""
        return self.text(self._names.get(kind, {}).get(id_, id_))

    def names(self, ids: Iterable[str]) -> str:
        """Several names; of very many the first."""
        ids = tuple(ids)
        more = f" and {len(ids) - _EVENTS:,} more" if len(ids) > _EVENTS else ""
        return ", ".join(map(self.name, ids[:_EVENTS])) + more

    def when(self, when: When) -> str:
        return self.text(when_words(when if self._around is None else self._around.when(when)))

    # --- a dataset ---

    def dataset(self, dataset: Dataset) -> Iterator[str]:
        yield f"<p><strong>{self.text(dataset.title or 'Untitled dataset')}</strong></p>"
        if dataset.description is not None:
            yield f"<p>{self.text(dataset.description, most=500)}</p>"
        yield f"<p>{self._numbers(dataset)}</p>"
        yield f"<p>Licence: {_UNKNOWN if dataset.licence is None else self.text(dataset.licence)}</p>"
        if not dataset.events:
            return
        shown = dataset.events[:_EVENTS]
        which = (
            "Events" if len(shown) == len(dataset.events) else f"The first {_EVENTS} of {len(dataset.events):,} events"
        )
        yield self._table(f"{which} and their claims", (self._group(dataset, event) for event in shown))

    def _numbers(self, dataset: Dataset) -> str:
        numbers = [_several(len(getattr(dataset, name)), name.removesuffix("s")) for name in RECORD_LISTS]
        kinds = Counter(event.kind for event in dataset.events)
        if kinds:
            of_kinds = ", ".join(f"{number:,} {self.word(kind)}" for kind, number in sorted(kinds.items()))
            index = list(RECORD_LISTS).index("events")
            numbers[index] += f" ({of_kinds})"
        return ", ".join([*numbers, _several(len(dataset.claims), "claim")])

    def _group(self, dataset: Dataset, event: Event) -> str:
        """The rows of one event: its heading, and the first of its claims and of those of the reports of its harm."""
        owned = [(holder, claim) for holder in (event, *dataset.reports_of(event)) for claim in _claims_of(holder)]
        rows = [self._row(holder, claim) for holder, claim in owned[:_CLAIMS_OF_EACH]]
        more = len(owned) - len(rows)
        when = "" if event.when is None else f", {self.when(event.when)}"
        told = "" if owned else "; no claims"
        heading = f'<th scope="rowgroup" colspan="{len(_COLUMNS)}">{self._heading(event)}{when}{told}</th>'
        return "\n".join(["<tbody>", f"<tr>{heading}</tr>", *rows, *_rest(more, "claim"), "</tbody>"])

    def _heading(self, holder: Holder) -> str:
        """What a record is and what it is called, with a word that says so where it is not said to have happened."""
        kind = "harm" if isinstance(holder, CasualtyReport) else type(holder).kind.rpartition(".")[2]
        realis = holder.realis if isinstance(holder, Event) else Realis.ACTUAL
        doubt = "" if realis is Realis.ACTUAL else f" ({self.word(realis)})"
        title = self.text(holder.id if holder.title is None else holder.title)
        return f"{self.word(kind[:1].upper() + kind[1:])}: {title}{doubt}"

    # --- an event or a report ---

    def holder(self, holder: Holder) -> Iterator[str]:
        yield f"<p><strong>{self._heading(holder)}</strong></p>"
        parts = self._of_event(holder) if isinstance(holder, Event) else self._of_report(holder)
        yield f"<p>{'; '.join(f'{name}: {value}' for name, value in parts)}</p>"
        claims = _claims_of(holder)
        if not claims:
            yield "<p>No claims</p>"
            return
        rows = [self._row(holder, claim) for claim in claims[:_CLAIMS]]
        body = "\n".join(["<tbody>", *rows, *_rest(len(claims) - len(rows), "claim"), "</tbody>"])
        yield self._table(_several(len(claims), "claim"), [body])

    def _of_event(self, event: Event) -> Iterator[tuple[str, str]]:
        yield "when", _NOT_GIVEN if event.when is None else self.when(event.when)
        yield "where", ", ".join(self.text(at.place) for at in event.where[:_EVENTS]) or _NOT_GIVEN
        if isinstance(event, Strike):
            yield "attacker", _NOT_GIVEN if event.attacker is None else self.name(event.attacker)
            yield "targets", self.names(event.targets) or _NOT_GIVEN
        elif isinstance(event, Exchange | Talks):
            yield "parties", self.names(event.parties) or _NOT_GIVEN
            if event.mediators:
                yield "mediators", self.names(event.mediators)
        if event.participants:
            people = event.participants[:_EVENTS]
            told = ", ".join(f"{self.name(each.actor)} ({self.word(each.role)})" for each in people)
            yield "taking part", told + (" and others" if len(event.participants) > _EVENTS else "")
        if event.part_of is not None:
            yield "part of", self.text(event.part_of)

    def _of_report(self, holder: Holder) -> Iterator[tuple[str, str]]:
        yield "of", self.text(event_of(holder))
        if isinstance(holder, CasualtyReport):
            yield "covers", _NOT_GIVEN if holder.scope is None else self.word(holder.scope)
            yield "window", _NOT_GIVEN if holder.window is None else self.when(holder.window)

    # --- rows of claims ---

    def _table(self, caption: str, bodies: Iterable[str]) -> str:
        heads = "".join(f'<th scope="col">{column}</th>' for column in _COLUMNS)
        head = f"<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>"
        return "\n".join(['<table class="wide">', head, *bodies, "</table>"])

    def _row(self, holder: Holder, claim: Figure | Assertion) -> str:
        who, what, *cells = self._cells(holder, claim)
        rest = "".join(f"<td>{cell}</td>" for cell in cells)
        return f'<tr><td>{who}</td><th scope="row">{what}</th>{rest}</tr>'

    def _cells(self, holder: Holder | None, claim: Figure | Assertion) -> tuple[str, ...]:
        """A claim in its parts, in the order of the columns."""
        what = self._what(holder, claim)
        return self._who(claim), what, self._value(claim), self._phrase(claim), self._place(claim)

    def _what(self, holder: Holder | None, claim: Figure | Assertion) -> str:
        """What a claim is about, with all that narrows it; a denied one begins with that word."""
        denied = {Polarity.DENIES: "denied: ", Polarity.WITHHOLDS: "neither said nor denied: "}
        start = denied.get(claim.attribution.polarity, "")
        parts = self._of_figure(holder, claim) if isinstance(claim, Figure) else self._of_assertion(claim)
        return start + "; ".join(parts)

    def _of_figure(self, holder: Holder | None, figure: Figure) -> Iterator[str]:
        what = [
            figure.measure,
            figure.item,
            figure.model,
            None if figure.group is None else figure.group.replace("+", ", "),
        ]
        yield " · ".join(self.word(each) for each in what if each is not None)
        from_, to = (figure.from_, figure.to) if holder is None else direction_of(holder, figure)
        ends = [f"{which} {self.name(id_)}" for which, id_ in (("from", from_), ("to", to)) if id_ is not None]
        if ends:
            yield " ".join(ends)
        if figure.described is not None and figure.described != figure.item:
            yield f"called {self.quoted(figure.described)}"
        if figure.within is not None:
            yield f"part of claim {self.text(figure.within)}"
        if figure.besides is not None:
            yield f"on top of claim {self.text(figure.besides)}"
        if figure.estimate is not None:
            yield f"{self.word(figure.estimate)} estimate"
        scope = figure.scope if holder is None else scope_of(holder, figure)
        if scope not in (None, Scope.EVENT):
            yield f"scope: {self.word(scope)}"
        window = figure.window if holder is None else window_of(holder, figure)
        if window is not None:
            yield f"window: {self.when(window)}"

    def _of_assertion(self, assertion: Assertion) -> Iterator[str]:
        yield self.word(assertion.property)
        if assertion.relation is not None:
            yield self.word(assertion.relation)
        if assertion.of is not None:
            yield f"of {self.text(assertion.of)}"
        if assertion.since is not None:
            yield f"since {self.when(assertion.since)}"
        if assertion.vocabulary is not None:
            yield f"in the vocabulary {self.text(assertion.vocabulary)}"

    def _value(self, claim: Figure | Assertion) -> str:
        if isinstance(claim, Figure):
            return _bounds(claim.share if claim.count is None else claim.count)
        if isinstance(claim.value, When):
            return self.when(claim.value)
        named = claim.refers_to()
        return self.name(claim.value, "" if named is None else named[0])

    def _phrase(self, claim: Claim) -> str:
        number = None if not isinstance(claim, Figure) else claim.share if claim.count is None else claim.count
        if number is not None and number.text is not None:
            return self.quoted(number.text)
        span = claim.figure_span
        if span is None:
            return _UNKNOWN
        return "words not kept" if span.exact is None else self.quoted(span.exact)

    def _who(self, claim: Claim) -> str:
        """Who says so and how surely, and whether the claim still stands."""
        attribution = claim.attribution
        view = commitment_of(attribution)
        said = "neither said nor denied" if attribution.polarity is Polarity.WITHHOLDS else _SAID.get(view, view)
        parts = [f"{said} by {self._speaker(attribution)}"]
        if attribution.commitment is not Commitment.UNSTATED:
            parts.append(f"as {self.word(attribution.commitment)}")
        if attribution.method is not None:
            parts.append(self.word(attribution.method))
        if attribution.via:
            parts.append(f"through {self.names(attribution.via)}")
        if attribution.as_of is not None:
            parts.append(f"as of {self.when(attribution.as_of)}")
        if attribution.grade is not None:
            parts.append(f"graded {self.quoted(attribution.grade.value)} on {self.quoted(attribution.grade.scheme)}")
        if claim.supersedes is not None:
            earlier = self.text(claim.supersedes.claim)
            parts.append(f"{_REVISES[claim.supersedes.kind]} claim {earlier}")
        status = self._standing.status(claim)
        if status != "current":
            parts.append(f"<strong>{status}</strong>")
        return ", ".join(parts)

    def _speaker(self, attribution: Attribution) -> str:
        how, speaker = attribution.how, attribution.speaker
        if speaker is None:
            return {
                Attributed.OWN_VOICE: "the source itself",
                Attributed.UNCLEAR: "whom is left open",
                Attributed.CARRIED: "somebody named earlier",
                Attributed.STATED: "somebody who is not recorded",
            }[how]
        name = self.name(speaker)
        return {
            Attributed.OWN_VOICE: f"the source itself ({name} is recorded as the speaker)",
            Attributed.UNCLEAR: f"{name} or the source itself (left open)",
            Attributed.CARRIED: f"{name} (carried over from an earlier mention)",
            Attributed.STATED: name,
        }[how]

    def _place(self, claim: Claim) -> str:
        """The source, and where in its text."""
        span = claim.figure_span
        where = f"place {_UNKNOWN}" if span is None else f"characters {span.start}–{span.end}"
        return f"{self.text(claim.attribution.source)}, {where}"

    # --- one claim, one statement ---

    def claim(self, claim: Figure | Assertion) -> Iterator[str]:
        yield f"<p>{self.text(hedge(claim), most=2_000)}.</p>"
        rows: list[tuple[str, str]] = [*zip(_COLUMNS, self._cells(None, claim), strict=True)]
        if claim.note is not None:
            rows.append(("Note", self.text(claim.note)))
        yield self._parts("The claim in its parts", rows)

    def statement(self, statement: Statement) -> Iterator[str]:
        speaker = "speaker not stated" if statement.speaker is None else self.name(statement.speaker)
        described = "" if statement.described_as is None else f", {self.quoted(statement.described_as)}"
        yield f"<p><strong>Statement: {speaker}{described}</strong></p>"
        rows = [
            ("When", _UNKNOWN if statement.when is None else self.when(statement.when)),
            ("Where", _UNKNOWN if statement.where is None else self.text(statement.where)),
            ("Source", _UNKNOWN if statement.source is None else self.text(statement.source)),
            ("In short", _UNKNOWN if statement.paraphrase is None else self.text(statement.paraphrase)),
        ]
        rows += (("Quoted", self.quoted(each.text)) for each in statement.quotations[:_EVENTS])
        more = len(statement.quotations) - _EVENTS
        if more > 0:
            rows.append(("Quoted", f"and {more:,} more"))
        for position in islice(statement.positions, _EVENTS):
            toward = [each for each in (position.toward, position.topic) if each is not None]
            rows.append((position.stance.value.capitalize(), ", ".join(map(self.text, toward))))
        if statement.about:
            rows.append(("About", self.names(statement.about)))
        yield self._parts("What was said", rows)

    def _parts(self, caption: str, rows: Iterable[tuple[str, str]]) -> str:
        body = (f'<tr><th scope="row">{name}</th><td>{value}</td></tr>' for name, value in rows)
        return "\n".join(["<table>", f"<caption>{caption}</caption>", "<tbody>", *body, "</tbody>", "</table>"])


_REVISES: Final = {
    RevisionKind.UPDATE: "updates",
    RevisionKind.CORRECTION: "corrects",
    RevisionKind.RETRACTION: "withdraws",
}


def _claims_of(holder: Holder) -> tuple[Figure | Assertion, ...]:
    return (*holder.figures, *holder.assertions)


def _bounds(number: Count | Share | None) -> str:
    """A count or a share in words; of one that may be anything, that it is not known."""
    if number is None:
        return _UNKNOWN
    if isinstance(number, Share):
        return percent(number)
    if number.low == 0 and number.high is None:
        return "an unknown number"
    return str(number)


def _rest(more: int, noun: str) -> list[str]:
    return [f'<tr><td colspan="{len(_COLUMNS)}">and {_several(more, "more " + noun)}</td></tr>'] if more > 0 else []


def _several(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
