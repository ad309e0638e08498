"""Tables of codes: every one can be read, says where it is published, and leads to codes that exist."""

from __future__ import annotations

import pytest

from conflictevents import codes
from conflictevents.checks._geography import is_country


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


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        (("iso", "UA"), {"countries.iso3": "UKR", "countries.iso_numeric": "804"}),
        (("iso_numeric", "004"), {"countries.iso": "AF"}),
        (("fips", "UP"), {"countries.iso": "UA"}),
        (("fips", "IS"), {"countries.iso": "IL"}),
        (("fips", "GM"), {"countries.iso": "DE"}),
        (("fips", "GZ"), {"countries.iso": "PS"}),
        (("fips", "WE"), {"countries.iso": "PS"}),
        (("cameo", "ROM"), {"countries.iso": "RO"}),
        (("cameo", "TMP"), {"countries.iso": "TL"}),
        (("cameo", "EUR"), {}),
        (("gleditsch_ward", 369), {"countries.iso": "UA"}),
        (("gleditsch_ward", 678), {"countries.iso": "YE"}),
        (("gleditsch_ward", 345), {}),
    ],
)
def test_codes_of_countries_lead_from_one_list_to_the_other(
    asked: tuple[str, str | int], leads_to: dict[str, str]
) -> None:
    """The same letters mean different countries in different lists; a region and a former state lead nowhere."""
    assert codes.describe("countries", *asked).same_as == leads_to


def test_each_country_has_one_code_in_each_list_of_iso() -> None:
    """There and back is the same country, and each is one that the checks of places know."""
    iso = codes.table("countries", "iso")
    for name in ("iso3", "iso_numeric"):
        other = codes.table("countries", name)
        back = {code.same_as["countries.iso"]: value for value, code in other.items()}
        assert back == {value: code.same_as[other.name] for value, code in iso.items() if value != "XK"}
    assert set(iso) == {code for code in iso if is_country(code)}
    for name in ("fips", "cameo", "gleditsch_ward"):
        led = [code.same_as.get("countries.iso") for code in codes.table("countries", name).values()]
        assert set(led) - {None} <= set(iso)
    numbers = [
        each.same_as["countries.iso"] for each in codes.table("countries", "gleditsch_ward").values() if each.same_as
    ]
    assert len(numbers) == len(set(numbers))


def test_a_wider_code_of_cameo_is_the_start_of_its_narrower_ones() -> None:
    """Two digits, then three, then four; the codes of fights are the fights of PLOVER, blockades are coercion."""
    events = codes.table("cameo", "event")
    for value, code in events.items():
        assert (code.part_of is None) is (len(value) == 2)
        assert value.startswith(code.part_of or "")
    assert [f"{number:02}" for number in range(1, 21)] == [value for value in events if len(value) == 2]
    led = {value: code.same_as.get("plover.event") for value, code in events.items()}
    assert ("FIGHT", "COERCE", "RETREAT", "CONCEDE", None) == tuple(
        led[value] for value in ("194", "191", "0841", "081", "010")
    )
