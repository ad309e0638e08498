"""GeoJSON: valid by the RFC for every dataset, one feature for each place of each event, and nothing made up."""

from __future__ import annotations

import json
from typing import Any

import attrs
import jsonschema_rs
from hypothesis import given

import conflictevents as ce
from conflictevents import examples, formats, strategies

POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 2,
}
FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": ["string", "number"]},
        "geometry": {
            "oneOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "required": ["type", "coordinates"],
                    "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
                    "not": {"anyOf": [{"required": [each]} for each in ("geometry", "properties", "features")]},
                },
            ]
        },
        "properties": {"type": ["object", "null"]},
    },
    # Section 7.1: a feature must not have the defining member of another type.
    "not": {"anyOf": [{"required": [each]} for each in ("coordinates", "geometries", "features", "crs")]},
}
SCHEMA = jsonschema_rs.validator_for(
    {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["type", "features"],
        "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": FEATURE}},
        "not": {
            "anyOf": [{"required": [each]} for each in ("coordinates", "geometries", "geometry", "properties", "crs")]
        },
    }
)
"""What RFC 7946 asks of a collection of points."""


def collection(dataset: ce.Dataset) -> dict[str, Any]:
    """A dataset as GeoJSON, checked against the schema."""
    found: dict[str, Any] = json.loads("".join(formats.find("geojson").pieces(dataset, formats.Losses(), {})))
    SCHEMA.validate(found)
    return found


@given(strategies.datasets())
def test_every_dataset_is_valid_and_has_its_features(dataset: ce.Dataset) -> None:
    """An event has a feature for each place, and one without geometry if it has none or several; ids are unique."""
    features = collection(dataset)["features"]
    wanted = [event.id for event in dataset.events for _ in range(len(event.where) + (len(event.where) != 1))]
    assert wanted == [each["properties"]["event"] for each in features]
    assert len(features) == len({each["id"] for each in features})


@given(strategies.datasets())
def test_nothing_is_made_up(dataset: ce.Dataset) -> None:
    """Every point is one of a place, and every text of a property is one of the dataset, or a day of a date."""
    points = {(each.point.longitude, each.point.latitude) for each in dataset.places if each.point is not None}
    said = set(texts(dataset)) | {event.kind for event in dataset.events} | {"attacker", "target", "party", "mediator"}
    for event in dataset.events:
        if event.when is not None:
            said |= {day.isoformat() for day in (event.when.earliest, event.when.latest) if day is not None}
    for each in collection(dataset)["features"]:
        if each["geometry"] is not None:
            assert tuple(each["geometry"]["coordinates"]) in points
        assert set() == set(strings(each["properties"])) - said


def texts(value: Any) -> list[str]:
    """All texts in a record."""
    if isinstance(value, ce.Record):
        cls: type = type(value)
        return [text for field in attrs.fields(cls) for text in texts(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [text for each in value for text in texts(each)]
    return [str(value)] if isinstance(value, str) else []


def strings(value: Any) -> list[str]:
    """All texts in JSON."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


def test_longitude_comes_first_and_the_precision_is_told() -> None:
    """Kyiv lies at 30.52 east and 50.45 north, and a town is known to ten kilometres."""
    features = collection(examples.load("istanbul-exchange"))["features"]
    (kyiv,) = (each for each in features if each["id"] == "kyiv-air-defence/kyiv")
    assert {"type": "Point", "coordinates": [30.52, 50.45]} == kyiv["geometry"]
    assert ("settlement", 10_000) == (kyiv["properties"]["precision"], kyiv["properties"]["precision_m"])


def test_numbers_stand_once_for_each_event() -> None:
    """The dead of an assault on two places are on neither of them, so adding up features counts nobody twice."""
    features = collection(examples.load("istanbul-exchange"))["features"]
    of_assault = [each for each in features if each["properties"]["event"] == "assault"]
    assert [None, "Point", "Point"] == [each["geometry"] and each["geometry"]["type"] for each in of_assault]
    assert [12, None, None] == [each["properties"].get("killed_people_low") for each in of_assault]
    assert "killed_people_high" not in of_assault[0]["properties"]  # "at least 12" has no most


def test_the_dataset_s_title_and_licence_are_carried() -> None:
    """They are members of the collection, as are those of others that the RFC does not name."""
    dataset = ce.Dataset(title="Raids", licence="CC-BY-4.0")
    assert {"type": "FeatureCollection", "title": "Raids", "licence": "CC-BY-4.0", "features": []} == collection(
        dataset
    )
