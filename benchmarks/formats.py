# ruff: noqa: INP001, S311, S603, T201 - a script beside the package, which makes up data, starts itself anew and prints
"""How fast published tables are read, and whether memory stays flat: rows per second of `formats.scan`, beside others.

    python benchmarks/formats.py              # 10,000, 100,000 and 1,000,000 rows; some minutes
    python benchmarks/formats.py --small      # everything once, with little data, to see that it runs
    python benchmarks/formats.py --json FILE  # the figures as well
    python benchmarks/formats.py --only gdelt2 ucdp-ged --largest 100000 --rounds 1

The rows are made up, always the same. Each figure comes from a process of its own. Time is CPU time without imports;
memory is the largest resident size of the process, less what it had after imports and one row. A peer is measured
between two runs of this library (A-B-A). It needs a POSIX system.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any, Final

SIZES: Final = (10_000, 100_000, 1_000_000)
SMALL: Final = (20, 40)
ROUNDS: Final = 3
_LONGEST_RUN: Final = 150
"""Seconds; a size that is expected to take longer is left out."""

_LONGEST_REASON: Final = 110

Figures = dict[str, Any]


# --- rows that are made up -------------------------------------------------------------------------------------------


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choice(("river", "north", "old", "market", "field", "stone", "hill")) for _ in range(number))


def _gdelt(number: int, *, older: bool) -> Iterator[str]:
    """Six rows or so from each article, with one of some hundred actors and places each."""
    chance = random.Random(7)
    codes = ("010", "020", "036", "042", "043", "046", "051", "0841", "111", "112", "130", "141", "173", "190", "193")
    actors = [
        ("\t".join((c + t, _words(chance, 2).upper(), c, "", "", "", "", t, "", "")))
        for c in ("USA", "UKR", "RUS", "KEN", "IND", "")
        for t in ("", "GOV", "MIL", "COP", "REB", "CVL", "MED", "BUS")
        for _ in range(10)
    ]
    places = []
    for each in range(400):
        latitude, longitude = chance.uniform(-60, 70), chance.uniform(-180, 180)
        second = () if older else (str(each),)
        point = (f"{latitude:.4f}", f"{longitude:.4f}", f"-{575000 + each}")
        places.append("\t".join(("4", f"{_words(chance, 2).title()}, Ukraine", "UP", "UP07", *second, *point)))
    nowhere = "\t".join(("0", *[""] * (6 if older else 7)))
    added = "20180101" if older else "20180101000000"
    for each in range(number):
        code, month, day = chance.choice(codes), chance.randint(1, 12), chance.randint(1, 28)
        one, two = chance.choice(actors), chance.choice(actors) if each % 3 else "\t" * 9
        scene, near = chance.choice(places), chance.choice(places) if each % 4 else nowhere
        date = f"2017{month:02}{day:02}\t2017{month:02}\t2017\t{2017 + (30 * (month - 1) + day) / 365:.4f}"
        tone = f"{chance.uniform(-9, 9):.13f}"
        numbers = (
            f"1\t{code}\t{code[:3]}\t{code[:2]}\t1\t-2.0\t{chance.randint(1, 40)}\t1\t{chance.randint(1, 40)}\t{tone}"
        )
        article = f"https://news.example/{each // 6}/a-story-of-{month}-{day}"
        where = f"{scene}\t{near}\t{scene}"
        yield f"{900_000_000 + each}\t{date}\t{one}\t{two}\t{numbers}\t{where}\t{added}\t{article}\n"


def _gdelt_mentions(number: int) -> Iterator[str]:
    """Two mentions or so of each event."""
    chance = random.Random(7)
    for each in range(number):
        article = f"https://news{each % 300}.example/{each // 6}/a-story"
        offsets = "\t".join(str(chance.randint(-1, 4000)) for _ in range(3))
        told = f"{chance.randint(1, 10) * 10}\t{chance.randint(300, 9000)}\t{chance.uniform(-9, 9):.13f}"
        rest = f"{chance.randint(1, 30)}\t{offsets}\t{each % 2}\t{told}"
        times = "20180101000000\t20180101001500"
        yield f"{900_000_000 + each // 2}\t{times}\t1\tnews{each % 300}.example\t{article}\t{rest}\t\t\n"


_GED: Final = (
    *(
        "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id",
    ),
    *(
        "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources",
    ),
    *("source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates",),
    *(
        "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity",
    ),
    *("date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob",),
)


def _ucdp_ged(number: int) -> Iterator[str]:
    """One report on each event, forty dyads, some hundred places."""
    chance = random.Random(7)
    yield ",".join(_GED) + "\r\n"
    places = [(_words(chance, 2), chance.uniform(-60, 70), chance.uniform(-180, 180)) for _ in range(400)]
    for each in range(number):
        dyad, (place, latitude, longitude) = each % 40, chance.choice(places)
        a, b, civilians = chance.randint(0, 9), chance.randint(0, 9), chance.randint(0, 9)
        day = f"2014-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        sides = f"1,1,Government of X,{dyad + 2},{dyad + 2},Front {dyad}"
        names = f"{dyad},{dyad},Conflict {dyad},{dyad},{dyad},Dyad {dyad},{sides}"
        source = f'1,"""Example Wire,{day},A headline""",Example Wire,{day},A headline,police'
        point = f"{latitude},{longitude},POINT ({longitude} {latitude})"
        where = f"1,{place},near {place},North,River,{point},1{dyad},X,999,Europe"
        dead = f"{a},{b},{civilians},0,{a + b + civilians},{a + b + civilians},{a + b + civilians},999,"
        yield f"{each},XXX-2014-1-{dyad}-{each},2014,1,Clear,1,{names},{source},{where},1,1,{day},{day},{dead}\r\n"


_ACLED: Final = (
    *("event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1",),
    *("inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3",),
    *("location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp",),
)


def _acled(number: int) -> Iterator[str]:
    """A row for each event, some hundred actors and places, sixty outlets; each note is another."""
    chance = random.Random(7)
    yield ",".join(_ACLED) + "\n"
    places = [(_words(chance, 2), chance.uniform(-60, 70), chance.uniform(-180, 180)) for _ in range(400)]
    for each in range(number):
        place, latitude, longitude = chance.choice(places)
        day, dead = f"2020-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}", chance.randint(0, 12)
        kind = "Political violence,Battles,Armed clash"
        sides = f"Forces of {each % 150},,State forces,Front {each % 130},,Rebel group,State forces-Rebel group,"
        where = f"4,Region,Arvan,North,River,,{place},{latitude:.4f},{longitude:.4f},1"
        note = f'"On {day}, {_words(chance, 12)}. {dead} were killed."'
        told = f"Paper {each % 60},National,{note},{dead},,{1_600_000_000 + each}"
        yield f"XXA{each},{day},2020,1,{kind},{sides},{where},{told}\n"


MADE: Final[Mapping[str, Callable[[int], Iterator[str]]]] = {
    "gdelt2": partial(_gdelt, older=False),
    "gdelt1": partial(_gdelt, older=True),
    "gdelt2-mentions": _gdelt_mentions,
    "ucdp-ged": _ucdp_ged,
    "acled": _acled,
}
"""What is measured: the lines of a file with so many rows, by the name of the format."""


# --- who reads them --------------------------------------------------------------------------------------------------
# Each is made in the process that measures it, so that imports do not count, and gives the number of rows.

Reader = Callable[[Path], int]


def _own(name: str) -> Reader:
    from conflictevents import formats  # noqa: PLC0415 - not every process needs it

    formats.find(name)

    def read(path: Path) -> int:
        return sum(1 for record in formats.scan(path, name) if getattr(record, "kind", "") == "incident")

    return read


def _own_whole(name: str) -> Reader:
    from conflictevents import formats  # noqa: PLC0415

    return lambda path: len(formats.read(path, name).dataset.events)


def _own_to_lines(name: str) -> Reader:
    from conflictevents import formats  # noqa: PLC0415

    def read(path: Path) -> int:
        rows = 0

        def counted(records: Iterator[Any]) -> Iterator[Any]:
            nonlocal rows
            for record in records:
                rows += getattr(record, "kind", "") == "incident"
                yield record

        formats.write(counted(formats.scan(path, name)), path.with_suffix(".jsonl"), "jsonl")
        return rows

    return read


def _separated(name: str) -> dict[str, Any]:
    return {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if name.startswith("gdelt") else {"delimiter": ","}


def _csv(name: str) -> Reader:
    def read(path: Path) -> int:
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file, **_separated(name)))

    return read


def _pandas(name: str, rows: int | None = None) -> Reader:
    import pandas as pd  # noqa: PLC0415

    header = None if name.startswith("gdelt") else 0
    given = {"dtype": str, "keep_default_na": False, "header": header} | _separated(name)

    def read(path: Path) -> int:
        if rows is None:
            return len(pd.read_csv(path, **given))
        with pd.read_csv(path, chunksize=rows, **given) as pieces:
            return sum(map(len, pieces))

    return read


def _gdelt_py(name: str) -> Reader:
    from py_gdelt.models import Event  # noqa: PLC0415
    from py_gdelt.parsers.events import EventsParser  # noqa: PLC0415
    from py_gdelt.parsers.mentions import MentionsParser  # noqa: PLC0415

    parser = MentionsParser() if name == "gdelt2-mentions" else EventsParser()
    made = (lambda raw: raw) if name == "gdelt2-mentions" else Event.from_raw
    return lambda path: sum(made(raw) is not None for raw in parser.parse(path.read_bytes()))


PEERS: Final[Mapping[str, Callable[[str], Reader]]] = {
    "conflictevents: scan": _own,
    "conflictevents: scan, and write JSON Lines": _own_to_lines,
    "conflictevents: read": _own_whole,
    "csv.reader (lists of text)": _csv,
    "pandas.read_csv (text)": _pandas,
    "pandas.read_csv, 10,000 rows at a time": partial(_pandas, rows=10_000),
    "gdelt-py (its parser and models)": _gdelt_py,
}
OWN: Final = "conflictevents: scan"
TO_LINES: Final = "conflictevents: scan, and write JSON Lines"
_ONLY_GDELT: Final = "gdelt-py (its parser and models)"


# --- the way of measuring --------------------------------------------------------------------------------------------


def measure(peer: str, name: str, path: str, first: str) -> Figures:
    """The CPU seconds and the memory of reading a file, in this process."""
    read = PEERS[peer](name)
    read(Path(first))  # what is read for the first time, such as tables of codes, does not count
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    rows = read(Path(path))
    taken = time.process_time() - start
    unit = 1 if sys.platform == "darwin" else 1024
    return {"rows": rows, "s": taken, "bytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit}


def _child(*arguments: object) -> Figures:
    command = [sys.executable, __file__, "--child", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        return {"missing": (done.stderr.strip().splitlines() or ["no message"])[-1][:_LONGEST_REASON]}
    result: Figures = json.loads(done.stdout.splitlines()[-1])
    return result


def _file(folder: Path, name: str, rows: int) -> Path:
    path = folder / f"{name}-{rows}.csv"
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(MADE[name](rows))
    return path


def growth(peer: str, name: str, sizes: Sequence[int], folder: Path) -> list[Figures]:
    """One by one at growing sizes, as long as the next one is not expected to take too long."""
    rows: list[Figures] = []
    for size in sizes:
        if rows and rows[-1]["s"] / rows[-1]["size"] * size > _LONGEST_RUN:
            break
        path = _file(folder, name, size)
        figures = _child(peer, name, path, _file(folder, name, 1))
        if "missing" in figures:
            sys.exit(f"{name}: {figures['missing']}")
        rows.append(figures | {"size": size, "file": path.stat().st_size})
    return rows


def compared(name: str, size: int, rounds: int, folder: Path) -> list[Figures]:
    """Every peer between two runs of this library, at one size."""
    path, first = _file(folder, name, size), _file(folder, name, 1)
    found = []
    for peer in PEERS:
        if peer == OWN or (peer == _ONLY_GDELT and not name.startswith("gdelt")):
            continue
        ratios, runs = [], []
        own = _child(OWN, name, path, first)
        for _ in range(rounds):
            run = _child(peer, name, path, first)
            if "missing" in run:
                runs = [run]
                break
            after = _child(OWN, name, path, first)
            ratios.append(2 * run["s"] / (own["s"] + after["s"]))
            own, runs = after, [*runs, run]
        if "missing" in runs[0]:
            found.append({"peer": peer, **runs[0]})
            continue
        seconds = statistics.median(run["s"] for run in runs)
        most = max(run["bytes"] for run in runs)
        found.append(
            {"peer": peer, "rows": runs[0]["rows"], "s": seconds, "bytes": most, "ratio": statistics.median(ratios)}
        )
    return found


# --- the tables ------------------------------------------------------------------------------------------------------


def _row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def _head(*cells: str) -> None:
    _row(*cells)
    _row(*("---" for _ in cells))


def _versions() -> str:
    found = []
    for name in ("pandas", "gdelt-py"):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} not installed")
    return ", ".join(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the reading of published tables.")
    parser.add_argument("--small", action="store_true", help="everything once, with little data")
    parser.add_argument("--json", metavar="FILE", help="write the figures as well")
    parser.add_argument("--only", nargs="+", choices=[*MADE], default=[*MADE], help="these formats alone")
    parser.add_argument("--largest", type=int, default=SIZES[-1], metavar="ROWS", help="no larger table than this")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each peer is measured")
    parser.add_argument("--child", nargs=4, metavar=("PEER", "FORMAT", "FILE", "FIRST"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        print(json.dumps(measure(*given.child)))
        return
    sizes = SMALL if given.small else [size for size in SIZES if size <= given.largest]
    rounds = 1 if given.small else given.rounds
    figures: dict[str, Figures]
    print(f"{platform.python_implementation()} {platform.python_version()}; {_versions()}\n\n### Growth\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        figures = {name: {} for name in given.only}
        for what, peer in (("growth", OWN), ("to JSON Lines", TO_LINES)):
            print(f"\n{peer}\n")
            _head("format", "rows", "MB", "rows a second", "MB more memory")
            for name in given.only:
                figures[name][what] = growth(peer, name, sizes, folder)
                for each in figures[name][what]:
                    size, megabytes = each["size"], f"{each['file'] / 1e6:,.1f}"
                    _row(name, f"{size:,}", megabytes, f"{size / each['s']:,.0f}", f"{each['bytes'] / 1e6:,.0f}")
        for name in given.only:
            size = sizes[0]
            print(f"\n### {name}, {size:,} rows, beside others\n")
            own = next(each for each in figures[name]["growth"] if each["size"] == size)
            _head("reader", "times as long", "rows a second", "MB more memory")
            _row(OWN, "1.00", f"{size / own['s']:,.0f}", f"{own['bytes'] / 1e6:,.0f}")
            figures[name]["compared"] = compared(name, size, rounds, folder)
            for each in figures[name]["compared"]:
                if "missing" in each:
                    _row(each["peer"], f"not run: {each['missing']}", "", "")
                else:
                    speed = f"{size / each['s']:,.0f}"
                    _row(each["peer"], f"{each['ratio']:.2f}", speed, f"{each['bytes'] / 1e6:,.0f}")
    if given.json:
        Path(given.json).write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()
