"""Checks of numbers against the words that they were read from (CT103 to CT117).

Words that cannot be read, or not to the last word, are no finding; `_readings` says what is read. A leg of a dataset's
own triple is that dataset's number and not what the words say, so it is left alone. The phrase reader is imported only
where a figure has words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import attrs

from .._claims import Figure, Holder
from .._count import Count
from .._problems import Severity, shown
from .._reports import CasualtyReport
from .._views import scope_of, window_of
from .._vocab import Method, Scope
from ._engine import Check, Found, Subject, declare
from ._quoted import texts_of
from ._words import languages_of_sources, quoted

__all__ = ["COUNTS_IN_WORDS"]


@attrs.frozen
class _Said:
    """A figure with a number and with words."""

    figure: Figure
    count: Count
    quoted: tuple[str, ...]
    """The words of the spans of the figure itself, where a check looks at them."""
    languages: tuple[str | None, ...]
    holder: Holder
    path: str

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words of the count, and those quoted for the figure."""
        return self.quoted if self.count.text is None else (self.count.text, *self.quoted)


class _Fault(NamedTuple):
    """What is wrong between a number and its words, and the code that says so."""

    code: str
    expected: str
    suggestion: str | None = None


@declare("CT103", "qualifier-bound-mismatch", Severity.ERROR, "record")
def qualifier_bound_mismatch(subject: Subject) -> Iterator[Found]:
    """The words of a count give other bounds than it has: "at least 12" with an upper end, "over 300" with 300 in it.

    They are read under the policy that the count names. One number for a vague word is CT106's, a vague word without
    a policy CT105's, and none reported as zero CT117's. Where no policy is named, words such as "about 50" have soft
    bounds that are anybody's to set, so they are held only against a number of another size.
    """
    yield from _faults(subject, "CT103")


@declare("CT104", "number-not-in-quote", Severity.ERROR, "record")
def number_not_in_quote(subject: Subject) -> Iterator[Found]:
    """The words quoted for a figure have another number than the figure.

    It looks at the spans of the figure itself, whose words are held or given. Where the count's own words stand in
    them, or already differ from its bounds, it is for the other checks to speak.
    """
    for said in _quoting(subject):
        made = said.figure.attribution.method in (Method.EXTRAPOLATED, Method.CODED)
        if not said.quoted or made or (said.count.low == 0 and said.count.high is None) or said.count.approximate:
            continue
        if said.path in _all_faults(subject):
            continue
        from ._readings import other_number, stands_in  # noqa: PLC0415 - only a figure with words needs the reader

        if said.count.text is not None and any(stands_in(said.count.text, words) for words in said.quoted):
            continue
        others = [other_number(words, said.count.bounds(), said.languages) for words in said.quoted]
        if None not in others and others[0] is not None:
            message = f"expected {others[0].count}, as in the words quoted, {shown(said.quoted[0])}, got {said.count}"
            yield Found(
                path=f"{said.path}/count", message=message, value=str(said.count), suggestion=str(others[0].count)
            )


@declare("CT105", "vague-without-policy", Severity.WARNING, "record")
def vague_without_policy(subject: Subject) -> Iterator[Found]:
    """A vague word was given bounds, and the policy that gave them is not named.

    Words that every policy reads alike ("over 300", "about 50", "at least several dozen") need none, and neither does
    a count that says no more than that there were some. One number for a vague word is CT106's.
    """
    yield from _faults(subject, "CT105")


@declare("CT106", "exact-from-vague", Severity.WARNING, "record")
def exact_from_vague(subject: Subject) -> Iterator[Found]:
    """Words that give no single number are held as exactly one, and no policy that says so is named."""
    yield from _faults(subject, "CT106")


@declare("CT112", "words-digits-disagree", Severity.WARNING, "record")
def words_digits_disagree(subject: Subject) -> Iterator[Found]:
    """A number stands in words and in digits, and they are not the same: "twelve (13)"."""
    for said in _quoting(subject):
        from ._readings import twice_told  # noqa: PLC0415 - as above

        for words in said.phrases:
            told = twice_told(words, said.languages)
            if told is not None:
                message = f"expected one number in words and in digits, got {shown(told[0])} and {shown(told[1])}"
                yield Found(path=f"{said.path}/count", message=message, value=words)
                break


@declare("CT113", "year-read-as-count", Severity.WARNING, "record")
def year_read_as_count(subject: Subject) -> Iterator[Found]:
    """The words of a count, or those around its span, are those of a year: "in 2014"."""
    texts = texts_of(subject)
    for said in _quoting(subject):
        number = said.count.low
        if number != said.count.high:
            continue
        from ._readings import is_year, year_at  # noqa: PLC0415 - as above

        words = next((each for each in said.phrases if is_year(each, number)), None)
        text, span = texts.get(said.figure.attribution.source), said.figure.figure_span
        if words is None and text is not None and span is not None and span.matches(text):
            words = year_at(text, span.start, span.end, number)
        if words is not None:
            message = f"expected a number of people or things, got the year in the words {shown(words)}"
            yield Found(path=f"{said.path}/count", message=message, value=str(said.count))


@declare("CT114", "change-read-as-range", Severity.WARNING, "record")
def change_read_as_range(subject: Subject) -> Iterator[Found]:
    """A change of one number into another is held as a range between them: "rose from 12 to 14" as 12 to 14."""
    for said in _quoting(subject):
        if said.count.low == said.count.high or said.count.high is None:
            continue
        from ._readings import changed  # noqa: PLC0415 - as above

        for words in said.phrases:
            ends = {said.count.low, said.count.high}
            new = next((new for old, new in changed(words, said.languages) if {old.low, new.low} == ends), None)
            if new is not None:
                message = f"expected {new}, to which the number changed ({shown(words)}), got {said.count}"
                yield Found(path=f"{said.path}/count", message=message, value=str(said.count), suggestion=str(new))
                break


@declare("CT115", "increment-as-total", Severity.WARNING, "record")
def increment_as_total(subject: Subject) -> Iterator[Found]:
    """A number of harm is said to come on top of another ("another 41"), and the figure does not say so.

    It is found where the same report has a number of the same harm, group and window from the same source, on top of
    which it may come, or where the figure says that it is cumulative. Alone, "another four were killed in Kherson" may
    be all of them.
    """
    totals: dict[tuple[object, ...], int] = {}
    for figure, _, holder, _ in subject.numbers():
        if isinstance(holder, CasualtyReport) and figure.besides is None and figure.within is None:
            totals[_harm(holder, figure)] = totals.get(_harm(holder, figure), 0) + 1
    for said in _quoting(subject):
        figure, scope = said.figure, scope_of(said.holder, said.figure)
        if not isinstance(said.holder, CasualtyReport) or not subject.standing.is_asserted(figure):
            continue
        bound = (figure.besides, figure.within, figure.supersedes) != (None, None, None)
        if bound or scope in (Scope.INCREMENT, Scope.PHASE, Scope.WINDOW):
            continue
        if totals.get(_harm(said.holder, figure), 0) < 2 and scope is not Scope.CUMULATIVE:
            continue
        from ._readings import increment  # noqa: PLC0415 - as above

        found = next(
            (
                (word, each)
                for each in said.phrases
                if (word := increment(each, said.count, said.languages)) is not None
            ),
            None,
        )
        if found is not None:
            message = f"expected `besides` or the scope increment, as the word {shown(found[0])} says, got neither"
            yield Found(path=said.path, message=f"{message} for {shown(found[1])}", value=str(said.count))


@declare("CT117", "none-reported-as-zero", Severity.WARNING, "record")
def none_reported_as_zero(subject: Subject) -> Iterator[Found]:
    """That none has been reported is held as exactly zero: "no casualties were reported"."""
    yield from _faults(subject, "CT117")
    for said in _quoting(subject):
        if said.count.text is not None or said.count != Count(low=0, high=0):
            continue
        from ._readings import NUMBERS_ONLY, read  # noqa: PLC0415 - as above

        words = next((each for each in said.quoted if read(each, NUMBERS_ONLY, said.languages) == _NONE_KNOWN), None)
        if words is not None:
            message = f"expected no upper end, since the words {shown(words)} say that none is known, got exactly 0"
            yield Found(path=f"{said.path}/count", message=message, value=str(said.count))


def _harm(holder: Holder, figure: Figure) -> tuple[object, ...]:
    """What a number and one that comes on top of it have in common."""
    kind = (figure.measure, figure.item, figure.group, figure.from_, figure.to)
    return id(holder), *kind, window_of(holder, figure), figure.attribution.source


def _quoting(subject: Subject) -> Iterator[_Said]:
    """Every figure with a number and with words, of its own or of its spans."""
    return _figures(subject, texts_of(subject))


def _figures(subject: Subject, texts: Mapping[str, str] | None) -> Iterator[_Said]:
    """Every figure with a number and with words; without texts only those whose count has words of its own."""
    languages: dict[str, tuple[str | None, ...]] = {}
    for claim, holder, path in subject.claims:
        if not isinstance(claim, Figure) or claim.count is None or claim.estimate is not None:
            continue
        words = () if texts is None else quoted(claim, texts)
        if claim.count.text is None and not words:
            continue
        source = claim.attribution.source
        if source not in languages:
            from ._readings import languages_of  # noqa: PLC0415 - as above

            languages[source] = languages_of(languages_of_sources(subject).get(source))
        yield _Said(claim, claim.count, words, languages[source], holder, path)


def _all_faults(subject: Subject) -> dict[str, tuple[_Said, _Fault]]:
    """Every figure whose words and number do not agree, by its path; five checks ask, and the words are read once."""
    return subject.once(_find_faults)


def _find_faults(subject: Subject) -> dict[str, tuple[_Said, _Fault]]:
    faults = ((said, _fault(said)) for said in _figures(subject, None))
    return {said.path: (said, fault) for said, fault in faults if fault is not None}


def _faults(subject: Subject, code: str) -> Iterator[Found]:
    """The figures whose words and number have the fault of that code."""
    for said, fault in _all_faults(subject).values():
        if fault.code == code:
            message = f"expected {fault.expected}, got {_told(said.count)}"
            yield Found(path=f"{said.path}/count", message=message, value=str(said.count), suggestion=fault.suggestion)


def _told(count: Count) -> str:
    return f"exactly {count}" if count.is_exact else str(count)


_NONE_KNOWN: Final = Count(low=0, approximate=True)
"""What "none has been reported" says."""


def _fault(said: _Said) -> _Fault | None:
    """What is wrong between a number and its own words: one fault at most, since one cause has one finding."""
    count, words = said.count, said.count.text
    if words is None or words == str(count.low) == str(count.high):
        return None
    from ._readings import NUMBERS_ONLY, differs, is_shipped, read  # noqa: PLC0415 - as above

    # Plain numbers and what qualifies them are read alike under every policy of bounds.
    numbers = read(words, NUMBERS_ONLY, said.languages)
    literal = numbers or read(words, "literal", said.languages)
    if literal is None:
        return None
    told = shown(words)
    if numbers == _NONE_KNOWN and count.low == count.high == 0:
        return _Fault("CT117", f"no upper end, since the words {told} say that none is known")
    vague = numbers is None and differs(words, said.languages)
    if count.policy is not None and is_shipped(count.policy):
        under = read(words, count.policy, said.languages)
        if under is None or under.same_bounds(count):
            return None
        code = "CT106" if vague and count.low == count.high else "CT103"
        return _Fault(code, f"{under}, as the policy {count.policy} reads the words {told}", str(under))
    if vague:
        return _of_vague_words(count, told)
    if literal.approximate:
        return _of_soft_words(count, literal, told)
    if literal.same_bounds(count) or _may_be_meant(count, literal):
        return None
    return _Fault("CT103", f"{literal}, as the words {told} say", str(literal))


def _may_be_meant(count: Count, read: Count) -> bool:
    """Whether other bounds are a sound choice of somebody who names no shipped policy."""
    if count.policy is not None:  # somebody's own, which may give single numbers
        return count.low == count.high == read.low
    softened = count.approximate and read.is_exact and read in count  # "a dozen" as about a dozen
    some = read.low == 0 and count.low == 1 and count.high == read.high  # "up to 40" died, so somebody did
    return softened or some


def _of_vague_words(count: Count, told: str) -> _Fault | None:
    """What is wrong where it depends on the policy what the words say, and no shipped one is named."""
    if count.policy is not None:  # somebody's own, which may say anything
        return None
    if count.low == count.high:
        return _Fault("CT106", f"bounds, since the words {told} give no single number and no policy is named")
    if count.low <= 1 and count.high is None:
        return None
    return _Fault("CT105", f"the name of the policy under which the words {told} have bounds")


def _of_soft_words(count: Count, read: Count, told: str) -> _Fault | None:
    """What is wrong where every policy reads the words alike, and their bounds are soft."""
    if read.high is None or count.policy is not None or read.same_bounds(count):
        return None
    wide = Count(low=read.low // 2, high=read.high * 2)
    if not wide.may_equal(count):
        return _Fault("CT103", f"{read}, as the words {told} say", str(read))
    if count.is_exact:
        return _Fault("CT106", f"{read}, since the words {told} give no single number", str(read))
    return None


COUNTS_IN_WORDS: Final[tuple[Check, ...]] = (
    qualifier_bound_mismatch,
    number_not_in_quote,
    vague_without_policy,
    exact_from_vague,
    words_digits_disagree,
    year_read_as_count,
    change_read_as_range,
    increment_as_total,
    none_reported_as_zero,
)
