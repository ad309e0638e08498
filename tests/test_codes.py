"""Tables of codes: every one can be read, says where it is published, and leads to codes that exist."""

from __future__ import annotations

import pytest

from conflictevents import codes


@pytest.mark.parametrize("name", codes.tables())
def test_a_table_is_whole(name: str) -> None:
    """It has a title, a source and codes; each has a label, and what it names exists."""
    table = codes.table(*name.split(".", maxsplit=1))
    assert table.name == name
    assert table.title
    assert table.source
    assert len(table) > 0
    for value, code in table.items():
        assert code.value == value.strip() != ""
        assert code.label.strip() == code.label != ""
        assert code.part_of is None or code.part_of in table
        assert code.part_of != value
        for other, same in code.same_as.items():
            assert same in codes.table(*other.split(".", maxsplit=1))


def test_a_code_is_described() -> None:
    """By its text or by a whole number."""
    assert codes.describe("ucdp", "where_prec", 4) is codes.describe("ucdp", "where_prec", "4")
    assert str(codes.describe("ucdp", "type_of_violence", 3)) == "3: one-sided violence"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("ucpd", "where_prec", 4), "expected a publisher of codes"),
        (("ucdp", "were_prec", 4), "did you mean where_prec?"),
        (("ucdp", "where_prec", 8), r"expected a code of ucdp.where_prec \(1, 2, 3, 4, 5, 6, 7\), got \"8\""),
        (("ucdp", "where_prec", "04"), 'got "04"'),
        (("../codes/ucdp", "where_prec", 4), "expected a publisher of codes"),
    ],
)
def test_what_is_not_there_is_refused(asked: tuple[str, str, str | int], says: str) -> None:
    """With what there is."""
    with pytest.raises(ValueError, match=says):
        codes.describe(*asked)


def test_a_code_is_text_or_a_whole_number() -> None:
    """A number with a point has lost its spelling, and a truth value is none."""
    for wrong in (4.0, True, None):
        with pytest.raises(TypeError, match="expected a code as a text or a whole number"):
            codes.describe("ucdp", "where_prec", wrong)  # type: ignore[arg-type]


def test_a_table_is_a_mapping_that_is_never_changed() -> None:
    """It is read like a dictionary, and a code cannot be changed."""
    table = codes.table("ucdp", "region")
    assert table.label("Europe") == "Europe"
    assert table.label("Atlantis") is None
    assert repr(table) == "<CodeTable ucdp.region: 5 codes>"
    assert hash(table["Europe"])
    with pytest.raises(TypeError):
        table["Europe"].same_as["x"] = "y"  # type: ignore[index]
