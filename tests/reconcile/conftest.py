"""A blast as recorders meet it: two sides, three outlets with one wire among them, a revision."""

from __future__ import annotations

import attrs
import pytest

import conflictevents as ce


def day(number: int) -> ce.When:
    """A day of April 2031."""
    return ce.When(edtf=f"2031-04-{number:02}")


def killed(id_: str, count: ce.Count | None, **fields: object) -> ce.Figure:
    """A claim of people killed; what is of its attribution goes there."""
    of_attribution = {field.name for field in attrs.fields(ce.Attribution)}
    attribution = ce.Attribution(**{name: value for name, value in fields.items() if name in of_attribution})  # type: ignore[arg-type]
    rest = {name: value for name, value in fields.items() if name not in of_attribution}
    return ce.Figure(
        **({"id": id_, "measure": "killed", "item": "people", "count": count, "attribution": attribution} | rest)
    )  # type: ignore[arg-type]


def blast(*figures: ce.Figure) -> ce.Dataset:
    """The dataset of the blast with some figures of harm."""
    return ce.Dataset(
        sources=(
            ce.Source(id="wire", published=day(1), kind="news_agency"),
            ce.Source(id="gazette", published=day(1), based_on="wire"),
            ce.Source(id="courier", published=day(2), kind="newspaper"),
            ce.Source(id="bulletin", published=day(3), kind="official_statement"),
            ce.Source(id="yearbook"),
        ),
        actors=(
            ce.Actor(id="arvan", name="Arvan", kind="state"),
            ce.Actor(id="belmar", name="Belmar", kind="state"),
            ce.Actor(id="arvan-mayor", name="Mayor of Kesta", kind="person", member_of="arvan"),
            ce.Actor(id="belmar-mod", name="Ministry of Defence of Belmar", kind="government_body", member_of="belmar"),
            ce.Actor(id="hospital", name="Kesta hospital", kind="organisation"),
        ),
        events=(ce.Strike(id="market", attacker="belmar", targets=("arvan",)),),
        reports=(ce.CasualtyReport(id="toll", event="market", figures=figures),),
    )


CLAIMS = (
    killed("wire-says", ce.Count.at_least(12, text="at least 12"), source="wire"),
    killed("gazette-says", ce.Count.at_least(12, text="at least 12"), source="gazette"),
    killed("hospital-first", ce.Count.exactly(12, text="12"), source="wire", speaker="hospital"),
    killed("hospital-later", ce.Count.exactly(14, text="14"), source="courier", speaker="hospital"),
    killed("mayor-says", ce.Count.more_than(20, text="more than 20"), source="courier", speaker="arvan-mayor"),
    killed("ministry-says", ce.Count.fewer_than(5, text="fewer than five"), source="bulletin", speaker="belmar-mod"),
    killed("ministry-denies", None, source="bulletin", speaker="belmar-mod", polarity="denies"),
)


@pytest.fixture
def market() -> ce.Dataset:
    """The blast with all its claims."""
    return blast(*CLAIMS)
