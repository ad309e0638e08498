"""Two people go on coding one dataset: what each changed, one dataset of both, and the way back.

The dataset comes with the library and is made up.
"""

from __future__ import annotations

import attrs

import conflictevents as ce
from conflictevents import examples

base = examples.load("kesta-market")


def with_toll(dataset: ce.Dataset, *figures: ce.Figure) -> ce.Dataset:
    """The dataset with other figures in its casualty report."""
    report = attrs.evolve(dataset.report("toll"), figures=figures)
    return attrs.evolve(dataset, reports=(report,))


# The first coder finds a later report of the mission, and holds its toll as the update of the one before.
mission = next(figure for figure in base.report("toll").figures if figure.id == "mission-1")
report = ce.Source(id="mission-report-2", title="Second report of the mission", published=ce.When(edtf="2031-04-19"))
update = attrs.evolve(
    mission,
    id="mission-2",
    count=ce.Count.parse("at least 15"),
    attribution=attrs.evolve(mission.attribution, source=report.id),
    supersedes=ce.Supersedes(claim="mission-1", kind="update"),
)
one = with_toll(base.add(report), *base.report("toll").figures, update)

# The second reads "dozens" with an upper end, takes out the paper that repeats a wire, and dates the attack otherwise.
again = ce.Count.parse("dozens", policy="bounded")
two = with_toll(
    attrs.evolve(base, events=(attrs.evolve(base.event("market"), when=ce.When(edtf="2031-03-31")),)),
    *(
        attrs.evolve(figure, count=again) if figure.id == "wire-injured" else figure
        for figure in base.report("toll").figures
        if figure.id != "gazette-1"
    ),
)

for name, version in (("first", one), ("second", two)):
    print(f"the {name} coder\n  " + "\n  ".join(ce.diff(base, version).lines()))

print("\nmerged as they are")
try:
    ce.merge(one, two)
except ce.MergeConflictError as error:
    print("  refused:", *error.conflicts, sep="\n    ")

merged, log = ce.merge(one, two, on_conflict="keep_both")
print(f"merged with both kept: {len(merged.claims)} claims of {len(one.claims)} and {len(two.claims)}")
for conflict in log.conflicts:
    print(f"  {conflict}")
checked = ce.check(merged)
print(f"checked: {len(checked.errors)} errors, {len(checked.warnings)} warnings")

back = ce.undo(merged, ce.MergeLog.loads(log.dumps()))
same = [ce.dumps(each) == ce.dumps(before) for each, before in zip(back, (one, two), strict=True)]
print(f"undone from the log: the first as it was: {same[0]}, the second as it was: {same[1]}")
