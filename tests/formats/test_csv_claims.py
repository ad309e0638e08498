"""The claims table as CSV: what a table can hold comes back, and what it cannot is told."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import examples, formats, strategies
from conflictevents._vocab import Commitment, Method, Polarity

COLUMNS = tuple(ce.ClaimRow.__attrs_attrs__)  # type: ignore[attr-defined]
HEADER = [field.name.rstrip("_") for field in COLUMNS]


def written(dataset: ce.Dataset) -> tuple[str, formats.LossReport]:
    """A dataset as a table, and what was lost."""
    losses = formats.Losses()
    text = "".join(formats.find("csv-claims").pieces(dataset, losses, {}))
    return text, losses.report()


def rows_of(text: str) -> list[list[str]]:
    """The rows of a table."""
    return list(csv.reader(io.StringIO(text, newline="")))


def table(*rows: dict[str, str]) -> bytes:
    """A table with the columns of the first row."""
    lines = [formats.csv_line(rows[0]), *(formats.csv_line(row.values()) for row in rows)]
    return "".join(lines).encode()


ROW = {"event": "raid", "kind": "strike", "measure": "hit", "item": "home", "low": "3", "source": "wire", "claim": "a"}


@given(strategies.datasets())
def test_a_table_comes_back(dataset: ce.Dataset) -> None:
    """The table of any dataset, read and written again, has the same rows; the dataset read is whole.

    Their order may be another, where an event has several reports: a table does not tell these apart.
    """
    text, _ = written(dataset)
    result = formats.read(text.encode(), "csv-claims")
    assert () == result.rejected
    assert sorted(rows_of(text)) == sorted(rows_of(written(result.dataset)[0]))
    assert result.dataset == ce.loads(ce.dumps(result.dataset))


def test_what_is_not_lost_comes_back() -> None:
    """Of a dataset that a table can hold nothing is lost, and it comes back as it was."""
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire"), ce.Source(id="paper", based_on="wire")),
        actors=(ce.Actor(id="minister", name="A minister"),),
        events=(
            ce.Strike(
                id="raid",
                figures=(
                    ce.Figure(
                        id="a",
                        measure="launched",
                        item="drone",
                        count=ce.Count.at_least(12, text="at least 12"),
                        attribution=ce.Attribution(source="paper", speaker="minister"),
                        spans=(ce.Span(start=3, end=14),),
                    ),
                ),
            ),
        ),
    )
    text, losses = written(dataset)
    back = formats.read(text.encode()).dataset
    assert () == losses.losses
    assert dataset.events == tuple(ce_without_extra(event) for event in back.events)
    assert (set(dataset.sources), dataset.actors) == (set(back.sources), back.actors)


def ce_without_extra(event: ce.Event) -> ce.Event:
    """An event without the cells that were kept, such as that the minister is no party."""
    import attrs

    return attrs.evolve(event, extra=())


def test_the_example_is_told_with_its_losses() -> None:
    """Statements, places and what else a table has no column for are counted."""
    dataset = examples.load("istanbul-exchange")
    text, losses = written(dataset)
    assert len(dataset.claims) == len(list(csv.reader(io.StringIO(text)))) - 1
    assert (len(dataset.statements), len(dataset.places)) == (losses.count("Statement"), losses.count("Place"))
    assert 1 == losses.count("Dataset.title")


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A text that a spreadsheet would run is written with an apostrophe, and comes back without."""
    count = ce.Count.exactly(1, text="=HYPERLINK(1)")
    figure = ce.Figure(measure="hit", count=count, attribution=ce.Attribution(source="wire"))
    dataset = ce.Dataset(sources=(ce.Source(id="wire"),), events=(ce.Strike(id="raid", figures=(figure,)),))
    formats.write(dataset, tmp_path / "x.csv", "csv-claims")
    with (tmp_path / "x.csv").open(newline="") as file:
        assert "'=HYPERLINK(1)" == list(csv.reader(file))[1][HEADER.index("text")]
    assert count == formats.read(tmp_path / "x.csv").dataset.events[0].figures[0].count


@pytest.mark.parametrize(
    ("changed", "code", "cell"),
    [
        ({"low": "many"}, "IO104", "low"),
        ({"low": "3", "high": "2"}, "IO104", "low"),
        ({"start": "9", "end": "3"}, "IO104", "start"),
        ({"within": "nobody"}, "IO104", "within"),
    ],
)
def test_cells_that_cannot_be_read_are_kept(changed: dict[str, str], code: str, cell: str) -> None:
    """A number or a reference that makes no sense is told with its line, and comes back."""
    row = ROW | changed
    result = formats.read(table(row), "csv-claims")
    (problem,) = (each for each in result.problems if each.code != "IO126")
    assert (code, f"/1/{cell}", 2) == (problem.code, problem.path, problem.line)
    back = next(csv.DictReader(io.StringIO(written(result.dataset)[0])))
    assert row == {name: back[name] for name in row}


def test_rows_that_no_claim_can_be_made_of_are_rejected() -> None:
    """A row without an event, or with a word that no vocabulary has, is kept as text with the reason."""
    result = formats.read(table(ROW, ROW | {"event": "", "claim": "b"}, ROW | {"measure": "hti", "claim": "c"}))
    assert [3, 4] == [row.line for row in result.rejected]
    assert "did you mean hit?" in result.rejected[1].reason
    assert 1 == len(result.dataset.claims)


def test_a_claim_that_comes_again_is_kept_apart() -> None:
    """The second row with an id is another claim, and its cell comes back."""
    result = formats.read(table(ROW, ROW | {"low": "4"}))
    assert ["a", "a~2"] == [claim.id for claim in result.dataset.claims]
    assert "IO123" in {problem.code for problem in result.problems}
    assert ["a", "a"] == [row["claim"] for row in csv.DictReader(io.StringIO(written(result.dataset)[0]))]


def test_a_column_of_one_s_own_comes_back() -> None:
    """A column that the table does not have is kept and written again, at the end."""
    result = formats.read(table(ROW | {"checked": "yes"}))
    text, _ = written(result.dataset)
    assert "yes" == next(csv.DictReader(io.StringIO(text)))["checked"]
    assert [*HEADER, "checked"] == next(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("cell", ["true", "TRUE", "True"])
def test_soft_bounds_stay_soft_as_spreadsheets_spell_it(cell: str) -> None:
    """A spreadsheet writes TRUE; the bounds are no harder for that, and the cell comes back as it was."""
    (claim,) = formats.read(table(ROW | {"approximate": cell})).dataset.claims
    assert isinstance(claim, ce.Figure)
    assert claim.count == ce.Count(low=3, high=None, approximate=True)
    back = written(formats.read(table(ROW | {"approximate": cell})).dataset)[0]
    assert cell == next(csv.DictReader(io.StringIO(back)))["approximate"]


@pytest.mark.parametrize("value", ["[", "1", '{"a": "x"}', '{"a": ["x"]}', '{"a": ["x", 1]}', "[" * 100_000])
def test_a_cell_of_somebody_else_is_counted(value: str) -> None:
    """A cell in `extra` that this format did not keep is not written, whatever it is called."""
    cell = ce.Cell(name="claims table: low", value=value)
    text, losses = written(ce.Dataset(events=(ce.Talks(id="talks", extra=(cell,)),)))
    assert ([",".join(HEADER)], 1) == (text.splitlines(), losses.count("Talks.extra"))


def test_a_claim_that_was_replaced_is_told() -> None:
    """A table says that a claim was superseded and not by which, so it is read as one that stands; that is told."""
    result = formats.read(table(ROW | {"status": "superseded"}), "csv-claims")
    (problem,) = (each for each in result.problems if each.code != "IO126")
    assert ("IO104", "/1/status", 2) == (problem.code, problem.path, problem.line)
    assert "superseded" == next(csv.DictReader(io.StringIO(written(result.dataset)[0])))["status"]
    (row,) = ce.claims_table(result.dataset)
    assert "current" == row.status


WORDS = st.sampled_from(
    ["", "raid", "strike", "hit", "place", "casualty_report", "3", "-1", "yes", "a", "a b", "2024-05", "é"]
)


FILLED = st.fixed_dictionaries(dict.fromkeys(HEADER, WORDS)).filter(lambda row: any(row.values()))


@given(st.lists(FILLED, min_size=1, max_size=5))
def test_any_cells_are_read_or_rejected(rows: list[dict[str, str]]) -> None:
    """Whatever stands in the cells, each row is a claim or a rejected row, and the claims' cells come back."""
    result = formats.read(table(*rows), "csv-claims")
    assert len(rows) == len(result.dataset.claims) + len(result.rejected)
    rejected = {row.line for row in result.rejected}
    kept = [row for line, row in enumerate(rows, start=2) if line not in rejected]
    back = list(csv.DictReader(io.StringIO(written(result.dataset)[0])))
    for row in kept:
        if not row["claim"]:
            assert any({**row, "claim": each["claim"]} == each for each in back)
        else:
            assert row in back
    assert ce.loads(ce.dumps(result.dataset)) == result.dataset


@given(st.permutations(list("abcdef")))
def test_a_source_comes_after_what_it_is_based_on(order: list[str]) -> None:
    """Wherever their rows stand, and where they are based on one another."""
    origins = {"a": "b", "b": "c", "c": "", "d": "a", "e": "f", "f": "e"}
    rows = "".join(f"x,incident,killed,{each},{origins[each]},{each}1,1,1\n" for each in order)
    scan = formats.scan(f"event,kind,measure,source,origin,claim,low,high\n{rows}".encode(), "csv-claims")
    sources = [each for each in scan if isinstance(each, ce.Source)]
    assert set(origins) == {each.id for each in sources}
    for number, each in enumerate(sources):
        if each.id not in "ef":
            assert each.based_on is None or each.based_on in [other.id for other in sources[:number]]


DENIAL = """\
event,kind,measure,item,low,high,speaker,commitment,source,claim
blast,casualty_report,killed,people,12,12,ministry,denied,wire,c1
blast,casualty_report,killed,people,3,3,ministry,unverified,wire,c2
"""


def commitments(dataset: ce.Dataset) -> dict[str, str]:
    """The commitment of each claim."""
    return {row.claim: row.commitment for row in ce.claims_table(dataset)}


def test_a_denial_is_no_assertion() -> None:
    """What the commitment says holds without a column of polarity."""
    dataset = formats.read(DENIAL.encode()).dataset
    assert {"c1": "denied", "c2": "unverified"} == commitments(dataset)
    assert ["denies", "withholds"] == [claim.attribution.polarity for claim in dataset.claims]


@pytest.mark.parametrize(
    ("cells", "polarity", "view", "told"),
    [
        ({"commitment": "denied", "polarity": ""}, "denies", "denied", None),
        ({"commitment": "denied", "polarity": "asserts"}, "denies", "denied", "polarity"),
        ({"commitment": "denied", "polarity": "withholds"}, "denies", "denied", "polarity"),
        ({"commitment": "withheld"}, "withholds", "unverified", "commitment"),
        ({"commitment": "said", "polarity": "denies"}, "denies", "denied", "commitment"),
        ({"commitment": "Confirmed"}, "asserts", "confirmed", None),
        ({"commitment": "confirmed", "method": "estimated"}, "asserts", "estimated", "commitment"),
        ({"commitment": "said", "method": "verified"}, "asserts", "said", None),
        ({"commitment": "", "method": "verified"}, "asserts", "confirmed", None),
        ({"commitment": "probable", "method": "verified"}, "asserts", "said", "commitment"),
        ({"commitment": "rumoured", "method": "verified"}, "withholds", "unverified", "commitment"),
        ({"commitment": "rumoured", "polarity": "asserts"}, "asserts", "unverified", "commitment"),
        ({"commitment": "unverified", "polarity": "asserts"}, "asserts", "unverified", None),
        ({"commitment": "unverified"}, "withholds", "unverified", None),
    ],
)
def test_commitment_is_read_as_it_is_written(cells: dict[str, str], polarity: str, view: str, told: str | None) -> None:
    """Where the row contradicts itself, or no claim can say it, the less certain is read, and its cell is told."""
    result = formats.read(table(ROW | cells), "csv-claims")
    (claim,) = result.dataset.claims
    assert (polarity, view) == (claim.attribution.polarity, commitments(result.dataset)["a"])
    assert ([] if told is None else [f"/1/{told}"]) == [each.path for each in result.problems if each.code == "IO104"]
    text, losses = written(result.dataset)
    assert cells.items() <= next(csv.DictReader(io.StringIO(text))).items()
    assert () == losses.losses


VERBS = st.sampled_from([None, "claims", "denied", "estimates", "confirmed", "verified", "unconfirmed", "did confirm"])
LATER = HEADER[HEADER.index("value") :]


@given(
    st.lists(
        st.builds(
            ce.Attribution,
            source=st.just("wire"),
            speaker=st.sampled_from([None, "ministry"]),
            polarity=st.sampled_from(Polarity),
            verb=VERBS,
            commitment=st.sampled_from(Commitment),
            method=st.none() | st.sampled_from(Method),
        ),
        min_size=1,
    ),
    st.sets(st.sampled_from(LATER)),
)
def test_commitment_comes_back(attributions: list[ce.Attribution], left_out: set[str]) -> None:
    """With any of the later columns left out, each claim is read with the commitment that was written."""
    figures = tuple(ce.Figure(id=f"c{n}", measure="killed", attribution=by) for n, by in enumerate(attributions))
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire"),),
        actors=(ce.Actor(id="ministry", name="A ministry"),),
        events=(ce.Incident(id="blast", figures=figures),),
    )
    text, losses = written(dataset)
    rows = [
        {name: cell for name, cell in row.items() if name not in left_out} for row in csv.DictReader(io.StringIO(text))
    ]
    back = formats.read(table(*rows), "csv-claims").dataset
    assert commitments(dataset) == commitments(back)
    if not left_out:
        for field in ("verb", "commitment"):
            pairs = zip(dataset.claims, back.claims, strict=True)
            differ = sum(getattr(a.attribution, field) != getattr(b.attribution, field) for a, b in pairs)
            assert differ == losses.count(f"Attribution.{field}")


SURE = {"denied": 0, "unverified": 1, "estimated": 2, "claimed": 2, "said": 3, "confirmed": 4}


@given(
    st.sampled_from(sorted(SURE)),
    st.sampled_from(["", *Polarity]) | st.none(),
    st.sampled_from(["", *Method]) | st.none(),
)
def test_nothing_is_read_as_more_certain(commitment: str, polarity: str | None, method: str | None) -> None:
    """Beside any polarity and method, a commitment is read as it is, or as a lesser one and told."""
    others = {name: cell for name, cell in (("polarity", polarity), ("method", method)) if cell is not None}
    result = formats.read(table(ROW | {"commitment": commitment} | others), "csv-claims")
    view = commitments(result.dataset)["a"]
    told = [(each.path, each.line) for each in result.problems if each.code == "IO104"]
    assert SURE[view] <= SURE[commitment]
    assert (view != commitment) == (("/1/commitment", 2) in told)


def test_a_party_that_is_none_when_read_is_told_once() -> None:
    """No row says to whom a speaker belongs, so reading makes none a party; how many rows say so is told."""
    rows = [ROW | {"speaker": "ministry", "party": cell, "claim": f"c{n}"} for n, cell in enumerate(("true", "TRUE"))]
    result = formats.read(table(*rows, rows[0] | {"party": "false", "claim": "d"}), "csv-claims")
    (problem,) = (each for each in result.problems if each.code == "IO104")
    assert ("/party", 2) == (problem.path, problem.line)
    assert "in 2 rows" in problem.message
    assert [False] * 3 == [row.party for row in ce.claims_table(result.dataset)]


@pytest.mark.parametrize(
    ("when", "lost"),
    [
        (ce.When(text="overnight"), 0),
        (ce.When(edtf="2031-05"), 0),
        (ce.When(edtf="2031-05", text="in May"), 1),
        (ce.When(text="2031-05"), 1),
    ],
)
def test_words_of_a_time_that_come_back_are_no_loss(when: ce.When, lost: int) -> None:
    """A cell holds a date or its words, not both, and words that are a date are read as one."""
    by = ce.Attribution(source="wire", as_of=when)
    figure = ce.Figure(id="a", measure="killed", window=when, attribution=by)
    time = ce.Assertion(id="b", property="time", value=when, attribution=ce.Attribution(source="wire"))
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire"),), events=(ce.Strike(id="raid", figures=(figure,), assertions=(time,)),)
    )
    text, losses = written(dataset)
    assert 3 * lost == losses.count("When.text")
    back = formats.read(text.encode()).dataset
    assert (not lost) == (dataset.claims == back.claims)


def test_a_value_of_another_kind_is_counted() -> None:
    """A time is read as a time, and any other value as text."""
    by = ce.Attribution(source="wire")
    values: list[tuple[str, str | ce.When]] = [("time", "2031"), ("my.own", ce.When(edtf="2031")), ("my.own", "2031")]
    claims = tuple(ce.Assertion(id=f"c{n}", property=p, value=v, attribution=by) for n, (p, v) in enumerate(values))
    dataset = ce.Dataset(sources=(ce.Source(id="wire"),), events=(ce.Strike(id="raid", assertions=claims),))
    text, losses = written(dataset)
    again = zip(claims, formats.read(text.encode()).dataset.claims, strict=True)
    assert 2 == losses.count("Assertion.value") == sum(a != b for a, b in again)
