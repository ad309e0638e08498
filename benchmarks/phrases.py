# ruff: noqa: INP001, RUF001, S603, T201 - a script beside the package, which starts itself anew and prints; texts of several scripts
"""How long `Count.find` takes on texts that were made to slow it down, and how others read the same phrases.

    python benchmarks/phrases.py          # tables
    python benchmarks/phrases.py --json   # the same figures as JSON
    python benchmarks/phrases.py --quick  # without the longest texts

Each figure comes from a process of its own, so that one text's memory is not counted with another's. Time is that of
the process alone; the best of several runs is taken where the text is short. The readers of others are measured where
they are installed, and are no dependency.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from typing import Any, Final

from conflictevents import Count

SIZES: Final = (100_000, 1_000_000, 10_000_000)
"""The lengths of the texts, in characters."""

_PEER_SIZES: Final = (2_000, 20_000, 200_000)
# A short text is read several times, a long one once.
_READ_AT_LEAST: Final = 1_000_000
# In seconds: a text that would take longer is left out.
_LONGEST_RUN: Final = 30

_ENGLISH: Final = (
    "Officials in the northern district said on Tuesday that at least 12 people had been killed and dozens more hurt "
    "when a warehouse was hit shortly after 3 a.m. Rescuers pulled three children from the rubble, and several "
    "hundred homes were left without power. The ministry put the number of drones at over 300, of which about 250 were "
    "shot down; a spokesman, 41, would not say how many had come through. In 2023 the town had some 4,000 residents.\n"
)
_UKRAINIAN: Final = (
    "Щонайменше 12 людей загинули, ще десятки дістали поранення внаслідок нічного удару по складу, повідомили в "
    "адміністрації. Рятувальники вивели з-під завалів трьох дітей. Понад 300 будинків залишилися без світла, близько "
    "50 з них пошкоджено. Минулого року в місті жило приблизно чотири тисячі людей.\n"
)
_NO_NUMBER: Final = "the sirens fell silent and people came out to sweep the glass from the street before the rain "

CASES: Final[Mapping[str, str]] = {
    "English prose": _ENGLISH,
    "Ukrainian prose": _UKRAINIAN,
    "both, line by line": _ENGLISH + _UKRAINIAN,
    "prose without a number": _NO_NUMBER,
    "hyphens": "-",
    "hyphens apart": "- ",
    "digits, hyphens between": "1-",
    "below zero": "-1 ",
    "one run of digits": "7",
    "digits apart": "7 ",
    "groups, commas": "123,",
    "groups, dots": "123.",
    "groups, spaces": "123 ",
    "number words": "hundred thousand million ",
    "number words, joined": "two hundred and five thousand and ",
    "tens without ones": "twenty thirty forty ",
    "plurals": "tens of hundreds of thousands of ",
    "qualifiers": "at least about over up to nearly ",
    "one qualifier": "up to ",
    "range words": "between 3 and 4 to 5 or ",
    "opened ranges": "between from between from ",
    "open alternatives": "12 if not 13 if not ",
    "upper and lower": "more than 10 but fewer than 20 but ",
    "nothing reported": "no reports of no ",
    "lists of ages": "aged 9, 14, 23, ",
    "brackets": "(12) [13] ",
    "one word": "a",
    "letters and digits": "a1",
    "marks of direction": "\u200f12\u200e ",
    "overrides": "\u202e12\u202c ",
    "no width": "1\u200b",
    "full width": "\uff11\uff12 ",
    "Arabic-Indic digits": "\u0663\u0660\u0663 ",
    "decomposed Cyrillic": "\u0438\u0306\u0456\u0308 12 ",
    "stress marks": "а\u0301",
    "Cyrillic number words": "двісті тисяч мільйонів ",
    "Cyrillic qualifiers": "не менше понад близько ",
}
"""What each text repeats, by name."""

PHRASES: Final = ("over 300", "several hundred", "dozens", "between three and five")
"""The phrases that are shown as each reader understands them."""


def text_of(unit: str, length: int) -> str:
    """A text of about that length which repeats a unit; not cut, which would make a second copy in memory."""
    return unit * max(1, length // len(unit))


def _peak() -> int:
    """The most memory that this process has held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _measured(read: Callable[[str], int], text: str) -> dict[str, float]:
    """Time, memory above that of the text, and what was found, of one text."""
    before = _peak()
    runs, found = [], 0
    for _ in range(max(1, min(5, _READ_AT_LEAST // len(text)))):
        start = time.process_time()
        found = read(text)
        runs.append(time.process_time() - start)
    return {
        "length": len(text),
        "ns": min(runs) / len(text) * 1e9,
        "bytes": (_peak() - before) / len(text),
        "found": found,
    }


def _found(text: str) -> int:
    return sum(1 for _ in Count.find(text))


def measure(name: str, length: int) -> dict[str, float]:
    """Measure one case at one length, in this process."""
    list(Count.find("dozens, десятки"))  # the words of the languages are read once, and not what is measured
    return _measured(_found, text_of(CASES[name], length))


# --- the readers of others ---


def _quantulum3() -> tuple[Callable[[str], Any], Callable[[str], int]]:
    from quantulum3 import parser  # noqa: PLC0415 - no dependency: only where it is installed

    def shown(text: str) -> Any:
        return [quantity.value for quantity in parser.parse(text)]

    return shown, lambda text: len(parser.parse(text))


def _text2num() -> tuple[Callable[[str], Any], Callable[[str], int]]:
    from text_to_num import alpha2digit  # noqa: PLC0415

    return lambda text: alpha2digit(text, "en"), lambda text: len(alpha2digit(text, "en"))


def _number_parser() -> tuple[Callable[[str], Any], Callable[[str], int]]:
    from number_parser import parse  # noqa: PLC0415

    return lambda text: parse(text, language="en"), lambda text: len(parse(text, language="en"))


def _recognizers() -> tuple[Callable[[str], Any], Callable[[str], int]]:
    from recognizers_number import Culture, recognize_number  # noqa: PLC0415

    def shown(text: str) -> Any:
        return [found.resolution["value"] for found in recognize_number(text, Culture.English)]

    return shown, lambda text: len(recognize_number(text, Culture.English))


def _own() -> tuple[Callable[[str], Any], Callable[[str], int]]:
    return lambda text: [str(found.count) for found in Count.find(text)], _found


PEERS: Final[Mapping[str, tuple[str, Callable[[], tuple[Callable[[str], Any], Callable[[str], int]]]]]] = {
    "conflictevents": ("conflictevents", _own),
    "quantulum3": ("quantulum3", _quantulum3),
    "text2num": ("text2num", _text2num),
    "number-parser": ("number-parser", _number_parser),
    "recognizers-text": ("recognizers-text-number", _recognizers),
}
"""The readers to compare, with the distribution of each; some rewrite the text instead of giving numbers."""


def compare(name: str, length: int) -> dict[str, Any]:
    """What one reader makes of the phrases, and its time on English prose, in this process."""
    distribution, load = PEERS[name]
    warnings.simplefilter("ignore")
    try:
        shown, read = load()
    except ImportError as error:
        return {"missing": str(error)}
    try:
        version = metadata.version(distribution)
    except metadata.PackageNotFoundError:
        version = "from source"
    gives = {phrase: shown(phrase) for phrase in PHRASES}
    return {"version": version, "gives": gives, **_measured(read, text_of(_ENGLISH, length))}


# --- all of it ---


def _child(what: str, name: str, length: int) -> dict[str, Any]:
    """Measure in a new process; an error of it is the result."""
    done = subprocess.run(
        [sys.executable, __file__, "--child", what, name, str(length)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        return {"missing": done.stderr.strip().splitlines()[-1]}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _grown(name: str, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Measure one case at growing lengths, as long as the next one is not expected to take too long."""
    rows: list[dict[str, Any]] = []
    for size in sizes:
        if rows and rows[-1]["ns"] * size > _LONGEST_RUN * 1e9:
            break
        rows.append(_child("case", name, size))
    return rows


def _line(name: str, *cells: str, widths: Sequence[int]) -> None:
    print(f"{name:24}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)), flush=True)


def _cases(sizes: Sequence[int]) -> None:
    widths = [*(16 for _ in sizes), 8, 7, 12]
    _line("Count.find on", *(f"ns, {size:,}" for size in sizes), "growth", "bytes", "found", widths=widths)
    worst = 0.0
    for name in CASES:
        rows = _grown(name, sizes)
        growth = rows[-1]["ns"] / rows[0]["ns"]
        worst = max(worst, growth)
        last = f"{growth:.2f}", f"{rows[-1]['bytes']:.1f}", f"{rows[-1]['found']:,}"
        times = [*(f"{row['ns']:,.0f}" for row in rows), *("left out" for _ in sizes[len(rows) :])]
        _line(name, *times, *last, widths=widths)
    print("\nns: per character of a text of that many characters")
    print(f"growth: the last of them over the first, 1 where time is proportional to length; at most {worst:.2f}")
    print("bytes: memory per character, above that of the text itself, at the longest text; found: the counts in it\n")


def _peers() -> None:
    widths = [14, *(14 for _ in _PEER_SIZES), 8]
    _line("English prose", "version", *(f"ns, {size:,}" for size in _PEER_SIZES), "times", widths=widths)
    own, answers = 0.0, {}
    for name in PEERS:
        rows = [_child("peer", name, size) for size in _PEER_SIZES]
        if "missing" in rows[0]:
            print(f"{name:24}  not measured: {rows[0]['missing']}")
            continue
        own = own or rows[-1]["ns"]
        answers[name] = rows[0]["gives"]
        times = f"{rows[-1]['ns'] / own:.2f}"
        _line(name, rows[0]["version"], *(f"{row['ns']:,.0f}" for row in rows), times, widths=widths)
    print("\ntimes: as long as conflictevents takes for the longest text\n")
    for phrase in PHRASES:
        print(f"“{phrase}”")
        for name, gives in answers.items():
            print(f"  {name:18}{gives[phrase]}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the phrase reader.")
    parser.add_argument("--json", action="store_true", help="print JSON, one object")
    parser.add_argument("--quick", action="store_true", help="without the longest texts")
    parser.add_argument("--child", nargs=3, metavar=("WHAT", "NAME", "LENGTH"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        what, name, length = given.child
        print(json.dumps((measure if what == "case" else compare)(name, int(length))))
        return
    sizes = SIZES[:2] if given.quick else SIZES
    if given.json:
        cases = {name: _grown(name, sizes) for name in CASES}
        peers = {name: [_child("peer", name, size) for size in _PEER_SIZES] for name in PEERS}
        print(json.dumps({"python": platform.python_version(), "cases": cases, "peers": peers}, indent=1))
        return
    print(f"{platform.python_implementation()} {platform.python_version()}\n")
    _cases(sizes)
    _peers()


if __name__ == "__main__":
    main()
