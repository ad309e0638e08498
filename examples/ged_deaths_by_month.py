"""Deaths by month from rows of UCDP GED, as low, best and high of UCDP itself, and the rows back as they were.

The rows are made up. Where the published triple is out of order, or an event may lie in two months, no month gets it.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

import attrs

import conflictevents as ce
from conflictevents import formats
from conflictevents.reconcile import reconcile

PATH = Path(__file__).parent / "data" / "ged-made-up.csv"

result = formats.read(PATH)
dataset = result.dataset
incidents = sum(isinstance(each, ce.Incident) for each in dataset.events)
print(f"{result.format}: {incidents} events, {len(dataset.claims)} claims, {len(result.problems)} problems in reading")


def month(when: ce.When | None) -> str:
    """The month in which all possible days of an event lie."""
    if when is None or when.earliest is None or when.latest is None:
        return "not known"
    first, last = (f"{day:%Y-%m}" for day in (when.earliest, when.latest))
    return first if first == last else f"{first} or {last}"


months: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
unordered = []
for each in reconcile(dataset, measure="killed"):
    if each.triple:
        if each.low is None or each.best is None or each.high is None:
            unordered.append(each)
        else:
            months[month(dataset.event(each.event).when)].append((each.low, each.best, each.high))

print(f"\n{'month':<20}{'events':>7}{'low':>6}{'best':>6}{'high':>6}")
for name, triples in sorted(months.items()):
    low, best, high = (sum(leg) for leg in zip(*triples, strict=True))
    print(f"{name:<20}{len(triples):>7}{low:>6}{best:>6}{high:>6}")
for each in unordered:
    print(f"left out: {each.event}, {'; '.join(sorted({aside.reason for aside in each.set_aside}))}")
print(
    "The lows and highs are sums of the ends: not likely bounds of the month, but the widest that UCDP's numbers allow."
)

with tempfile.TemporaryDirectory() as folder:
    back = Path(folder) / "back.csv"
    losses = formats.write(dataset, back, "ucdp-ged")
    same = back.read_bytes() == PATH.read_bytes()
    print(f"\nback to CSV: {len(losses)} losses, {'the same' if same else 'other'} bytes")

    event = dataset.event("ged-900003")
    source = ce.Source(id="gazette", title="Kesta Gazette", published=ce.When(edtf="2031-04-21"))
    claim = ce.Figure(
        measure="killed",
        item="people",
        count=ce.Count.parse("at least two"),
        attribution=ce.Attribution(source="gazette"),
    )
    noted = attrs.evolve(event, note="The bridge was closed that day.")
    rival = ce.CasualtyReport(id="gazette-toll", event=event.id, figures=(claim,))
    events = tuple(noted if each is event else each for each in dataset.events)
    losses = formats.write(attrs.evolve(dataset, events=events).add(source, rival), back, "ucdp-ged")
    print("with a note and a rival toll, the format cannot hold:")
    for loss in losses:
        print(f"  {loss.count} {loss.field}")
