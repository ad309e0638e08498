"""Records of PLOVER made from incidents: what a record can say of one, and what it leaves out.

A record that is made is read again, and what it does not say as the incident does is left out and counted. Events from
elsewhere with a type of PLOVER are written from what they say: attacker and target or the roles of CAMEO, the scene,
and the dead and injured where one figure alone stands for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from .. import (
    Actor,
    Assertion,
    Attribution,
    CasualtyReport,
    Cell,
    Claim,
    Dataset,
    Figure,
    Incident,
    Location,
    Participant,
    Place,
    Source,
    Statement,
    TypeCode,
)
from . import Dates, Finder, Log, Losses, Row
from ._cells import count_changed
from ._claim_words import statuses
from ._coded_rows import realis_of
from ._columns import READ_AS
from ._plover_columns import COLUMNS, ROLES, PloverRow, actor_fields, as_json, as_text, field_of, json_of, value_of
from ._plover_reading import ID, PREFIX, Reading
from ._plover_texts import count_of

__all__ = ["Writing"]

_CONTEXT: Final = "plover-context"
_SAID_AS: Final = {"planned": "future", "hypothetical": "hypothetical"}
_ROLES: Final[Mapping[str, str]] = {
    **{role: role for role in ROLES.values()},
    **dict.fromkeys(("cameo.source", "attacker"), ROLES["source"]),
    **dict.fromkeys(("cameo.target", "target"), ROLES["target"]),
}
"""The role in PLOVER for those of others who act, or are acted upon."""
_SCENES: Final = ("scene", "venue", "target")
"""The roles of places that may be where it happened, the surest first."""
_HARM: Final[Mapping[str, str]] = {"dead": "killed", "injured": "injured"}
_PARTICIPATED: Final = "participated"


class Writing:
    """Makes the fields of each record."""

    def __init__(self, dataset: Dataset, find: Finder, losses: Losses) -> None:
        self._dataset, self._find, self._losses = dataset, find, losses
        self._status: Callable[[Claim], str] = statuses(dataset)
        self._reports: dict[str, list[CasualtyReport]] = {}
        for report in dataset.reports:
            self._reports.setdefault(report.event, []).append(report)
        self._statements = {each.id: each for each in reversed(dataset.statements)}
        log = Log()
        self._reading = Reading(log, Dates((), ("date",), log), placeholder="")

    def rows(self) -> Iterator[Mapping[str, str]]:
        """The fields of each event that has a type of PLOVER, wherever it comes from."""
        for event in self._dataset.events:
            own = event.id.startswith(PREFIX)
            if not isinstance(event, Incident) or not (own or any(each.vocabulary == ID for each in event.types)):
                continue
            said = self._sayable(event, own=own)
            if said is not None:
                self._find.mark(event)
                yield self._fields(event, said, own=own)

    # --- what a record can say ---------------------------------------------------------------------------------------

    def _sayable(self, event: Incident, *, own: bool) -> Incident | None:
        """An event as a record can say it; None where a record would say that it happened, and the dataset does not."""
        types = _types_of(event)
        if types is None:
            return None
        claims = [each for each in event.assertions if each.property == "occurred" and self._status(each) == "current"]
        claim = None
        if realis_of(_contexts(types)) == "actual":
            if not all(map(_is_plain_yes, claims)):
                return None
            claim = next((each for each in claims if not own or _is_of_record(each.attribution)), None)
            if own and claim is None:
                return None
        where = next((at for role in _SCENES for at in event.where if at.role == role), None)
        return attrs.evolve(
            event,
            when=event.when if event.when is not None and _is_day(event.when.edtf) else None,
            where=() if where is None else (Location(place=where.place),),
            participants=tuple(
                Participant(actor=each.actor, role=role)
                for role in ROLES.values()
                for each in event.participants
                if _ROLES.get(each.role) == role
            ),
            types=types,
            assertions=() if claim is None else (claim,),
        )

    def _reports_on(self, event: Incident, *, own: bool) -> Sequence[CasualtyReport]:
        """The reports that a record may say something of: of an event of PLOVER's own the one that it makes."""
        reports = self._reports.get(event.id, [])
        return [each for each in reports if each.id == f"{event.id}-harm"] if own else reports

    def _figures(self, event: Incident, said: Incident, *, own: bool) -> dict[str, Figure]:
        """The figure that each number of a record may say."""
        reports = self._reports_on(event, own=own)
        of_field: dict[str, list[tuple[CasualtyReport | None, Figure]]] = {
            field: [(each, figure) for each in reports for figure in each.figures_of(measure)]
            for field, measure in _HARM.items()
        }
        if [each.value for each in said.types if each.vocabulary == ID] == ["PROTEST"]:
            of_field["size"] = [(None, each) for each in event.figures_of(_PARTICIPATED)]
        chosen = {}
        for field, found in of_field.items():
            standing = [(report, figure) for report, figure in found if self._status(figure) == "current"]
            fitting = [figure for report, figure in standing if _is_of_whole_event(report, figure)]
            if own:
                fitting = [each for each in fitting if _is_of_record(each.attribution)]
            elif len(standing) > 1:  # which of them it is, a record could not say
                continue
            if fitting:
                chosen[field] = fitting[0]
        return chosen

    # --- the record --------------------------------------------------------------------------------------------------

    def _fields(self, event: Incident, said: Incident, *, own: bool) -> Mapping[str, str]:
        find = self._find
        found = {each.actor: find(Actor, each.actor) for each in said.participants}
        by = next((each.attribution for each in said.assertions), None)
        figures = self._figures(event, said, own=own)
        reports = self._reports_on(event, own=own)
        harm = tuple(figures[field] for field in _HARM if field in figures)
        made = PloverRow(
            event=attrs.evolve(
                said,
                figures=(figures["size"],) if "size" in figures else (),
                assertions=tuple(each for each in said.assertions if each.attribution.method == "coded"),
            ),
            actors={id_: actor for id_, actor in found.items() if actor is not None},
            place=find(Place, said.where[0].place) if said.where else None,
            text=find(Source, by.via[-1]) if by is not None and by.via else None,
            report=attrs.evolve(reports[0], figures=harm) if harm else None,
        )
        kept = _kept(event, made) if own else ()
        names = (*COLUMNS.names, *dict.fromkeys(COLUMNS.own_names(kept)))
        row = zip(names, COLUMNS.row(names, made, kept), strict=True)
        cells = {name: json_of(cell) if cell else "" for name, cell in row}
        written = [figure for field, figure in figures.items() if self._write_number(cells, field, figure, own=own)]
        again = _again(self._reading, cells)
        # What is left out.
        self._losses.add("Incident.extra", len(event.extra) - len(kept))
        self._count_figures(event, reports, written)
        self._count_attributions([*said.assertions, *written], made.text)
        self._count_heading(event, said, again.event)
        self._count_named(made, again)
        self._count_statement(made, again)
        return cells

    def _write_number(self, cells: dict[str, str], field: str, figure: Figure, *, own: bool) -> bool:
        """Whether a number says what a figure does, if need be in words ("at least 15"); otherwise it stays empty."""
        count, text = figure.count, as_text(_value(cells, "text"))
        coder = as_text(_value(cells, "coder")) or None
        if figure.attribution.coder != coder and (own or coder is not None):
            count = None  # it would be read as that coder's
        value = _value(cells, field)
        for words in (str(value).strip() if type(value) in (str, int) else "", str(count)):
            again = None if count is None else count_of(words, text)
            if count is not None and again is not None and again.bounds() == count.bounds():
                if words != str(value).strip():
                    cells[field] = as_json(words)
                self._losses.add("Count.text", count.text not in (None, again.text))
                self._losses.add("Count.policy", count.policy not in (None, again.policy))
                return True
        cells[field] = ""
        return False

    # --- what is left out --------------------------------------------------------------------------------------------

    def _count_figures(self, event: Incident, reports: Iterable[CasualtyReport], written: Sequence[Figure]) -> None:
        """Count the figures that no number says; a report of which none does is counted as a whole."""
        told = set(map(id, written))
        of_reports = [each for each in reports if not each.figures or told & set(map(id, each.figures))]
        self._find.mark(*of_reports)
        figures = [*event.figures, *(figure for each in of_reports for figure in each.figures)]
        self._losses.add("Figure", len(figures) - len(written))

    def _count_attributions(self, claims: Iterable[Claim], text: Source | None) -> None:
        """Count what reading does not give again of who claims it."""
        for claim in claims:
            by = claim.attribution
            again = _of_record(() if text is None else (text.id,), by.coder if by.method == "coded" else None)
            count_changed(by, again, ("source", "via", "method", "coder"), self._losses)

    def _count_heading(self, event: Incident, said: Incident, read: Incident) -> None:
        add = self._losses.add
        types = {(each.vocabulary, each.value): each.label for each in read.types}
        add("Incident.types", sum((each.vocabulary, each.value) not in types for each in event.types))
        labels = [(each.label, types.get((each.vocabulary, each.value), each.label)) for each in event.types]
        add("TypeCode.label", sum(label not in (None, again) for label, again in labels))
        add("Incident.realis", event.realis != read.realis)
        add("Incident.when", event.when is not None and said.when is None)
        add("Incident.where", len(event.where) - len(read.where))
        add("Location.role", sum(each not in event.where for each in said.where[: len(read.where)]))
        add("Incident.participants", len(event.participants) - len(read.participants))
        add("Participant.role", sum(each not in event.participants for each in said.participants))
        add("Incident.identifiers", len(event.identifiers) - len(read.identifiers))
        add("Incident.note", event.note != read.note)
        has_id = event.id.partition("~")[0] == read.id.partition("~")[0] or event.id.startswith(f"{PREFIX}row-")
        add("Incident.id", not has_id)
        add("Assertion", len(event.assertions) - len(said.assertions))

    def _count_named(self, made: PloverRow, again: PloverRow) -> None:
        """Count the fields of actors, place and text that a record does not give as they are."""
        self._losses.add("Actor.name", sum(each.sensitive for each in made.actors.values()))
        for one, other in [*_sides(made, again), (made.place, again.place), (made.text, again.text)]:
            if one is None or other is None:
                continue
            told = {each.value for each in other.identifiers}
            lost = sum(each.value not in told for each in one.identifiers)
            self._losses.add(f"{type(one).__name__}.identifiers", lost)
            names = _READ_OF[type(one)]
            withheld = isinstance(one, Actor) and one.sensitive
            count_changed(one, other, names[1:] if withheld else names, self._losses)

    def _count_statement(self, made: PloverRow, again: PloverRow) -> None:
        """Find the statement that a record makes; where the dataset has another, or none, that is counted."""
        known = self._statements.get(f"{made.event.id}-said")
        if again.statement is None:
            return
        ids = {again.event.id: made.event.id, **{other.id: one.id for one, other in _sides(made, again)}}
        said = again.statement
        same = attrs.evolve(
            said,
            id=f"{made.event.id}-said",
            source=None if made.text is None or again.text is None else made.text.id,
            speaker=ids.get(said.speaker or ""),
            positions=tuple(attrs.evolve(each, toward=ids.get(each.toward or "")) for each in said.positions),
            about=tuple(ids.get(each, each) for each in said.about),
        )
        if known is None:
            self._losses.add("Statement")
        elif known == same:
            self._find(Statement, known.id)


_READ_OF: Final[Mapping[type, Sequence[str]]] = {
    Actor: ("name", "kind"),
    Place: ("name", "country"),
    Source: ("title", "publisher", "url", "licence", "language", "length", "sha256", "extra"),
}
"""The fields of what a record names that it can give."""


# --- helpers ---------------------------------------------------------------------------------------------------------


def _types_of(event: Incident) -> tuple[TypeCode, ...] | None:
    """The types of an event with the context that says whether it happened; None where PLOVER has no such context."""
    more = [each for each in event.types if each.vocabulary == ID][1:]
    types = tuple(each for each in event.types if each not in more)
    if event.realis in ("actual", realis_of(_contexts(types))):
        return types
    word = _SAID_AS.get(event.realis)
    return None if word is None else (TypeCode(vocabulary=_CONTEXT, value=word), *types)


def _contexts(types: Iterable[TypeCode]) -> list[str]:
    return [each.value for each in types if each.vocabulary == _CONTEXT]


def _is_day(edtf: str | None) -> bool:
    return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", edtf or "") is not None


def _is_plain_yes(claim: Assertion) -> bool:
    """Whether a claim says without a doubt that the event occurred."""
    by = claim.attribution
    is_sure = by.commitment in ("unstated", "certain") and by.attributed != "unclear"
    return claim.value == "yes" and by.polarity == "asserts" and is_sure


def _of_record(via: tuple[str, ...], coder: str | None) -> Attribution:
    return Attribution(source=ID, via=via, method="coded" if coder else None, coder=coder)


def _is_of_record(by: Attribution) -> bool:
    """Whether reading a record gives a claim of this attribution."""
    return len(by.via) <= 1 and by == _of_record(by.via, by.coder)


def _is_of_whole_event(report: CasualtyReport | None, figure: Figure) -> bool:
    """Whether a figure says how many people there were of the whole event, and nothing else."""
    scope = figure.scope or (None if report is None else report.scope)
    window = figure.window or (None if report is None else report.window)
    by = figure.attribution
    plain = Figure(measure=figure.measure, item="people", count=figure.count, scope=figure.scope, attribution=by)
    bare = attrs.evolve(figure, id=None, spans=(), supersedes=None, note=None, described=None, waivers=())
    is_sure = by.polarity == "asserts" and by.commitment in ("unstated", "certain") and by.attributed != "unclear"
    return bare == plain and is_sure and scope in (None, "event") and window is None


def _kept(event: Incident, made: PloverRow) -> tuple[Cell, ...]:
    """The kept cells of a record, without a date that it no longer has and without what names who must not be named."""
    hidden = "date" if event.when is not None and made.event.when is None else ""
    names = [name for each in made.actors.values() if each.sensitive for name in (each.name, *each.aliases)]
    return tuple(
        each
        for each in event.extra
        if each.name.removesuffix(READ_AS) != hidden and not any(name in each.value for name in names)
    )


def _value(cells: Mapping[str, str], name: str) -> Any:
    return value_of(cells.get(name) or '""')


def _again(reading: Reading, cells: Mapping[str, str]) -> PloverRow:
    """What a record becomes that is read again; its date apart, which may need the whole column."""
    fields = {field_of(name): value_of(cell) for name, cell in cells.items() if cell}
    return reading.records(Row(number=1, cells={}), fields)


def _sides(made: PloverRow, again: PloverRow) -> list[tuple[Actor, Actor]]:
    """The actors of an event beside those that reading its record gives."""
    found = (made.actors.get(each.actor) for each in made.event.participants)
    told = [each for each in found if each is not None and actor_fields(each)]
    read = [again.actors[each.actor] for each in again.event.participants]
    return list(zip(told, read, strict=True)) if len(told) == len(read) else []
