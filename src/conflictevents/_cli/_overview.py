"""The page that `show` writes: the sections of one dataset."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final

import attrs

from .._claims import Figure, Holder
from .._compare import Agreement, Comparison, StatedFigure, common_bounds, compare, counts_of
from .._count import Count
from .._events import Episode, Event, Exchange, Incident, Strike, Talks
from .._reports import CasualtyReport
from .._table import ClaimRow, claims_table
from .._vocab import Attributed, Level, Polarity, Property, Rank, Realis, Scope, SourceStatus, Stance
from ..reconcile import Estimate, Part, Quantity, Sum, Verdict, phase_sums, reconcile
from ._text import Page, Style, harmless
from ._words import Words, bounds, inferred, quoted, spaced, spans, when_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .._claims import Claim
    from .._dataset import Dataset
    from .._sources import Source
    from .._statements import Statement

__all__ = ["Overview"]

_STEP: Final = 2
_DEEPEST: Final = 5
_LISTED: Final = 12
_PAIRS_LOOKED_AT: Final = 1000
_STANCES: Final = {Stance.FOR: "for", Stance.AGAINST: "against", Stance.NEUTRAL: "neutral on"}
_VERDICTS: Final = {
    Verdict.MEETS: "meets what was agreed",
    Verdict.FALLS_SHORT: "falls short of what was agreed",
    Verdict.EXCEEDS: "exceeds what was agreed",
    Verdict.OPEN: "open: it may or may not meet what was agreed",
}
_COVERS: Final = {
    Scope.EVENT: "covers the whole event",
    Scope.PHASE: "covers one phase",
    Scope.WINDOW: "covers a window of time",
    Scope.INCREMENT: "what came on top since the last report",
    Scope.CUMULATIVE: "everything since the start",
    Scope.UNCLEAR: "what it covers is left open",
}
_NOT_THE_WHOLE: Final = frozenset({Scope.INCREMENT, Scope.CUMULATIVE, Scope.UNCLEAR})
_SUPERLATIVES: Final = {Rank.LARGEST: Rank.AMONG_LARGEST, Rank.DEADLIEST: Rank.AMONG_DEADLIEST}
"""A superlative, and the weaker one beside which it says more."""


class Overview:
    """Writes the sections of one dataset's page."""

    def __init__(self, dataset: Dataset, page: Page) -> None:
        self._dataset = dataset
        self._page = page
        self._words = Words(dataset)
        self._ranges: dict[Quantity, Estimate] = {}
        owned = dataset.owned_claims()
        # By identity, since two records may own equal claims.
        self._rows: dict[int, ClaimRow] = {
            id(claim): row for (_, claim), row in zip(owned, claims_table(dataset), strict=True)
        }

    def write(self, input_: str) -> None:
        """Write the whole page."""
        self._head()
        self._sources()
        self._events()
        self._agreement()
        self._statements()
        self._checks(input_)

    # --- head and sources ---

    def _head(self) -> None:
        dataset, page = self._dataset, self._page
        page.write(harmless(dataset.title or "Untitled"), style=Style.HEADING)
        if dataset.description is not None:
            page.write(harmless(dataset.description, most=2000), hang=0)
        lists = {
            "source": dataset.sources,
            "event": dataset.events,
            "casualty report": dataset.reports,
            "statement": dataset.statements,
            "claim": dataset.claims,
        }
        page.write(", ".join(_several(len(records), noun) for noun, records in lists.items()) + ".", hang=0)
        page.blank()
        page.write(
            "What follows are claims, each with who makes it and where it stands: [12–20] are the characters of the "
            "source's text. “Party” marks a speaker who belongs to a side of the event.",
            hang=0,
        )

    def _sources(self) -> None:
        if not self._dataset.sources:
            return
        self._page.heading("SOURCES")
        for source in self._dataset.sources:
            self._source(source)

    def _source(self, source: Source) -> None:
        parts = [harmless(source.title) if source.title is not None else "untitled"]
        if source.publisher is not None:
            parts.append(harmless(source.publisher))
        if source.kind is not None:
            parts.append(harmless(source.kind.replace("_", " ")))
        if source.published is not None:
            parts.append(f"published {when_words(source.published)}")
        if source.language is not None:
            parts.append(f"language {harmless(source.language)}")
        if source.length is not None:
            parts.append(f"{source.length:,} characters")
        if source.based_on is not None:
            parts.append(f"repeats {harmless(source.based_on)}")
        if source.status is not SourceStatus.CURRENT:
            parts.append(f"{source.status.value.upper()} by its publisher")
        self._page.write(f"{harmless(source.id)}: {', '.join(parts)}", indent=_STEP)
        if source.url is not None:
            self._page.write(harmless(source.url), indent=2 * _STEP)
        if source.published is not None and source.published.basis is not None:
            self._page.write(f"date {inferred(source.published.basis)}", indent=2 * _STEP, style=Style.FAINT)

    # --- events ---

    def _events(self) -> None:
        if not self._dataset.events:
            return
        self._page.heading("WHAT HAPPENED, AND WHO SAYS SO")
        for event, depth in _in_order(self._dataset.events):
            self._page.blank()
            self._event(event, min(depth, _DEEPEST) * _STEP)

    def _event(self, event: Event, indent: int) -> None:
        page, words = self._page, self._words
        kind = event.kind.rpartition(".")[2]
        title = harmless(event.title) if event.title is not None else harmless(event.id)
        realis = "" if event.realis is Realis.ACTUAL else f" ({event.realis.value})"
        page.write(f"{spaced(kind).upper()}: {title}{realis}", indent=indent, style=Style.HEADING)
        inner = indent + _STEP
        if event.when is not None:
            page.write(f"when: {when_words(event.when)}", indent=inner)
            if event.when.basis is not None:
                page.write(inferred(event.when.basis), indent=inner + _STEP, style=Style.FAINT)
        if event.where:
            places = [f"{words.name(at.place, 'place')}{_role(at.role, 'scene')}" for at in event.where]
            page.write(f"where: {', '.join(places)}", indent=inner)
        for line in self._sides(event):
            page.write(line, indent=inner)
        for relation in event.relations:
            lag = "" if relation.lag is None or relation.lag.text is None else f", {quoted(relation.lag.text)}"
            page.write(f"{spaced(relation.kind)} {words.name(relation.event, 'event')}{lag}", indent=inner)
        if isinstance(event, Talks):
            for term in event.terms:
                paraphrase = harmless(term.paraphrase) if term.paraphrase is not None else spaced(term.kind)
                page.write(f"term {harmless(term.id)}: {paraphrase}", indent=inner)
        self._note(event.note, inner)
        self._claims(event, inner)
        for report in self._dataset.reports_of(event):
            self._report(report, inner)

    def _sides(self, event: Event) -> Iterator[str]:
        words = self._words
        if isinstance(event, (Exchange, Talks)):
            if event.parties:
                yield f"between: {words.names(event.parties)}"
            if event.mediators:
                yield f"mediated by: {words.names(event.mediators)}"
        if isinstance(event, Talks) and event.level is not Level.UNKNOWN:
            yield f"level: {event.level.value}"
        if isinstance(event, Strike) and (event.attacker is not None or event.targets):
            attacker = "attacker not given" if event.attacker is None else words.name(event.attacker, "actor")
            yield f"sides: {attacker} → {words.names(event.targets) or 'target not given'}"
        if isinstance(event, Episode) and event.type is not None:
            yield f"a {event.type.value}"
        if isinstance(event, Incident) and event.types:
            types = [f"{harmless(code.label or code.value)} ({harmless(code.vocabulary)})" for code in event.types]
            yield f"type: {', '.join(types)}"
        if event.participants:
            people = [f"{words.name(each.actor, 'actor')}{_role(each.role, 'party')}" for each in event.participants]
            yield f"taking part: {', '.join(people)}"

    def _report(self, report: CasualtyReport, indent: int) -> None:
        title = "" if report.title is None else f": {harmless(report.title)}"
        window = "" if report.window is None else f", {when_words(report.window)}"
        scope = "" if report.scope is None else f" ({_COVERS[report.scope]})"
        self._page.write(f"HARM{title}{scope}{window}", indent=indent, style=Style.HEADING)
        self._note(report.note, indent + _STEP)
        self._claims(report, indent + _STEP)

    def _note(self, note: str | None, indent: int) -> None:
        if note is not None:
            self._page.write(f"note: {harmless(note, most=1000)}", indent=indent, style=Style.FAINT)

    # --- claims ---

    def _claims(self, holder: Holder, indent: int) -> None:
        for branch, depth in _nested(holder.figures, self._rows):
            self._figures(branch, indent + min(depth, _DEEPEST) * _STEP, part=depth > 0)
        for assertion in holder.assertions:
            self._page.write(f"• {self._words.assertion(assertion)}", indent=indent)
            self._who(assertion, indent + 2 * _STEP)

    def _figures(self, figures: list[Figure], indent: int, *, part: bool) -> None:
        """Figures that say the same of several directions, as one."""
        first = figures[0]
        rows = [self._rows[id(figure)] for figure in figures]
        if part:
            self._page.write(f"including {self._words.figure(first)}", indent=indent)
        else:
            directions = dict.fromkeys(self._direction(row) for row in rows)
            where = " and likewise ".join(direction for direction in directions if direction)
            measure = f"{spaced(first.measure)}, {where}" if where else spaced(first.measure)
            scope = f" ({_COVERS[first.scope]})" if first.scope is not None and first.scope in _NOT_THE_WHOLE else ""
            self._page.write(f"• {measure}: {self._words.figure(first)}{scope}", indent=indent)
        self._who(first, indent + 2 * _STEP)

    def _direction(self, row: ClaimRow) -> str:
        if row.kind == CasualtyReport.kind and row.from_ is None and row.to is not None:
            return f"on the side of {self._words.name(row.to, 'actor')}"
        return self._words.direction(row.from_, row.to)

    def _who(self, claim: Claim, indent: int) -> None:
        row = self._rows[id(claim)]
        who = self._words.attribution(claim, row.commitment, party=bool(row.party), status=row.status)
        self._page.write(who, indent=indent, style=Style.FAINT)
        self._note(claim.note, indent)

    # --- what agrees ---

    def _agreement(self) -> None:
        comparisons = compare(self._dataset)
        sums = phase_sums(self._dataset)
        self._ranges = {each.quantity: each for each in reconcile(self._dataset) if not each.triple}
        self._page.heading("WHAT AGREES, WHAT DOES NOT")
        for comparison in comparisons:
            self._comparison(comparison)
        for each in sums:
            self._phase_sum(each)
        for event in self._dataset.events:
            self._superlatives(event)
        compared = {id(stated.figure) for comparison in comparisons for stated in comparison.figures}
        figures = [claim for claim in self._dataset.claims if isinstance(claim, Figure) and claim.count is not None]
        alone = sum(id(figure) not in compared for figure in figures)
        if not comparisons:
            self._page.write("No two figures speak of the same quantity, so none can be compared.", indent=_STEP)
        elif alone:
            words = (
                f"{_several(alone, 'figure')} {'has' if alone == 1 else 'have'} no other of the same quantity beside"
            )
            self._page.write(f"{words} {'it' if alone == 1 else 'them'}.", indent=_STEP, style=Style.FAINT)

    def _comparison(self, comparison: Comparison) -> None:
        quantity, page = comparison.quantity, self._page
        subject = " ".join(
            part
            for part in (
                spaced(quantity.item or ""),
                harmless(quantity.model or ""),
                "" if quantity.group is None else f"({spaced(quantity.group.replace('+', ', '))})",
                spaced(quantity.measure),
            )
            if part
        )
        direction = self._words.direction(quantity.from_, quantity.to)
        where = f", {direction}" if direction else ""
        page.write(f"• {self._words.name(quantity.event, 'event')}, {subject}{where}", indent=_STEP)
        for stated in comparison.figures[:_LISTED]:
            page.write(self._stated(stated), indent=2 * _STEP)
        if len(comparison.figures) > _LISTED:
            page.write(f"… and {len(comparison.figures) - _LISTED:,} more", indent=2 * _STEP)
        self._outcome(comparison)
        for stated in comparison.denials[:_LISTED]:
            denies = "denies" if stated.figure.attribution.polarity is Polarity.DENIES else "neither says nor denies"
            speaker = self._words.speaker(stated.figure.attribution)
            what = "it" if stated.figure.count is None else bounds(stated.figure.count)
            page.write(f"{speaker} {denies} {what}", indent=2 * _STEP, style=Style.BAD)

    def _outcome(self, comparison: Comparison) -> None:
        page = self._page
        if len(comparison.figures) == 1:
            return
        if comparison.common is not None:
            all_ = "both" if len(comparison.figures) == 2 else "all"
            agreed = f"agree: {all_} may be right; the number would then be {bounds(comparison.common)}"
            if comparison.voices == 1:
                agreed = f"one voice more than once: {bounds(comparison.common)}, which nobody else confirms"
            page.write(agreed, indent=2 * _STEP, style=Style.GOOD)
            return
        looked_at = list(islice(comparison.pairs, _PAIRS_LOOKED_AT))
        disagreeing = [pair for pair in looked_at if pair.agreement is not Agreement.AGREE]
        for pair in disagreeing[:_LISTED]:
            one, other = bounds(pair.one.figure.count), bounds(pair.other.figure.count)
            if pair.agreement is Agreement.DISAGREE:
                words = f"disagree: {one} and {other} cannot both be right"
            elif pair.agreement is Agreement.UNCERTAIN:
                words = f"may disagree: {one} and {other} lie apart, but the words leave the bounds soft"
            else:
                words = f"differ: {one} and {other}, said to hold for different times"
            page.write(words, indent=2 * _STEP, style=Style.BAD)
        if len(disagreeing) > _LISTED or len(looked_at) == _PAIRS_LOOKED_AT:
            page.write("… and others", indent=2 * _STEP, style=Style.BAD)
        estimate = self._ranges.get(comparison.quantity)
        if estimate is not None and estimate.bounds not in (None, Count(low=0)):
            page.write(f"by the rule range: {bounds(estimate.bounds)}", indent=2 * _STEP)

    def _stated(self, stated: StatedFigure) -> str:
        figure = stated.figure
        text = figure.count.text if figure.count is not None else None
        phrase = "" if text is None or harmless(text) == bounds(figure.count) else f", {quoted(text)}"
        where = f" in {harmless(figure.attribution.source)}" if len(self._dataset.sources) > 1 else ""
        return f"{self._words.speaker(figure.attribution)}{where}: {bounds(figure.count)}{phrase}"

    def _phase_sum(self, each: Sum) -> None:
        page, quantity = self._page, each.quantity
        counted = spaced(quantity.item or "")
        group = "" if quantity.group is None else f" ({spaced(quantity.group.replace('+', ', '))})"
        direction = self._words.direction(quantity.from_, quantity.to)
        page.write(
            f"• {self._words.name(each.event, 'event')}, {counted}{group} phase by phase, {direction}", indent=_STEP
        )
        for part in each.parts:
            page.write(f"{self._words.name(part.event, 'event')}: {self._part(part)}", indent=2 * _STEP)
        promised = None if each.agreed is None else each.agreed.bounds
        agreed = "" if promised is None else f"; agreed were {bounds(promised)}"
        page.write(f"together: {bounds(each.total)}{agreed}", indent=2 * _STEP)
        if each.verdict is not None:
            style = Style.GOOD if each.verdict is Verdict.MEETS else Style.BAD
            page.write(_VERDICTS[each.verdict], indent=2 * _STEP, style=style)
        if each.left is not None:
            left = "nothing" if each.left.high == 0 else bounds(each.left)
            page.write(f"left of what was agreed: {left}", indent=2 * _STEP)
        if not each.complete:
            page.write("The dataset does not say that these are all the phases.", indent=2 * _STEP, style=Style.FAINT)

    def _part(self, part: Part) -> str:
        estimate = part.estimate
        if estimate is None or part.bounds is None:
            return "nobody gives a number for this direction, so it may be any"
        words = bounds(part.bounds)
        if isinstance(estimate, Sum):
            words += ", the sum of its own phases"
        elif len(estimate.used) > 1:
            told = "; ".join(self._stated(stated) for stated in estimate.used[:_LISTED])
            apart = "they disagree, so" if estimate.disputed else "they lie apart, in soft words, so"
            agree = common_bounds(counts_of(estimate.used)) is not None
            how = "what all of them allow" if agree else f"{apart} anything between them"
            words += f" ({how}: {told})"
        elif any(each.figure.attribution.how is Attributed.UNCLEAR for each in estimate.used):
            words += " (who says so is left open)"
        if part.returned:
            words += ", as so many came home"
        return words + (", and more on top" if part.open_ended else "")

    def _superlatives(self, event: Event) -> None:
        every = event.assertions_of(Property.RANK)
        standing = [rank for rank in every if self._rows[id(rank)].status == "current"]
        ranks = [rank for rank in standing if rank.attribution.polarity is Polarity.ASSERTS]
        for strong, weak in _SUPERLATIVES.items():
            stronger = [rank for rank in ranks if rank.value == strong]
            weaker = [rank for rank in ranks if rank.value == weak]
            if not stronger or not weaker:
                continue
            self._page.write(f"• {self._words.name(event.id, 'event')}, superlatives", indent=_STEP)
            for rank in (*weaker, *stronger)[:_LISTED]:
                said = f"{self._words.speaker(rank.attribution)}: {self._words.assertion(rank)}"
                self._page.write(said, indent=2 * _STEP)
            self._page.write("not the same: the last says more than the first", indent=2 * _STEP, style=Style.BAD)

    # --- statements ---

    def _statements(self) -> None:
        if not self._dataset.statements:
            return
        self._page.heading("WHO SAID WHAT")
        for statement in self._dataset.statements:
            self._page.blank()
            self._statement(statement)

    def _statement(self, statement: Statement) -> None:
        page, words = self._page, self._words
        if statement.speaker is None:
            head = quoted(statement.described_as) if statement.described_as is not None else "speaker not given"
        else:
            head = words.person(statement.speaker, statement.described_as, statement.id)
        if statement.speaks_for is not None:
            head += f", for {words.name(statement.speaks_for, 'actor')}"
        if statement.when is not None:
            head += f", {when_words(statement.when)}"
        if statement.where is not None:
            head += f", at {words.name(statement.where, 'place')}"
        if statement.channel is not None:
            head += f" ({harmless(statement.channel)})"
        if statement.audience is not None:
            head += f", to {harmless(statement.audience)}"
        page.write(head, indent=_STEP, style=Style.HEADING)
        inner = 2 * _STEP
        for quotation in statement.quotations:
            where = "" if quotation.span is None else f" {spans([quotation.span])}"
            original = "" if quotation.original_language is None else f", spoken in {quotation.original_language}"
            translator = "" if quotation.translator is None else f", translated by {harmless(quotation.translator)}"
            page.write(f"{quoted(quotation.text)}{harmless(original)}{translator}{where}", indent=inner)
        if statement.paraphrase is not None:
            page.write(f"in short: {harmless(statement.paraphrase, most=1000)}", indent=inner)
        for position in statement.positions:
            toward = [] if position.toward is None else [words.name(position.toward)]
            topic = [] if position.topic is None else [harmless(position.topic)]
            page.write(f"{_STANCES[position.stance]}: {', '.join(toward + topic)}", indent=inner)
        if statement.about:
            page.write(f"about: {', '.join(words.name(id_) for id_ in statement.about)}", indent=inner)
        self._note(statement.note, inner)

    # --- checks ---

    def _checks(self, input_: str) -> None:
        from ..checks import check

        report = check(self._dataset)
        self._page.blank()
        how = f" (conflictevents check {harmless(input_, most=200)} lists them)" if report else ""
        self._page.write(f"check: {report.tally()}{how}", style=Style.BAD if report.errors else Style.PLAIN)


# --- order -----------------------------------------------------------------------------------------------------------


def _in_order(events: Sequence[Event]) -> Iterator[tuple[Event, int]]:
    """Events in the order of time, each followed by its parts; with how deep it lies."""
    known = {event.id: event for event in events}
    starts = _starts(events, known)
    parts: dict[str | None, list[Event]] = {}
    sorted_events = sorted(events, key=lambda event: starts[event.id])
    # From the last to the first, since what is put on a stack last is taken first.
    for event in reversed(sorted_events):
        parts.setdefault(event.part_of if event.part_of in known else None, []).append(event)
    shown: set[int] = set()
    for roots in (parts.get(None, []), list(reversed(events))):  # what lies in a circle of parts has no root
        pending = [(event, 0) for event in roots]
        while pending:
            event, depth = pending.pop()
            if id(event) not in shown:
                shown.add(id(event))
                yield event, depth
                pending += ((part, depth + 1) for part in parts.get(event.id, []))


def _starts(events: Iterable[Event], known: Mapping[str, Event]) -> dict[str, date]:
    """The first possible day of each event; for one without a date that of its parts, else the last day of all."""
    own = {event.id: event.when.earliest for event in events if event.when is not None}
    starts = {event.id: own.get(event.id) or date.max for event in events}
    for event in events:
        start, whole = starts[event.id], event.part_of
        while whole is not None and whole in known and own.get(whole) is None and start < starts[whole]:
            starts[whole] = start
            whole = known[whole].part_of
    return starts


def _nested(figures: tuple[Figure, ...], rows: Mapping[int, ClaimRow]) -> Iterator[tuple[list[Figure], int]]:
    """Figures, each followed by those within it; those that differ only in direction together, with their depth."""
    known = {figure.id for figure in figures if figure.id is not None}
    branches: dict[tuple[str | None, str, Figure], list[Figure]] = {}
    roots: dict[str | None, str | None] = {}  # the id of a figure → the id of the one that stands for it
    for figure in figures:
        within = roots.get(figure.within, figure.within if figure.within in known else None)
        plain = attrs.evolve(figure, id=None, from_=None, to=None, within=None)
        together = branches.setdefault((within, rows[id(figure)].status, plain), [])
        together.append(figure)
        if figure.id is not None:
            roots[figure.id] = together[0].id if together[0].id is not None else figure.id
    parts: dict[str | None, list[list[Figure]]] = {}
    for (within, _, _), together in branches.items():
        parts.setdefault(within, []).append(together)
    shown: set[int] = set()
    for start in (parts.get(None, []), list(branches.values())):  # as for events, a circle has no root
        pending = [(branch, 0) for branch in reversed(start)]
        while pending:
            branch, depth = pending.pop()
            if id(branch) in shown:
                continue
            shown.add(id(branch))
            yield branch, depth
            inner = [part for figure in branch if figure.id is not None for part in parts.get(figure.id, [])]
            pending += ((part, depth + 1) for part in reversed(inner))


def _role(role: str, usual: str) -> str:
    return "" if role == usual else f" ({spaced(role)})"


def _several(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
