# ruff: noqa: INP001, RUF001, S603, T201 - a script beside the package, which starts itself anew and prints, with a sign of multiplication
"""How fast datasets are read, written and checked, beside other libraries: one command, one set of tables.

    python benchmarks/run.py              # the tables; some minutes
    python benchmarks/run.py --small      # everything once, with little data, to see that it runs
    python benchmarks/run.py --json FILE  # the figures as well, with those of each round
    python benchmarks/run.py --largest 1000000  # growth up to that many records; it takes 10 GB

Time is CPU time. Each peer is measured between two runs of the base (A-B-A), several times over, and its ratio is the
median; the spread is from the first to the third quartile. Peers are measured where they are installed, and are no
dependency. It needs a POSIX system.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from importlib import metadata
from pathlib import Path
from typing import Any, Final, NamedTuple

import _content
import _peers
import attrs

import conflictevents as ce
from conflictevents import _reading
from conflictevents.reconcile import reconcile


class Settings(NamedTuple):
    """How much is measured.

    Attributes:
        size: The records that are read and written.
        slow: The records for the slow peers.
        rounds: How often each peer is measured.
        kept: The records that are kept when memory is measured.
        starts: How often a process is started.
        growth: The numbers of records between which growth is measured.
        collected: The records that are kept when the garbage collector is measured.
    """

    size: int
    slow: int
    rounds: int
    kept: int
    starts: int
    growth: tuple[int, ...]
    collected: int


FULL: Final = Settings(10_000, 300, 7, 2000, 15, (1000, 10_000, 100_000), 20_000)
SMALL: Final = Settings(24, 24, 1, 24, 1, (20, 40), 40)

Figures = dict[str, Any]


# --- the way of measuring --------------------------------------------------------------------------------------------


def timed(call: Callable[[], Any]) -> float:
    """The CPU seconds of a call without the garbage collector; that what it gives is thrown away does not count."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        result = call()
        taken = time.process_time() - start
    finally:
        gc.enable()
    del result
    return taken


def paired(base: Callable[[], Any], other: Callable[[], Any], rounds: int) -> tuple[list[float], list[float]]:
    """The ratios of a call to the mean of the base before and after it, and its seconds, round by round."""
    ratios, seconds = [], []
    for _ in range(rounds):
        before, taken, after = timed(base), timed(other), timed(base)
        ratios.append(2 * taken / (before + after))
        seconds.append(taken)
    return ratios, seconds


def _spread(values: Sequence[float]) -> tuple[float, float]:
    if len(values) < 2:
        return values[0], values[0]
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return first, third


def _child(*arguments: object) -> Figures:
    """Measure in a process of its own; where it fails, why is the result."""
    done = subprocess.run(
        [sys.executable, __file__, "--child", *map(str, arguments)], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        return {"missing": (done.stderr.strip().splitlines() or ["no message"])[-1]}
    result: Figures = json.loads(done.stdout.splitlines()[-1])
    return result


def _made(name: str) -> tuple[_peers.Peer | None, str]:
    try:
        return _peers.PEERS[name](), ""
    except ImportError as error:
        return None, f"not run: {error}"


def _prepared(size: int) -> tuple[_content.Content, _content.Content]:
    """Clean and partly faulty content of which all forms are made, so that only reading is measured."""
    clean = _content.content(size)
    faulty = _content.partly_faulty(clean, every=min(100, size // 2))
    for each in (clean, faulty):
        assert each.lines  # noqa: S101 - made here once
        assert each.tags  # noqa: S101
    assert clean.document  # noqa: S101
    return clean, faulty


# --- reading and writing ---------------------------------------------------------------------------------------------


def reading_and_writing(settings: Settings) -> list[Figures]:
    """Every peer: clean records, one in a hundred faulty, and writing, as ratios to two sorts of Struct."""
    whole, part = _prepared(settings.size), _prepared(settings.slow)
    types, limits = (_peers.PEERS[name]() for name in _peers.BASES)
    # Before anything else is made and thrown away, so that they lie side by side in memory: the toughest base.
    kept = {(base.name, id(clean)): base.read(clean) for base in (types, limits) for clean, _ in (whole, part)}
    gc.collect()
    gc.freeze()  # what was prepared need not be gone through before each measurement
    rows = []
    for name in _peers.PEERS:
        peer, why = _made(name)
        if peer is None:
            rows.append({"peer": name, "missing": why})
            continue
        clean, faulty = part if peer.slow else whole
        bases = [(base, kept[base.name, id(clean)]) for base in (types, limits)]
        rows.append({"name": name} | _row(peer, clean, faulty, bases, settings.rounds))
        _say(f"  {peer.name}")
    gc.unfreeze()
    return rows


def _row(
    peer: _peers.Peer,
    clean: _content.Content,
    faulty: _content.Content,
    bases: Sequence[tuple[_peers.Peer, list[Any]]],
    rounds: int,
) -> Figures:
    """The measurements of one peer; beside each base stands what it has read and writes."""
    own = clean if peer.own is None else peer.own(clean)
    row: Figures = {"peer": peer.name, "records": clean.size}
    records = peer.read(own)
    if peer.write is not None:
        row["bytes"] = sum(map(len, peer.write(records)))
    if peer.read_each is not None:
        row["faults told"], _ = peer.read_each(faulty)

    def measured(base: Callable[[], Any], other: Callable[[], Any]) -> Figures:
        base()
        other()
        ratios, seconds = paired(base, other, rounds)
        first, third = _spread(ratios)
        us = statistics.median(seconds) / clean.size * 1e6
        return {"ratio": statistics.median(ratios), "first": first, "third": third, "us": us, "rounds": ratios}

    for name, (base, kept) in zip(_peers.BASES, bases, strict=True):
        row[f"read/{name}"] = measured(lambda base=base: base.read(clean), lambda: peer.read(own))
        if (read_each := peer.read_each) is not None:
            each = lambda read_each=read_each: read_each(faulty)  # noqa: E731 - a call to measure
            row[f"faulty/{name}"] = measured(lambda base=base: base.read(clean), each)
        if (write := peer.write) is not None:
            again = lambda base=base, kept=kept: base.write(kept)  # noqa: E731 - as above
            row[f"write/{name}"] = measured(again, lambda write=write: write(records))
    return row


def faults_found() -> list[Figures]:
    """Which peers refuse which faults: what a ratio is worth depends on it."""
    clean = _content.content(12)
    index = clean.tags.index("report")
    line = clean.lines[index]
    names = [*_content.FAULTS, _content.REPEATED]
    rows = []
    for name in _peers.PEERS:
        peer, why = _made(name)
        if peer is None or peer.own is not None or name in {"own_document", "own_unshared", "structs_document"}:
            if peer is None:
                rows.append({"peer": name, "missing": why})
            continue
        peer.read(clean)
        found = {fault: _refuses(peer, clean.with_line(index, _content.spoilt(line, fault))) for fault in names}
        rows.append({"peer": peer.name, "found": found})
    return rows


def _refuses(peer: _peers.Peer, content: _content.Content) -> bool:
    try:
        peer.read(content)
    except Exception:  # noqa: BLE001 - each has exceptions of its own
        return True
    return False


# --- memory ----------------------------------------------------------------------------------------------------------


def memory(settings: Settings) -> list[Figures]:
    """The bytes that each kept record takes, each peer in a process of its own."""
    rows = []
    for name in _peers.PEERS:
        if name in {"structs_lengths", "structs_patterns", "structs_document", "own_document", "own_explaining"}:
            continue  # they keep the same as others
        row = _child("memory", name, settings.kept)
        rows.append({"peer": name} | row)
    base = next((row["bytes"] for row in rows if "bytes" in row), 1)
    for row in rows:
        if "bytes" in row:
            row["ratio"] = row["bytes"] / base
    return rows


def _memory(name: str, size: int) -> Figures:
    peer = _peers.PEERS[name]()
    small, clean = _content.content(10), _content.content(size)
    peer.read(small if peer.own is None else peer.own(small))
    given = clean if peer.own is None else peer.own(clean)
    assert clean.lines  # noqa: S101 - made before it counts
    assert clean.tags  # noqa: S101
    gc.collect()
    tracemalloc.start()
    records = peer.read(given)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del records
    return {"peer": peer.name, "bytes": held / size}


# --- starting --------------------------------------------------------------------------------------------------------

_FIRST: Final = f'import conflictevents; conflictevents.loads(\'{{"format": "{ce.FORMAT}"}}\')'

STARTS: Final = {
    "bare Python": ["-c", "pass"],
    "import attrs": ["-c", "import attrs"],
    "import msgspec": ["-c", "import msgspec"],
    "import attrs, msgspec": ["-c", "import attrs, msgspec"],
    "import cattrs": ["-c", "import cattrs"],
    "import pydantic": ["-c", "import pydantic; pydantic.BaseModel"],
    "import stix2": ["-c", "import stix2"],
    "import followthemoney": ["-c", "import followthemoney; followthemoney.model"],
    "import conflictevents": ["-c", "import conflictevents"],
    "from conflictevents import Dataset": ["-c", "from conflictevents import Dataset"],
    "from conflictevents import *": ["-c", "from conflictevents import *"],
    "import conflictevents, and the first loads": ["-c", _FIRST],
    "conflictevents --help": ["-m", "conflictevents", "--help"],
}
"""What a process is started for, by name, as arguments of Python."""


def starting(settings: Settings) -> list[Figures]:
    """The CPU time of whole processes, each after one of bare Python."""
    rows = []
    for name, arguments in STARTS.items():
        spent, above = [], []
        for each in range(settings.starts + 1):  # the first one reads from the disk
            bare, _ = _process(STARTS["bare Python"])
            taken, status = _process(arguments)
            if status:
                break
            if each:
                spent.append(taken * 1000)
                above.append((taken - bare) * 1000)
        if not spent:
            rows.append({"start": name, "missing": "not run: it is not installed, or fails"})
            continue
        first, third = _spread(spent)
        rows.append({"start": name, "ms": statistics.median(spent), "first": first, "third": third})
        rows[-1]["above"] = 0.0 if name == "bare Python" else statistics.median(above)
    return rows


def _process(arguments: list[str]) -> tuple[float, int]:
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = subprocess.Popen([sys.executable, *arguments], **quiet)  # type: ignore[call-overload]
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, started.returncode


# --- growth, and the garbage collector -------------------------------------------------------------------------------


def growth(settings: Settings) -> list[Figures]:
    """The time for a record at growing sizes, each size in a process of its own."""
    sizes = [_child("growth", size) for size in settings.growth]
    rows = []
    for what in ("load", "scan", "dump", "check", "reconcile", "diff", "merge"):
        times = [each.get(what) for each in sizes]
        rows.append({"what": what, "us": dict(zip(settings.growth, times, strict=True))})
        if all(times):
            rows[-1]["growth"] = times[-1] / times[0]
        else:
            rows[-1]["missing"] = next(str(each["missing"]) for each in sizes if "missing" in each)
    return rows


def _growth(size: int) -> Figures:
    ce.check(ce.loads(_content.content(20).data))  # what is made once is no part of it
    # A short input is read several times.
    runs = max(1, min(5, 20_000 // size))
    dataset, figures = _read_again(size, runs)
    figures["check"] = min(_cpu(lambda: ce.check(dataset)) for _ in range(runs))
    later = _next_version(dataset)
    figures["reconcile"] = min(_cpu(lambda: reconcile(dataset)) for _ in range(runs))
    figures["diff"] = min(_cpu(lambda: ce.diff(dataset, later)) for _ in range(runs))
    figures["merge"] = min(_cpu(lambda: ce.merge(dataset, later, on_conflict="rename")) for _ in range(runs))
    figures["dump"] = min(_cpu(lambda: ce.dumps(dataset, format="jsonl")) for _ in range(runs))
    return {what: seconds / size * 1e6 for what, seconds in figures.items()}


def _next_version(dataset: ce.Dataset) -> ce.Dataset:
    """A tenth of the events with another note, and a claim fewer where they have some."""
    events = tuple(
        event if at % 10 else attrs.evolve(event, note="Seen again.", figures=event.figures[1:])
        for at, event in enumerate(dataset.events)
    )
    return attrs.evolve(dataset, events=events)


def _read_again(size: int, runs: int) -> tuple[ce.Dataset, Figures]:
    data = _content.content(size).data
    scanned = min(_cpu(lambda: sum(1 for _ in ce.scan(data))) for _ in range(runs))
    loaded = min(_cpu(lambda: ce.loads(data, format="jsonl")) for _ in range(runs))
    return ce.loads(data, format="jsonl"), {"scan": scanned, "load": loaded}


def _cpu(call: Callable[[], Any]) -> float:
    """The CPU seconds of a call, with the garbage collector as it is."""
    gc.collect()
    start = time.process_time()
    result = call()
    taken = time.process_time() - start
    del result
    return taken


def collecting(settings: Settings) -> list[Figures]:
    """What pausing the garbage collector saves when many records are kept; each case in a process of its own."""
    rows = []
    for name in ("own", "own_unshared", "structs", "pydantic"):
        on, off = (_child("collecting", name, settings.collected, how) for how in ("on", "off"))
        row = {"peer": on.get("peer", name)}
        if "us" in on and "us" in off:
            row |= {"on": on["us"], "off": off["us"], "ratio": on["us"] / off["us"]}
        else:
            row["missing"] = on.get("missing") or off.get("missing")
        rows.append(row)
    return rows


def _collecting(name: str, size: int, how: str) -> Figures:
    peer = _peers.PEERS[name]()
    clean = _content.content(size)
    peer.read(_content.content(10))
    assert clean.lines  # noqa: S101 - made before it counts
    assert clean.tags  # noqa: S101
    if how == "on":
        _reading.paused = nullcontext  # type: ignore[assignment]
    elif not name.startswith("own"):
        gc.disable()
    return {"peer": peer.name, "us": _cpu(lambda: peer.read(clean)) / size * 1e6}


# --- tables ----------------------------------------------------------------------------------------------------------


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    print(f"\n### {title}\n")
    print(f"| {' | '.join(head)} |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print(f"| {' | '.join(row)} |")


def _ratio(figures: Figures | None) -> str:
    if figures is None:
        return "–"
    return f"{figures['ratio']:.2f} ({figures['first']:.2f}–{figures['third']:.2f})"


def _us(figures: Figures | None) -> str:
    return "–" if figures is None else f"{figures['us']:,.1f}"


def _print_reading(rows: list[Figures], _: Settings) -> None:
    for job, title, more in (
        ("read", "Reading sound records", None),
        ("faulty", "Reading, with one record in a hundred faulty and every fault told", "faults told"),
        ("write", "Writing", "bytes"),
    ):
        keys = [f"{job}/{name}" for name in _peers.BASES]
        head = ("", "× Struct, all limits", "× Struct, types", "µs a record", *([] if more is None else [more]))
        cells = []
        for row in rows:
            if keys[0] in row:
                extra = (
                    []
                    if more is None
                    else [f"{row[more]:,}" if more != "bytes" else f"{row[more] / row['records']:,.0f}"]
                )
                cells.append((row["peer"], *(_ratio(row[key]) for key in reversed(keys)), _us(row[keys[0]]), *extra))
            elif "missing" in row and job == "read":
                cells.append(_missing(row, len(head)))
        _table(title, head, cells)


def _print_asked(results: dict[str, list[Figures]]) -> None:
    """What was asked for beside what came out, for the reader who wants no more."""
    reading = {row["name"]: row for row in results["reading"] if "name" in row}
    own, pydantic = reading["own"], reading.get("pydantic")
    types, limits = _peers.BASES

    def beside(job: str) -> str:
        return f"{own[f'{job}/{limits}']['ratio']:.2f}; {own[f'{job}/{types}']['ratio']:.2f} beside types alone"

    def beside_pydantic(job: str) -> str:
        if pydantic is None:
            return "not run"
        return f"{own[f'{job}/{types}']['us'] / pydantic[f'{job}/{types}']['us']:.2f}"

    memory = {row["peer"]: row["ratio"] for row in results["memory"] if "ratio" in row}
    starts = {row["start"]: row for row in results["starting"] if "ms" in row}
    both, alone = starts["import attrs, msgspec"]["ms"], starts["import conflictevents"]["ms"]
    growth = {row["what"]: f"{row['growth']:.2f}" for row in results["growth"] if "growth" in row}
    rows = [
        ("reading, beside Struct", "3.0", "2.0", beside("read")),
        ("reading, beside pydantic", "1.0", "0.5", beside_pydantic("read")),
        ("reading one in a hundred faulty, beside Struct", "3.3", "2.3", beside("faulty")),
        ("writing, beside Struct", "5.0", "2.5", beside("write")),
        ("writing, beside pydantic", "1.0", "", beside_pydantic("write")),
        ("memory unshared, beside Struct", "1.15", "", f"{memory['conflictevents: loads(share=False)']:.2f}"),
        ("memory shared, beside Struct", "0.6", "", f"{memory['conflictevents: loads, dumps']:.2f}"),
        ("import, ms more than attrs and msgspec", "40", "20", f"{alone - both:.0f}"),
        ("`conflictevents --help`, ms", "100", "60", f"{starts['conflictevents --help']['ms']:.0f}"),
        ("`check`, time for a record at the largest size to that at the smallest", "1.3", "", growth.get("check", "")),
    ]
    _table("What was asked for", ("work", "at most", "aim", "got"), rows)


def _missing(row: Figures, width: int) -> Sequence[str]:
    name = next(str(row[key]) for key in ("peer", "start", "what") if key in row)
    return (name, str(row["missing"]), *[""] * (width - 2))


def _print_faults(rows: list[Figures], _: Settings) -> None:
    names = [*_content.FAULTS, _content.REPEATED]
    peers = [row for row in rows if "found" in row]
    head = ("planted", *(row["peer"] for row in peers))
    _table(
        "Which faults are found",
        head,
        [(name, *("yes" if p["found"][name] else "no" for p in peers)) for name in names],
    )
    for row in rows:
        if "missing" in row:
            print(f"\n{row['peer']}: {row['missing']}")


def _print_memory(rows: list[Figures], _: Settings) -> None:
    cells = [
        (row["peer"], f"{row['ratio']:.2f}", f"{row['bytes']:,.0f}") if "bytes" in row else _missing(row, 3)
        for row in rows
    ]
    _table("Memory", ("keeps", "× Struct", "bytes a record"), cells)


def _print_starting(rows: list[Figures], _: Settings) -> None:
    cells = [
        (row["start"], f"{row['above']:.0f}", f"{row['ms']:.0f} ({row['first']:.0f}–{row['third']:.0f})")
        if "ms" in row
        else _missing(row, 3)
        for row in rows
    ]
    _table("Starting", ("process", "ms over bare Python", "ms in all"), cells)


def _print_growth(rows: list[Figures], settings: Settings) -> None:
    head = ("does", *(f"µs a record of {size:,}" for size in settings.growth), "growth")
    cells = [
        (row["what"], *(f"{each:,.1f}" for each in row["us"].values()), f"{row['growth']:.2f}")
        if "growth" in row
        else _missing(row, len(head))
        for row in rows
    ]
    _table("Growth", head, cells)


def _print_collecting(rows: list[Figures], settings: Settings) -> None:
    cells = [
        (row["peer"], f"{row['on']:,.1f}", f"{row['off']:,.1f}", f"{row['ratio']:.2f}")
        if "on" in row
        else _missing(row, 4)
        for row in rows
    ]
    head = (f"keeps {settings.collected:,} records", "µs with the collector", "µs while it is paused", "ratio")
    _table("The garbage collector", head, cells)


def _machine() -> Figures:
    versions = {}
    for name in _peers.DISTRIBUTIONS:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "not installed"
    return {"python": f"{platform.python_implementation()} {platform.python_version()}", "versions": versions}


def _content_told(settings: Settings) -> Figures:
    clean = _content.content(settings.size)
    held = [
        (len(line), _objects(plain) - 1)
        for line, plain, tag in zip(clean.lines, clean.plain, clean.tags, strict=True)
        if tag in {"event", "report"}
    ]
    lengths, inside = zip(*held, strict=True)
    return {
        "records": len(held),
        "lines": len(clean.lines),
        "bytes": statistics.mean(lengths),
        "objects": statistics.mean(inside),
    }


def _objects(plain: Any) -> int:
    if isinstance(plain, dict):
        return 1 + sum(map(_objects, plain.values()))
    return sum(map(_objects, plain)) if isinstance(plain, list) else 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure reading, writing and checking beside other libraries.")
    parser.add_argument("--small", action="store_true", help="everything once, with little data")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file as well")
    parser.add_argument("--largest", type=int, metavar="RECORDS", help="let growth go up to that many records")
    parser.add_argument("--only", nargs="+", choices=tuple(_PARTS), help="these parts alone")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        what, *rest = given.child
        print(json.dumps(_CHILDREN[what](*(int(each) if each.isdigit() else each for each in rest))))
        return
    settings = SMALL if given.small else FULL
    if given.largest:
        settings = settings._replace(growth=(*(s for s in settings.growth if s < given.largest), given.largest))
    machine, told = _machine(), _content_told(settings)
    print(f"{machine['python']}; " + ", ".join(f"{name} {version}" for name, version in machine["versions"].items()))
    inside = f"{told['bytes']:,.0f} bytes with {told['objects']:.1f} objects inside"
    print(f"{told['records']:,} events and reports of {inside}")
    results: dict[str, Any] = {}
    for part, measure in _PARTS.items():
        if not given.only or part in given.only:
            _say(part)
            results[part] = measure(settings)
            _PRINTED[part](results[part], settings)
            sys.stdout.flush()
    if not given.only:
        _print_asked(results)
    if given.json:
        whole = {"machine": machine, "content": told, **results}
        given.json.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")


_PARTS: Final[dict[str, Callable[[Settings], list[Figures]]]] = {
    "reading": reading_and_writing,
    "faults": lambda _: faults_found(),
    "memory": memory,
    "starting": starting,
    "growth": growth,
    "collecting": collecting,
}
_PRINTED: Final[dict[str, Callable[[list[Figures], Settings], None]]] = {
    "reading": _print_reading,
    "faults": _print_faults,
    "memory": _print_memory,
    "starting": _print_starting,
    "growth": _print_growth,
    "collecting": _print_collecting,
}
_CHILDREN: Final[dict[str, Callable[..., Figures]]] = {"memory": _memory, "growth": _growth, "collecting": _collecting}


if __name__ == "__main__":
    main()
