"""From an article and notes taken by hand to a dataset that is checked against the article.

The article is made up. A note holds words and no number: the library reads the number, and finds where the words stand.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import conflictevents as ce

TEXT = (Path(__file__).parent / "data" / "sorrel.txt").read_text("utf-8")
PUBLISHED = date(2031, 3, 3)
AIR_FORCE, MAYOR = ("air-force", "air force of Arvan said"), ("mayor", "told reporters")


def noted(
    measure: str,
    item: str,
    words: str,
    by: tuple[str, str],
    *,
    name: str | None = None,
    group: str | None = None,
    within: str | None = None,
) -> ce.Figure:
    """The claim of a note. Words that stand nowhere or twice are refused, and so is a number that is unclear."""
    (phrase,) = ce.Count.find(words)
    speaker, cue = by
    return ce.Figure(
        id=name,
        measure=measure,
        item=item,
        group=group,
        count=phrase.count,
        within=within,
        attribution=ce.Attribution(source="article", speaker=speaker),
        spans=(ce.Span.of(TEXT, words), ce.Span.of(TEXT, cue, role="cue")),
    )


weapons = (noted("launched", "drone", "41 drones", AIR_FORCE), noted("intercepted", "drone", "36 of them", AIR_FORCE))
harm = (
    noted("killed", "people", "At least nine people", MAYOR, name="dead"),
    noted("injured", "people", "dozens hurt", MAYOR),
    noted("killed", "people", "Two of the dead", ("mayor", "she said"), group="children", within="dead"),
)
article = ce.Source(
    id="article",
    title=TEXT.partition("\n")[0],
    language="en",
    published=ce.When(edtf=PUBLISHED.isoformat()),
    length=len(TEXT),
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
)
night = ce.When.resolve("overnight", published=PUBLISHED)
scene = (ce.Location(place="sorrel"),)
dataset = ce.Dataset(title="Drones on the rail yard of Sorrel").add(
    article,
    ce.Actor(id="arvan", name="Arvan", kind="state"),
    ce.Actor(id="air-force", name="Air force of Arvan", kind="armed_force", member_of="arvan"),
    ce.Actor(id="mayor", name="Oda Brenn", kind="person", member_of="arvan", posts=(ce.Post(office="mayor"),)),
    ce.Place(id="sorrel", name="Sorrel"),
    ce.Strike(id="yard", when=night, where=scene, targets=("arvan",), figures=weapons),
    ce.CasualtyReport(id="toll", event="yard", figures=harm),
)

print(f"“{night.text}” is {night}, by the rule {night.basis and night.basis.rule}")
for row in ce.claims_table(dataset):
    number = f"{row.low} or more" if row.high is None else f"{row.low}"
    print(f"{row.measure:<11} {row.group or row.item:<8} {number:<10} “{row.text}”, {row.speaker_name}, at {row.start}")
print("\nchecked against the article:")
for problem in ce.check(dataset, texts={"article": TEXT}):
    print(f"  {problem.severity} {problem.code} {problem.path}: {problem.message}")
print("in the article and in no claim or statement:")
for left in ce.coverage(dataset, {"article": TEXT}):
    print(f"  {left.span.role} “{left.span.exact}” at {left.span.start}")
