"""W3C Web Annotation: valid by the Recommendation for every dataset, and claims come back whole from the bodies."""

from __future__ import annotations

import json
from typing import Any

import attrs
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis.strategies import SearchStrategy

import conflictevents as ce
from conflictevents import examples, formats, strategies

IRI = {"type": "string", "format": "iri"}
BODY = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "format": {"enum": ["text/plain", "application/json"]},
        "purpose": {"enum": ["describing", "tagging"]},
    },
    "additionalProperties": False,
}
SELECTOR = {
    "type": "object",
    "oneOf": [
        {
            "required": ["type", "start", "end"],
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
            "additionalProperties": False,
        },
        {
            "required": ["type", "exact"],
            "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string"}},
            "additionalProperties": False,
        },
    ],
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"const": "describing"},
        "body": {"type": "array", "items": BODY},
        "target": {
            "type": "object",
            "required": ["type", "source"],
            "properties": {
                "type": {"const": "SpecificResource"},
                "source": IRI,
                "selector": {"type": "array", "items": SELECTOR, "minItems": 1},
                "state": {
                    "type": "object",
                    "required": ["type", "cached"],
                    "properties": {"type": {"const": "TimeState"}, "cached": IRI},
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
PAGE = {
    "type": "object",
    "required": ["id", "type", "items", "partOf"],
    "properties": {
        "id": IRI,
        "type": {"const": "AnnotationPage"},
        "partOf": IRI,
        "startIndex": {"const": 0},
        "items": {"type": "array", "items": ANNOTATION, "minItems": 1},
    },
    "additionalProperties": False,
}
SCHEMA = jsonschema_rs.validator_for(
    {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["@context", "id", "type"],
        "properties": {
            "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
            "id": IRI,
            "type": {"const": "AnnotationCollection"},
            "label": {"type": "string"},
            "rights": IRI,
            "total": {"type": "integer", "minimum": 0},
            "first": PAGE,
        },
        "additionalProperties": False,
        # Section 5.1: a collection that is not empty has a first page.
        "if": {"properties": {"total": {"minimum": 1}}},
        "then": {"required": ["first"]},
    },
    validate_formats=True,
)
"""What the Recommendation asks of a collection, narrowed to the parts of it that are used."""


def annotated(dataset: ce.Dataset) -> list[dict[str, Any]]:
    """The annotations of a dataset, checked against the schema."""
    found = json.loads("".join(formats.find("web-annotation").pieces(dataset, formats.Losses(), {})))
    SCHEMA.validate(found)
    items: list[dict[str, Any]] = found["first"]["items"] if found["total"] else []
    assert len(items) == found["total"]
    return items


def structured(annotation: dict[str, Any]) -> dict[str, Any]:
    """What an annotation tells programs."""
    (text,) = (each["value"] for each in annotation["body"] if each.get("format") == "application/json")
    found: dict[str, Any] = json.loads(text)
    return found


def open_datasets() -> SearchStrategy[ce.Dataset]:
    """Datasets in which no name is withheld, and so no words of a span."""
    return strategies.datasets().map(
        lambda dataset: attrs.evolve(
            dataset, actors=tuple(attrs.evolve(actor, sensitive=False) for actor in dataset.actors)
        )
    )


@given(open_datasets())
def test_every_dataset_is_valid_and_each_span_is_annotated(dataset: ce.Dataset) -> None:
    """There is an annotation for each span of each claim, or for the source if it has none, each with its own id."""
    items = annotated(dataset)
    assert [span for claim in dataset.claims for span in claim.spans or (None,)] == [span_of(each) for each in items]
    assert len(items) == len({each["id"] for each in items})


def span_of(annotation: dict[str, Any]) -> ce.Span | None:
    """The span that an annotation selects, with what no selector holds taken from its bodies."""
    selector = annotation["target"].get("selector")
    if selector is None:
        return None
    (role,) = (each["value"] for each in annotation["body"] if each["purpose"] == "tagging")
    found = ce.from_selectors(selector, role=role)
    claim = structured(annotation)
    spans = claim["figure" if "figure" in claim else "assertion"]["spans"]
    hashes = {
        (each["start"], each["end"], each.get("role", "figure"), each.get("exact")): each.get("sha256")
        for each in spans
    }
    return ce.Span(
        start=found.start,
        end=found.end,
        role=found.role,
        exact=found.exact,
        sha256=hashes[found.start, found.end, found.role, found.exact],
    )


@given(open_datasets())
def test_a_claim_comes_back_from_its_body(dataset: ce.Dataset) -> None:
    """The body for programs is the claim as the library's own files hold it."""
    structure = ce.converter().structure
    spans = [max(1, len(claim.spans)) for claim in dataset.claims]
    items = iter(annotated(dataset))
    for claim, number in zip(dataset.claims, spans, strict=True):
        kind = type(claim).__name__.lower()
        assert [claim] * number == [structure(structured(next(items))[kind], type(claim)) for _ in range(number)]


def test_the_example_selects_its_words() -> None:
    """The figure of the missiles is selected by its place and its words, and says whose it is."""
    items = annotated(examples.load("istanbul-exchange"))
    (found,) = (
        each
        for each in items
        if {"type": "TextQuoteSelector", "exact": "69 missiles"} in each["target"].get("selector", ())
    )
    assert "Yuriy Ihnat says: launched: 69 missile from russia to ukraine" == found["body"][0]["value"]


@pytest.mark.parametrize(
    ("url", "is_target"),
    [
        ("https://news.example/ä?q=1#top", True),
        ("https://me@news.example:8080", True),
        ("urn:isbn:1", True),
        ("news of the day", False),
        ("a:b c", False),
        ("https://news.example:port/", False),
        ("https://news.example/100%", False),
        ("a:#b#c", False),
    ],
)
def test_a_source_without_an_iri_is_named_by_a_urn(url: str, is_target: bool) -> None:
    """An address that is none is no target, and counts as lost."""
    claim = ce.Assertion(property="occurred", value="yes", attribution=ce.Attribution(source="wire"))
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire", url=url),), events=(ce.Incident(id="blast", assertions=(claim,)),)
    )
    losses = formats.Losses()
    list(formats.find("web-annotation").pieces(dataset, losses, {}))
    (item,) = annotated(dataset)
    assert is_target == (item["target"]["source"] == url)
    assert is_target != bool(losses.report().count("Source.url"))
    assert is_target or item["target"]["source"].startswith("urn:uuid:")
