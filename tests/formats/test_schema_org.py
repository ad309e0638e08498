"""schema.org: only terms of its vocabulary, a claim for each claim, and no number where somebody denies it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
from hypothesis import given

import conflictevents as ce
from conflictevents import examples, formats, strategies

# Looked up in the vocabulary as published in 2025: the properties that each type takes, its parents' among them.
TERMS = {
    "AdministrativeArea": "name",
    "Claim": "text about author appearance creativeWorkStatus mainEntity isPartOf",
    "CreativeWork": "name publisher url datePublished inLanguage archivedAt license creativeWorkStatus isBasedOn "
    "identifier",
    "Dataset": "name license description",
    "DefinedTerm": "termCode name inDefinedTermSet",
    "Event": "name disambiguatingDescription identifier eventStatus startDate location about superEvent keywords",
    "GeoCoordinates": "latitude longitude",
    "GeoShape": "circle",
    "GovernmentOrganization": "name alternateName disambiguatingDescription memberOf identifier",
    "Organization": "name alternateName disambiguatingDescription memberOf identifier",
    "Person": "name alternateName disambiguatingDescription memberOf identifier",
    "Place": "name address containedInPlace geo identifier",
    "PostalAddress": "addressCountry",
    "PropertyValue": "propertyID value name description",
    "QuantitativeValue": "name minValue maxValue unitText additionalProperty",
    "Quotation": "text inLanguage translator spokenByCharacter isBasedOn",
    # A role stands between a thing and another, and repeats the property that it stands on.
    "Role": "roleName about",
    "Thing": "name alternateName disambiguatingDescription identifier",
}
SCHEMA = jsonschema_rs.validator_for(
    {
        "type": "object",
        "required": ["@context", "@graph"],
        "additionalProperties": False,
        "properties": {
            "@context": {"const": "https://schema.org"},
            "@graph": {"type": "array", "items": {"$ref": "#/$defs/node", "required": ["@id"]}},
        },
        "$defs": {
            "value": {
                "anyOf": [
                    {"type": ["string", "number", "boolean"]},
                    {
                        "type": "object",
                        "required": ["@id"],
                        "properties": {"@id": {"type": "string"}},
                        "maxProperties": 1,
                    },
                    {"$ref": "#/$defs/node"},
                    {"type": "array", "items": {"$ref": "#/$defs/value"}, "minItems": 1},
                ]
            },
            "node": {
                "type": "object",
                "required": ["@type"],
                "oneOf": [
                    {
                        "properties": {"@type": {"const": name}, "@id": {"type": "string", "format": "uri-reference"}}
                        | {term: {"$ref": "#/$defs/value"} for term in terms.split()},
                        "additionalProperties": False,
                    }
                    for name, terms in TERMS.items()
                ],
            },
        },
    },
    validate_formats=True,
)


def graph(dataset: ce.Dataset) -> list[dict[str, Any]]:
    """A dataset as nodes, checked against the vocabulary."""
    found = json.loads("".join(formats.find("schema-org").pieces(dataset, formats.Losses(), {})))
    SCHEMA.validate(found)
    nodes: list[dict[str, Any]] = found["@graph"]
    return nodes


def named(value: Any) -> Iterator[str]:
    """The ids that a value refers to."""
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for each in value.values():
            yield from named(each)
    elif isinstance(value, list):
        for each in value:
            yield from named(each)


@given(strategies.datasets())
def test_every_dataset_is_valid(dataset: ce.Dataset) -> None:
    """Only terms of the vocabulary stand on each type; every reference leads to a node; each claim has its node."""
    nodes = graph(dataset)
    assert set() == set(named(nodes)) - {node["@id"] for node in nodes}
    assert len(dataset.claims) == sum(node["@type"] == "Claim" for node in nodes)
    quotations = sum(len(statement.quotations) for statement in dataset.statements)
    assert quotations == sum(node["@type"] == "Quotation" for node in nodes)


@given(strategies.datasets())
def test_only_what_happened_or_is_planned_is_an_event(dataset: ce.Dataset) -> None:
    """What is hypothetical, unclear or did not happen is a thing, with a word on it."""
    happened = {event.realis in ("actual", "planned") for event in dataset.events}
    kinds = {node["@type"] for node in graph(dataset) if node["@id"].startswith("#event-")}
    assert {"Event" if each else "Thing" for each in happened} == kinds


@given(strategies.datasets())
def test_a_denial_carries_no_number(dataset: ce.Dataset) -> None:
    """A program that reads numbers finds only those that somebody asserts."""
    claims = [node for node in graph(dataset) if node["@type"] == "Claim"]
    for claim, node in zip(dataset.claims, claims, strict=True):
        assert (claim.attribution.polarity == "asserts") == ("mainEntity" in node)


def test_the_example_says_who_claims_what() -> None:
    """The missiles of the assault, with their speaker, the source and the number; a town as a circle."""
    nodes = {node["@id"]: node for node in graph(examples.load("istanbul-exchange"))}
    (claim,) = (
        node
        for node in nodes.values()
        if node.get("text") == "Yuriy Ihnat says: launched: 69 missile from russia to ukraine"
    )
    assert ("#actor-ihnat", "#source-article", "#event-assault") == (
        claim["author"]["@id"],
        claim["appearance"]["@id"],
        claim["about"]["@id"],
    )
    assert (69, 69, "missile") == tuple(claim["mainEntity"][name] for name in ("minValue", "maxValue", "unitText"))
    assert {"@type": "GeoShape", "circle": "50.45 30.52 10000"} == nodes["#place-kyiv"]["geo"]
    assert "startDate" not in nodes["#event-assault"]  # a night is two days


def test_a_speaker_left_open_is_no_author() -> None:
    """Where the text leaves open who says so, nobody is named as the author."""
    by = ce.Attribution(source="wire", speaker="mayor", attributed="unclear")
    claim = ce.Assertion(property="occurred", value="yes", attribution=by)
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire"),),
        actors=(ce.Actor(id="mayor", name="The mayor"),),
        events=(ce.Incident(id="blast", assertions=(claim,)),),
    )
    (node,) = (node for node in graph(dataset) if node["@type"] == "Claim")
    assert ("author" in node, "The mayor says [unclear]: occurred: yes") == (False, node["text"])
