"""schema.org: only terms of its vocabulary, a claim for each claim, and no number where somebody denies it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import examples, formats, strategies
from conflictevents.formats._json_pieces import is_iri

# Looked up in the vocabulary as published in 2025: the properties that each type takes, its parents' among them.
TERMS = {
    "AdministrativeArea": "name containedInPlace",
    "Claim": "text about author appearance creativeWorkStatus mainEntity isPartOf",
    "CreativeWork": "name publisher url datePublished inLanguage archivedAt license creativeWorkStatus isBasedOn "
    "identifier",
    "Dataset": "name license description",
    "DefinedTerm": "termCode name inDefinedTermSet",
    "DefinedTermSet": "name",
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


# Of these the published context says that a text is an address.
ADDRESSES = {"@id", "url", "license", "archivedAt", "inDefinedTermSet", "isBasedOn", "isPartOf"}


def addresses(value: Any) -> Iterator[str]:
    """The texts that are addresses to a program that reads the context."""
    if isinstance(value, dict):
        yield from (each for name, each in value.items() if name in ADDRESSES and isinstance(each, str))
        for each in value.values():
            yield from addresses(each)
    elif isinstance(value, list):
        for each in value:
            yield from addresses(each)


@given(strategies.datasets())
def test_no_text_is_taken_for_an_address(dataset: ce.Dataset) -> None:
    """Where the context wants an address stands a whole one or the id of a node, and each node has its own id."""
    nodes = graph(dataset)
    ids = [node["@id"] for node in nodes]
    assert len(ids) == len(set(ids))
    assert all(each in ids or is_iri(each) for each in addresses(nodes))


@pytest.mark.parametrize(
    ("licence", "written"),
    [
        ("CC0-1.0", "https://spdx.org/licenses/CC0-1.0"),
        ("https://terms.example/1", "https://terms.example/1"),
        ("LicenseRef-ACLED", {"@type": "CreativeWork", "name": "LicenseRef-ACLED"}),
        ("free to use", {"@type": "CreativeWork", "name": "free to use"}),
    ],
)
def test_a_licence_is_an_address_or_a_work(licence: str, written: Any) -> None:
    """An identifier of SPDX's list has its address there; what is neither that nor an address is a work's name."""
    whole, source = graph(ce.Dataset(licence=licence, sources=(ce.Source(id="wire", licence=licence),)))
    assert [written, written] == [whole["license"], source["license"]]


def test_an_address_that_is_none_is_counted() -> None:
    """Where a source stands only in a drawer there is no address."""
    dataset = ce.Dataset(sources=(ce.Source(id="wire", url="drawer 3", archive="none"),))
    losses = formats.Losses()
    text = "".join(formats.find("schema-org").pieces(dataset, losses, {}))
    assert ("drawer" in text, "none" in text) == (False, False)
    assert {"Source.url": 1, "Source.archive": 1} == {loss.field: loss.count for loss in losses.report()}


def test_divisions_keep_their_order() -> None:
    """The town lies in the district, and that in the region."""
    (place,) = graph(ce.Dataset(places=(ce.Place(id="spot", name="Spot", admin=("Region", "District")),)))
    region = {"@type": "AdministrativeArea", "name": "Region"}
    assert {"@type": "AdministrativeArea", "name": "District", "containedInPlace": region} == place["containedInPlace"]


def test_equal_claims_are_two_nodes() -> None:
    """Two claims without an id that say the same are apart, whatever other claims are called."""
    claim = ce.Assertion(property="occurred", value="yes", attribution=ce.Attribution(source="wire"))
    incident = ce.Incident(id="blast", assertions=(claim, claim))
    dataset = ce.Dataset(sources=(ce.Source(id="wire"),), events=(incident,))
    one, two = (node["@id"] for node in graph(dataset) if node["@type"] == "Claim")
    assert f"{one}/2" == two
    assert "/" not in one


NUMBERS = st.none() | st.integers(0, 120) | st.integers(0, 10**7)
PERCENTS = st.none() | st.integers(0, 100) | st.floats(0, 100)


def words_of(number: ce.Count | ce.Share) -> str:
    """What the claim of a number says in words."""
    which: dict[str, Any] = {"share" if isinstance(number, ce.Share) else "count": number}
    by = ce.Attribution(source="wire")
    figure = ce.Figure(measure="killed", item="people", attribution=by, **which)
    dataset = ce.Dataset(sources=(ce.Source(id="wire"),), events=(ce.Incident(id="blast", figures=(figure,)),))
    (text,) = (node["text"] for node in graph(dataset) if node["@type"] == "Claim")
    start, end = "The source says: killed: ", " people"
    assert (text.startswith(start), text.endswith(end)) == (True, True)
    return str(text.removeprefix(start).removesuffix(end))


@given(PERCENTS, PERCENTS, st.booleans())
def test_a_share_is_told_in_words_that_say_it(low: float | None, high: float | None, soft: bool) -> None:
    """The words give the bounds again, to the digit, and whether they are soft."""
    low = low or 0
    share = ce.Share(low=low, high=None if high is None else max(low, high), approximate=soft)
    words = words_of(share)
    found = re.fullmatch(r"(about |nominally )?(?:at least (\S+)|at most (\S+)|(\S+) to (\S+)|(\S+)) percent of", words)
    assert found is not None
    marked, least, most, first, last, exact = found.groups()
    assert soft == (marked is not None)
    bounds = least or first or exact or "0", most or last or exact
    assert (share.low, share.high) == (float(bounds[0]), None if bounds[1] is None else float(bounds[1]))


@given(NUMBERS, NUMBERS, st.booleans())
def test_a_count_is_told_in_words_that_say_it(low: int | None, high: int | None, soft: bool) -> None:
    """The words are read back as the same bounds."""
    low = low or 0
    count = ce.Count(low=low, high=None if high is None else max(low, high), approximate=soft)
    assert count.bounds() == ce.Count.parse(words_of(count)).bounds()


def test_a_share_without_a_text_reads_as_words() -> None:
    """At least half of the people."""
    assert "at least 50 percent of" == words_of(ce.Share(low=50))


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
