"""Places: points in and out of their countries, codes, precision, disputed territories."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents.checks._geography import Territory, disputed, is_country, lies_within, territories

COUNTRIES = tomllib.loads(
    resources.files("conflictevents.checks").joinpath("geography", "countries.toml").read_text("utf-8")
)
BOXES = COUNTRIES["boxes"]


def place(**fields: Any) -> ce.Place:
    """A place, with its point as latitude and longitude."""
    at = fields.pop("at", None)
    point = None if at is None else ce.Point(latitude=at[0], longitude=at[1])
    return ce.Place(**{"id": "here", "name": "Here", "point": point} | fields)


def found(*places: ce.Place) -> dict[str, int]:
    """The codes found for some places."""
    return ce.check(ce.Dataset(places=places), select=["PL", "IO199"]).counts


def coded(scheme: str, value: str, country: str | None = None, **fields: Any) -> ce.Place:
    """A place with one identifier."""
    identifiers = (ce.Identifier(scheme=scheme, value=value),)
    return place(country=country, identifiers=identifiers, **fields)


# --- boxes ---


def test_boxes_are_boxes() -> None:
    """South is below north, west is never beyond east, and all are degrees."""
    for boxes in BOXES.values():
        for south, west, north, east in boxes:
            assert -90 <= south < north <= 90
            assert -180 <= west < east <= 180


def test_every_code_has_a_box() -> None:
    """There are 249 assigned codes and Kosovo's, each with a box and none withdrawn."""
    assert 250 == len(BOXES)
    assert all(BOXES.values())
    assert set() == BOXES.keys() & {*COUNTRIES["withdrawn"], *COUNTRIES["meant"]}
    assert {*COUNTRIES["meant"].values()} <= BOXES.keys()


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("RU", 55.75, 37.62),
        ("RU", 64.42, -173.23),  # Chukotka, east of the 180th meridian
        ("RU", 54.71, 20.51),  # Kaliningrad
        ("FJ", -18.14, 178.44),
        ("FJ", -17.3, -178.9),
        ("NZ", -43.95, -176.56),  # the Chatham Islands
        ("NZ", -41.29, 174.78),
        ("US", 51.88, 179.2),  # the last of the Aleutians
        ("US", 61.22, -149.9),
        ("US", 21.31, -157.86),
        ("US", 18.4, -66.1),  # Puerto Rico, which has a code of its own as well
        ("PR", 18.4, -66.1),
        ("KI", 1.87, -157.4),
        ("KI", 1.45, 173.0),
        ("FR", 4.92, -52.33),  # Cayenne
        ("GF", 4.92, -52.33),
        ("UA", 44.6, 33.5),  # Sevastopol
        ("RU", 44.6, 33.5),
        ("MA", 27.15, -13.2),  # Laayoune
        ("EH", 27.15, -13.2),
        ("IL", 31.5, 34.45),
        ("PS", 31.5, 34.45),
        ("RS", 42.66, 21.16),  # Pristina
        ("XK", 42.66, 21.16),
        ("CN", 25.03, 121.56),
        ("TW", 25.03, 121.56),
        ("GE", 43.0, 41.02),  # Sukhumi
        ("AQ", -89.9, 100.0),
    ],
)
def test_point_lies_in_its_country(country: str, latitude: float, longitude: float) -> None:
    """Far parts, both sides of the 180th meridian and claims are in the boxes of a country."""
    assert {} == found(place(country=country, at=(latitude, longitude), country_basis="a test"))


@given(
    code=st.sampled_from(sorted(BOXES)),
    share=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    index=st.integers(0, 30),
    margin=st.floats(0, 50_000),
)
def test_every_point_of_a_box_lies_within(code: str, share: tuple[float, float], index: int, margin: float) -> None:
    """The corners are part of a box, and a margin takes nothing away."""
    south, west, north, east = BOXES[code][index % len(BOXES[code])]
    latitude, longitude = south + share[0] * (north - south), west + share[1] * (east - west)
    assert lies_within(min(latitude, north), min(longitude, east), code, margin) is True


@given(st.floats(-90, 90), st.sampled_from(sorted(BOXES)), st.floats(0, 50_000))
def test_both_sides_of_the_180th_meridian_are_one(latitude: float, code: str, margin: float) -> None:
    """180 degrees east and west are the same place."""
    assert lies_within(latitude, 180, code, margin) == lies_within(latitude, -180, code, margin)


def test_margin_reaches_over_the_180th_meridian() -> None:
    """A point just beyond it is near a box that ends there."""
    assert lies_within(-17, -179.99, "FJ") is True
    assert lies_within(-12.5, -179.99, "FJ") is False  # Rotuma lies at 177 degrees east
    assert lies_within(-50, -179.9, "NZ") is False
    assert lies_within(-50, -179.9, "NZ", 90_000) is True


# --- PL101 and PL102 ---


def test_swapped() -> None:
    """Latitude and longitude exchanged are an error with the right way round as the suggestion."""
    (problem,) = ce.check(ce.Dataset(places=(place(country="UA", at=(30.52, 50.45)),)))
    assert ("PL101", "error", "/places/0/point") == (problem.code, problem.severity, problem.path)
    assert "latitude 50.45, longitude 30.52" == problem.suggestion
    wanted = "expected latitude 50.45, longitude 30.52, which lies in UA, got latitude 30.52, longitude 50.45"
    assert f"{wanted}, which does not" == problem.message


@pytest.mark.parametrize(
    "fields",
    [
        {"country": "UA", "at": (31.85, -102.37)},  # Odessa, Texas
        {"country": "SY", "at": (-33.5, 36.3)},  # a minus sign too many
        {"country": "UA", "at": (0.0, 0.0)},
        {"country": "KI", "at": (1.45, -100.0)},
        {"country": "UA", "at": (55.75, 37.62), "precision": "near"},
        {"country": "UA", "at": (55.75, 37.62), "precision": "country"},
    ],
)
def test_outside(fields: dict[str, Any]) -> None:
    """A point far from its country is a warning, whatever its precision."""
    assert {"PL102": 1} == found(place(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"country": "UA", "at": (45.3, 37.0), "precision": "region"},
        {"country": "UA", "at": (20.0, -30.0), "precision": "region"},  # a sea
        {"at": (0.0, 0.0)},
        {"country": "UA"},
        {"country": "YU", "at": (0.0, 0.0)},  # a state that is no more has no box
        {"country": "XA", "at": (0.0, 0.0)},
        {"country": "UA", "at": (53.1, 33.0), "precision": "near"},
        {"country": "UA", "at": (51.73, 36.19)},  # Kursk: just across the border, which a box cannot tell
    ],
)
def test_not_outside(fields: dict[str, Any]) -> None:
    """Seas, unknown countries and what lies near a box are let be."""
    assert {} == found(place(**fields))


def test_a_point_that_is_wrong_either_way_is_no_swap() -> None:
    """Only what would lie in its country is said to be exchanged."""
    assert {"PL102": 1} == found(place(country="JP", at=(50.45, 30.52)))
    assert {"PL102": 1} == found(place(country="US", at=(-80.0, 100.0)))


# --- codes ---


@pytest.mark.parametrize("code", ["UA", "XK", "PS", "SS", "TL", "YU", "SU", "XA", "QM", "ZZ", "AA"])
def test_known_code(code: str) -> None:
    """Assigned codes, those of former states and those left to users are taken."""
    assert is_country(code)
    dataset = ce.Dataset(actors=(ce.Actor(id="a", name="A", country=code),), places=(place(country=code),))
    assert {} == ce.check(dataset, select=["PL"]).counts


@pytest.mark.parametrize(("code", "meant"), [("UK", "GB"), ("EL", "GR"), ("UP", None), ("QL", None)])
def test_unknown_code(code: str, meant: str | None) -> None:
    """Others are errors, of places and of actors, with the one that was meant where that is plain."""
    dataset = ce.Dataset(actors=(ce.Actor(id="a", name="A", country=code),), places=(place(country=code),))
    problems = ce.check(dataset, select=["PL"]).problems
    assert ["/actors/0/country", "/places/0/country"] == [problem.path for problem in problems]
    assert [("PL103", "error", meant)] * 2 == [(each.code, each.severity, each.suggestion) for each in problems]


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("wikidata", "1899"),
        ("Wikidata", "q1899"),
        ("geonames", "Kyiv"),
        ("gwno", "UKR"),
        ("GW", "0"),
        ("ISO 3166-2", "UA63"),
        ("iso-3166-2", "UK-LND"),
        ("p-code", "63"),
        ("P-Code", "UP63"),
    ],
)
def test_identifier_out_of_shape(scheme: str, value: str) -> None:
    """An identifier of a known scheme looks as that scheme writes it."""
    (problem,) = ce.check(ce.Dataset(places=(coded(scheme, value),)), select=["PL"])
    assert ("PL103", "/places/0/identifiers/0/value") == (problem.code, problem.path)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("wikidata", "Q1899"),
        ("geonames", "703448"),
        ("gwno", "369"),
        ("iso-3166-2", "UA-63"),
        ("pcode", "UA6304"),
        ("pcode", "MMR001D001"),
        ("our-desk", "anything at all"),
    ],
)
def test_identifier_in_shape(scheme: str, value: str) -> None:
    """A sound one, and one of a scheme that is not known, is let be."""
    assert {} == found(coded(scheme, value))


def test_division_of_another_country() -> None:
    """A code of a division begins with the code of the place's country."""
    assert {"PL105": 1} == found(coded("p-code", "SY0203", "UA"))
    assert {"PL105": 1} == found(coded("iso-3166-2", "RU-KRS", "UA"))
    assert {} == found(coded("p-code", "SY0203", "SY"))
    assert {} == found(coded("p-code", "SY0203"))
    assert {} == found(coded("iso-3166-2", "US-PR", "PR"))
    assert {} == found(coded("p-code", "SYR0203", "UA"))  # three letters are not looked up
    crimea = coded("iso-3166-2", "UA-43", "RU", admin=("Crimea",), country_basis="who holds it")
    assert {} == found(crimea)


def test_division_under_another() -> None:
    """A longer P-code of one release begins with the shorter one, in whichever order they stand."""

    def codes(*values: str, releases: tuple[str | None, ...] = (None, None)) -> dict[str, int]:
        identifiers = tuple(
            ce.Identifier(scheme="p-code", value=value, release=release)
            for value, release in zip(values, releases, strict=True)
        )
        return found(place(country="UA", identifiers=identifiers))

    assert {"PL105": 1} == codes("UA63", "UA1402")
    assert {"PL105": 1} == codes("UA1402", "UA63")
    assert {} == codes("UA63", "UA6302")
    assert {} == codes("UA6302", "UA63")
    assert {} == codes("UA63", "UA14")
    assert {} == codes("UA63", "UA1402", releases=("2019", "2021"))


# --- PL104 ---


@pytest.mark.parametrize(
    "name", ["Kharkiv region", "Ivano-Frankivsk oblast", "North Kivu Province", "Харківська область", "Сумской район"]
)
def test_area_is_not_exact(name: str) -> None:
    """What is called a region is not known to a hundred metres."""
    exact = place(name=name, at=(49.6234, 36.4123), precision="exact")
    assert {"PL104": 1} == found(exact)
    assert {} == found(place(name=name, at=(49.6234, 36.4123), precision="admin1"))


@pytest.mark.parametrize(
    "name",
    ["Kharkiv", "Central hospital of Kharkiv region", "Police department", "The regional court", "Region"],
)
def test_building_may_be_exact(name: str) -> None:
    """A building in a region is none."""
    assert {} == found(place(name=name, at=(49.6234, 36.4123), precision="exact"))


def test_point_of_an_area_is_not_exact() -> None:
    """The very point of a wider place of the dataset is its middle and no spot."""
    area = place(id="area", at=(49.6234, 36.4123), precision="admin1")
    assert {"PL104": 1} == found(area, place(at=(49.6234, 36.4123), precision="exact"))
    assert {} == found(area, place(at=(49.6234, 36.4123), precision="settlement"))
    assert {} == found(area, place(at=(49.6235, 36.4123), precision="exact"))


def test_rounded_point_is_not_exact() -> None:
    """A tenth of a degree is ten kilometres; one of the two coordinates may end in a zero by chance."""
    assert {"PL104": 1} == found(place(at=(50.0, 36.2), precision="exact"))
    assert {} == found(place(at=(50.0, 36.2345), precision="exact"))
    assert {} == found(place(at=(50.0, 36.2), precision="settlement"))


# --- PL106 ---


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Crimea", "country": "UA"},
        {"name": "Crimea", "country": "RU"},
        {"name": "Kerch", "country": "RU", "admin": ("Republic of Crimea",)},
        {"name": "Simferopol", "country": "UA", "at": (44.95, 34.1)},
        {"name": "Bakhmut", "country": "UA", "admin": ("Donetsk",)},
        {"name": "Bakhmut", "country": "UA", "admin": ("Донецька область",)},
        {"name": "Laayoune", "country": "MA", "at": (27.15, -13.2)},
        {"name": "Majdal Shams", "country": "IL", "admin": ("Golan  Heights",)},
        {"name": "Srinagar", "country": "IN", "at": (34.08, 74.8)},
        {"name": "Tskhinvali", "country": "GE", "admin": ("South Ossetia",)},
        {"name": "Sukhumi", "country": "GE", "at": (43.0, 41.02)},
        {"name": "Tiraspol", "country": "MD", "admin": ("Transnistria",)},
        {"name": "Stepanakert", "country": "AZ", "admin": ("Nagorno-Karabakh",)},
        {"name": "Taipei", "country": "CN", "admin": ("Taiwan",)},
        {"name": "Pristina", "country": "RS", "at": (42.66, 21.16)},
        {"name": "Hebron", "country": "IL", "admin": ("West Bank",)},
    ],
)
def test_disputed(fields: dict[str, Any]) -> None:
    """A country for a disputed territory needs a basis, by name, by division or by point, and is fine with one."""
    (problem,) = ce.check(ce.Dataset(places=(place(**fields),)), select=["PL"])
    assert ("PL106", "info", "/places/0/country") == (problem.code, problem.severity, problem.path)
    assert {} == found(place(country_basis="who holds it", **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Crimea"},
        {"name": "Kyiv", "country": "UA", "at": (50.45, 30.52)},
        {"name": "Donetsk", "country": "RU", "admin": ("Rostov Oblast",)},  # a town of that name
        {"name": "Donetsk", "country": "RU"},
        {"name": "Dnipro", "country": "UA", "at": (48.46, 35.05)},
        {"name": "Taganrog", "country": "RU", "at": (47.22, 38.92)},
        {"name": "Taman", "country": "RU", "at": (45.21, 36.72)},
        {"name": "Henichesk Strait", "country": "UA", "at": (46.3, 35.6)},
        {"name": "Taipei", "country": "TW", "at": (25.03, 121.56)},
        {"name": "Gaza", "country": "PS"},
        {"name": "Gaza", "country": "MZ"},
        {"name": "West Bank", "country": "EG", "admin": ("Luxor",)},
        {"name": "Pristina", "country": "XK", "at": (42.66, 21.16)},
        {"name": "Jerusalem", "country": "IL", "at": (31.78, 35.2)},
        {"name": "Kiryat Shmona", "country": "IL", "at": (33.2, 35.57)},
    ],
)
def test_undisputed(fields: dict[str, Any]) -> None:
    """Neighbours, namesakes, places without a country and a territory's own code need none."""
    assert {} == found(place(**fields))


@pytest.mark.parametrize("territory", territories(), ids=lambda each: each.title)
def test_territory(territory: Territory) -> None:
    """Each is found by its name; its boxes lie in the boxes of every code that it is found under."""
    known = disputed(place(name=territory.title.upper()))
    assert known is territory
    assert all(map(is_country, territory.codes))
    assert territory.own_code is None or territory.own_code in territory.codes
    for south, west, north, east in territory.inside:
        assert south < north
        assert west < east
        for code in territory.codes:
            assert lies_within((south + north) / 2, (west + east) / 2, code), (territory.title, code)
