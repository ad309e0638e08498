"""The JSON Schema: what it says, that it follows the classes, and that the published files are what the code makes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import attrs
import jsonschema_rs
import pytest

import conflictevents as ce
from conflictevents import _fields, checks, examples
from conflictevents._dataset import FORMAT_VERSION
from conflictevents._record import parts_of
from conflictevents._schema import UNSAID, SchemaOf

SCHEMA = ce.json_schema()
LINE = ce.json_schema("line")
BOTH = pytest.mark.parametrize("schema", [SCHEMA, LINE], ids=get_args(SchemaOf))
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)
LINE_VALIDATOR = jsonschema_rs.validator_for(LINE)
DOCS = Path(__file__).parent.parent / "docs"
PUBLISHED = resources.files("conflictevents").joinpath("schema")

KEYWORDS = {
    *("$schema", "$id", "$defs", "$ref", "title", "description", "default"),
    *("type", "const", "enum", "anyOf"),
    *("properties", "required", "additionalProperties", "items"),
    *("pattern", "minimum", "maximum"),
}
"""Every keyword that may stand in the schema: those that tools which know a part of JSON Schema commonly know."""


@pytest.fixture
def document() -> dict[str, Any]:
    """The worked example as plain data, to be broken."""
    plain: dict[str, Any] = json.loads(examples.file("istanbul-exchange").read_bytes())
    return plain


def parts(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A schema and every schema inside it."""
    yield schema
    for key in ("properties", "$defs"):
        for each in schema.get(key, {}).values():
            yield from parts(each)
    for each in schema.get("anyOf", ()):
        yield from parts(each)
    if "items" in schema:
        yield from parts(schema["items"])


def objects(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every schema of an object."""
    return (each for each in parts(schema) if each.get("type") == "object")


# --- form ------------------------------------------------------------------------------------------------------------


@BOTH
def test_is_a_schema_of_2020_12(schema: dict[str, Any]) -> None:
    """The schema is valid itself, names its dialect and has an id with the version of the format in it."""
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert re.fullmatch(rf"urn:conflictevents:schema:{FORMAT_VERSION}(:line)?", schema["$id"])
    jsonschema_rs.meta.validate(schema)


@BOTH
def test_keeps_to_common_keywords(schema: dict[str, Any]) -> None:
    """Nothing but the keywords of the list stands in it, so `oneOf`, `not` and `patternProperties` do not."""
    assert {key for each in parts(schema) for key in each} <= KEYWORDS


@BOTH
def test_every_object_is_closed(schema: dict[str, Any]) -> None:
    """Each object lists its properties and takes no others, and each that is required is one of them."""
    for each in objects(schema):
        assert each["additionalProperties"] is False
        assert set(each["required"]) <= each["properties"].keys()


@BOTH
def test_every_reference_stands_alone_and_leads_somewhere(schema: dict[str, Any]) -> None:
    """A `$ref` has no keyword beside it, names a definition of the schema, and each definition is referred to."""
    references = [each for each in parts(schema) if "$ref" in each]
    assert [each for each in references if len(each) > 1] == []
    assert {each["$ref"] for each in references} == {f"#/$defs/{name}" for name in schema["$defs"]}


@BOTH
def test_no_definition_holds_itself(schema: dict[str, Any]) -> None:
    """The schema is not recursive, so its depth has an end."""

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way
        for each in parts(schema["$defs"][name]):
            if "$ref" in each:
                walk(each["$ref"].removeprefix("#/$defs/"), (*way, name))

    for name in schema["$defs"]:
        walk(name, ())


@BOTH
def test_order_is_stable(schema: dict[str, Any]) -> None:
    """Two calls give the same text."""
    of: SchemaOf = "document" if schema is SCHEMA else "line"
    assert json.dumps(ce.json_schema(of)) == json.dumps(schema)


def test_a_caller_may_change_what_it_got() -> None:
    """Each call gives a schema of its own."""
    ce.json_schema()["$defs"]["Count"]["properties"].clear()
    assert ce.json_schema() == SCHEMA


def test_another_thing_is_refused() -> None:
    """There is a schema of a document and of a line, and of nothing else."""
    with pytest.raises(ValueError, match="schema of a document or line, got 'dataset'"):
        ce.json_schema("dataset")  # type: ignore[arg-type]


# --- from the classes ------------------------------------------------------------------------------------------------


def classes() -> dict[str, type]:
    """The classes that have a definition in the schema of a document, by name."""
    found = {name: getattr(ce, name, None) for name in SCHEMA["$defs"]}
    return {name: each for name, each in found.items() if isinstance(each, type)}


def test_every_class_has_a_definition() -> None:
    """Each public class of record that a file can hold has one definition, under its own name."""
    public = {
        name for name in ce.__all__ if isinstance(each := getattr(ce, name), type) and issubclass(each, ce.Record)
    }
    bases = {"Record", "Claim", "Event", "Holder", "Dataset"}
    log = {cls.__name__ for cls in parts_of(ce.MergeLog)} - classes().keys()  # what the log of a merge is made of
    assert classes().keys() == public - bases - log
    assert {name for name, each in SCHEMA["$defs"].items() if each.get("type") == "object"} == classes().keys()


@BOTH
def test_everything_is_described(schema: dict[str, Any]) -> None:
    """Each property and each definition carries words, of which none names a Python value."""
    described = [*schema["$defs"].items(), *(each for one in objects(schema) for each in one["properties"].items())]
    assert [name for name, each in described if not each.get("description")] == []
    assert [each for _, each in described if re.search(r"\bNone\b|\bTrue\b|\bFalse\b", each["description"])] == []


def test_every_word_of_a_vocabulary_is_explained() -> None:
    """The description of a vocabulary says what each of its words means, since nothing else in a file does."""
    words = {word: each["description"] for each in SCHEMA["$defs"].values() for word in each.get("enum", ())}
    assert words
    assert [word for word, text in words.items() if f" {word}: " not in text] == []


def test_required_fields_are_those_without_a_default() -> None:
    """A field is required exactly if its class gives no default; an event's kind always is."""
    for name, cls in classes().items():
        needed = {field.name.rstrip("_") for field in attrs.fields(cls) if field.default is attrs.NOTHING}
        if issubclass(cls, ce.Event):
            needed.add("kind")
        assert set(SCHEMA["$defs"][name]["required"]) == needed, name


def test_defaults_are_those_of_the_classes() -> None:
    """Each field that may be left out says what stands for it, and that value is itself valid."""
    for name, cls in classes().items():
        for field in attrs.fields(cls):
            stated = SCHEMA["$defs"][name]["properties"][field.name.rstrip("_")]
            if field.default is attrs.NOTHING:
                assert "default" not in stated
                continue
            assert jsonschema_rs.is_valid(stated | {"$defs": SCHEMA["$defs"]}, stated["default"])
            plain = field.default
            assert stated["default"] == (list(plain) if isinstance(plain, tuple) else plain), (name, field.name)


# --- what it takes ---------------------------------------------------------------------------------------------------


def test_takes_the_worked_example(document: dict[str, Any]) -> None:
    """The shipped document is valid."""
    VALIDATOR.validate(document)


def test_takes_the_lines_of_the_worked_example() -> None:
    """Every line of the shipped document in JSON Lines is valid, and no whole document is a line."""
    lines = ce.dumps(examples.load("istanbul-exchange"), format="jsonl").splitlines()
    for line in lines:
        LINE_VALIDATOR.validate(json.loads(line))
    assert not LINE_VALIDATOR.is_valid(json.loads(ce.dumps(examples.load("istanbul-exchange"))))


REFUSED = [
    (["events", 0, "kind"], "battle"),
    (["events", 0, "colour"], "red"),
    (["events", 0, "record"], "event"),
    (["sources", 0, "sha256"], "cc78"),
    (["sources", 0, "sha256"], "c" * 64 + "\n"),
    (["sources", 0, "language"], "english language"),
    (["sources", 0, "id"], "x" * 201),
    (["actors", 0, "country"], "Russia"),
    (["actors", 0, "kind"], "nation"),
    (["actors", 0, "sensitive"], None),
    (["places", 0, "point", "latitude"], 137),
    (["reports", 0, "figures", 0, "count", "low"], -1),
    (["reports", 0, "figures", 0, "count", "low"], 2**53),
    (["reports", 0, "figures", 0, "count", "low"], "12"),
    (["reports", 0, "figures", 0, "measure"], "kiled"),
    (["reports", 0, "figures", 0, "group"], "children+"),
    (["sources", 0, "published", "edtf"], "last Sunday"),
    (["sources", 0, "published", "edtf"], "2025-05-25\n"),
    (["sources", 0, "published", "edtf"], "../.."),
    (["title"], "  "),
    (["title"], ""),
    (["format"], "conflictevents/0"),
]


@pytest.mark.parametrize(("path", "value"), REFUSED)
def test_refuses_what_the_reader_refuses(document: dict[str, Any], path: list[Any], value: object) -> None:
    """A value beyond what a field takes is refused by the schema and by the reader alike."""
    target: Any = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert not VALIDATOR.is_valid(document)
    with pytest.raises(ValueError, match=r"input"):
        ce.loads(json.dumps(document))


@pytest.mark.parametrize(
    ("line", "valid"),
    [
        ({"format": ce.FORMAT}, True),
        ({"format": ce.FORMAT, "title": "A night"}, True),
        ({"format": ce.FORMAT, "sources": []}, False),
        ({"format": ce.FORMAT, "record": "source", "id": "a"}, False),
        ({}, False),
        ({"record": "source", "id": "a"}, True),
        ({"id": "a"}, False),
        ({"record": "sources", "id": "a"}, False),
        ({"record": "event", "kind": "strike", "id": "a"}, True),
        ({"record": "event", "id": "a"}, False),
        ({"record": "actor", "kind": "strike", "id": "a"}, False),
        ({"record": "actor", "id": "a", "name": "A"}, True),
        ([], False),
    ],
)
def test_a_line_is_a_header_or_a_tagged_record(line: Any, valid: bool) -> None:
    """One line is valid if it is a header without records or a record with its tag, and the reader agrees."""
    assert LINE_VALIDATOR.is_valid(line) is valid
    header = isinstance(line, dict) and "format" in line
    text = json.dumps(line) if header else json.dumps({"format": ce.FORMAT}) + "\n" + json.dumps(line)
    try:
        ce.loads(text, format="jsonl")
    except ValueError:
        assert not valid
    else:
        assert valid


def test_own_words_with_a_dot_are_taken(document: dict[str, Any]) -> None:
    """A measure of one's own with a dot is taken by the schema and the reader."""
    document["reports"][0]["figures"][0]["measure"] = "x-lab.seen"
    VALIDATOR.validate(document)
    assert ce.loads(json.dumps(document)).report("toll").figures[0].measure == "x-lab.seen"


@pytest.mark.parametrize("text", ["x" * 2_000_000, "\n" + " " * 2_000_000 + "x", "x" + "\n" * 2_000_000])
def test_a_text_may_be_long(text: str) -> None:
    """A validator with a limit on backtracking still takes long texts, as the reader does."""
    document = {"format": ce.FORMAT, "description": text}
    assert ce.loads(json.dumps(document)).description == text
    assert VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    "edtf",
    ["2025", "202X", "20XX", "2025-05", "2025-XX-XX", "2025-21", "2025-05-25~", "2025-05-24/2025-05-25", "2025/..",
     "../2025", "2025/", "/2025-05-25?", "2025-05-25T03:40", "2025-05-25T03:40:15+03:00", "2025-05-25T03:40Z/.."],
)  # fmt: skip
def test_dates_of_every_form_are_taken(edtf: str) -> None:
    """The form that the schema asks of a date has room for every form that the reader takes."""
    source = {"id": "a", "published": {"edtf": edtf}}
    document = {"format": ce.FORMAT, "sources": [source]}
    VALIDATOR.validate(document)
    assert str(ce.loads(json.dumps(document)).source("a").published) == edtf


# --- how patterns end ------------------------------------------------------------------------------------------------

ENDS = ["\n", "\r", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x00", " "]
GOOD = {
    "CodeStart": "CT105",
    "Country": "UA",
    "Hash": "c" * 64,
    "Id": "article",
    "Language": "en-GB",
    "PolicyLabel": "our-desk/2",
    "Group": "children+women",
    "Measure": "x-lab.seen",
    "Item": "x-lab.seen",
    "Property": "x-lab.seen",
    "ParticipantRole": "x-lab.seen",
    "PlaceRole": "x-lab.seen",
    "RelationKind": "x-lab.seen",
    "SourceKind": "x-lab.seen",
    "TermKind": "x-lab.seen",
    "Text": "words",
}


def patterns() -> dict[str, str]:
    """Every pattern of the schema by the name of its definition, or of the property that it stands in."""
    named = {**SCHEMA["$defs"], **SCHEMA["$defs"]["When"]["properties"], **SCHEMA["$defs"]["Basis"]["properties"]}
    leaves = {name: each for name, each in named.items() if each.get("type") != "object"}
    return {name: part["pattern"] for name, each in leaves.items() for part in parts(each) if "pattern" in part}


def test_every_pattern_is_tried() -> None:
    """The tests of patterns know a good value for each pattern that stands in the schema."""
    assert {*GOOD, "edtf", "rule"} == patterns().keys()
    everywhere = {part["pattern"] for part in parts(SCHEMA) if "pattern" in part}
    assert everywhere == set(patterns().values())


@pytest.mark.parametrize(("name", "good"), {**GOOD, "edtf": "2025-05-25", "rule": "weekday"}.items())
def test_a_pattern_ends_where_the_text_ends(name: str, good: str) -> None:
    """With a line end behind it a good value fails, by ECMA 262 and by Python's `re` alike."""
    pattern = patterns()[name]
    validator = jsonschema_rs.validator_for({"type": "string", "pattern": pattern})
    assert validator.is_valid(good)
    assert re.search(pattern, good)
    for end in ENDS:
        blank = name == "Text"  # which may end in anything, and may not be blank
        assert validator.is_valid(good + end) is blank, end
        assert bool(re.search(pattern, good + end)) is blank, end
        words = blank and end == "\x00"  # no white space
        assert validator.is_valid(end) is words
        assert bool(re.search(pattern, end)) is words


def test_a_dollar_would_not_do() -> None:
    """The reason for the look-ahead: Python's `$` stands before a last newline too, and that of ECMA 262 does not."""
    assert re.search("^[A-Z]{2}$", "UA\n")
    assert not jsonschema_rs.is_valid({"pattern": "^[A-Z]{2}$"}, "UA\n")


@pytest.mark.parametrize("pattern", sorted(set(patterns().values())))
def test_patterns_are_of_one_dialect(pattern: str) -> None:
    """No pattern has what only Python reads, such as names of groups, or what ECMA 262 with its flag `u` refuses."""
    assert not re.search(r"\(\?[^:!]", pattern)
    assert set(re.findall(r"\\(.)", pattern)) <= set("tnvfrusS.+")
    assert pattern.count(r"\s") == pattern.count(r"[\s\S]"), "what is white space differs"


# --- own kinds -------------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Hull(ce.Record):
    """A ship.

    Attributes:
        name: Its name.
        lost_at: Where it was lost.
        crew: How many were on board.
    """

    name: _fields.Text
    lost_at: ce.Point | None = None
    crew: ce.Count = attrs.field(default=ce.Count(low=1, text="some"))


@attrs.frozen(kw_only=True)
class Strike(ce.Strike):
    """A strike at sea, in a class with the name of one of ours."""

    kind = "x-lab.naval_strike"
    hulls: tuple[Hull, ...] = ()
    wind: float = 0.5
    noted: tuple[str, ...] = attrs.field(factory=tuple)


def test_own_kinds_are_taken() -> None:
    """With kinds of one's own the schema takes exactly the documents that the reader takes with them."""
    event = {"kind": "x-lab.naval_strike", "id": "a", "hulls": [{"name": "Aurora", "crew": {"low": 3}}], "wind": 2}
    document = {"format": ce.FORMAT, "events": [event, {"kind": "strike", "id": "b"}]}
    schema = ce.json_schema(kinds=[Strike])
    jsonschema_rs.meta.validate(schema)
    own = jsonschema_rs.validator_for(schema)
    own.validate(document)
    assert ce.loads(json.dumps(document), kinds=[Strike]).event("a").hulls == (  # type: ignore[attr-defined]
        Hull(name="Aurora", crew=ce.Count(low=3)),
    )
    assert not VALIDATOR.is_valid(document)
    event["hulls"][0]["name"] = ""  # type: ignore[index]
    assert not own.is_valid(document)
    line = jsonschema_rs.validator_for(ce.json_schema("line", kinds=[Strike]))
    line.validate({"record": "event", "kind": "x-lab.naval_strike", "id": "a"})
    assert not LINE_VALIDATOR.is_valid({"record": "event", "kind": "x-lab.naval_strike", "id": "a"})


def test_a_class_with_the_name_of_another_has_its_own_definition() -> None:
    """Two classes of one name do not share a definition, and the one of the library keeps the name."""
    definitions = ce.json_schema(kinds=[Strike])["$defs"]
    assert definitions["Strike"] == SCHEMA["$defs"]["Strike"]
    assert definitions["Strike_"]["properties"]["kind"]["const"] == "x-lab.naval_strike"
    assert (
        definitions["Strike_"]["properties"]["attacker"]["description"]
        == "The id of the attacking side, where it is not contested."
    )
    assert definitions["Hull"]["properties"]["crew"]["default"] == {"low": 1, "text": "some"}
    assert "default" not in definitions["Strike_"]["properties"]["noted"]


def test_another_schema_has_no_published_id() -> None:
    """A schema with kinds of one's own is not the published one, so a tool that keeps schemas by id cannot mix them."""
    assert "$id" not in ce.json_schema(kinds=[Strike])
    assert ce.json_schema(kinds=[]) == SCHEMA


def test_a_kind_that_could_not_be_read_is_refused() -> None:
    """A kind without a dot in its tag, or with the tag of another, has no schema either."""

    class Untagged(ce.Strike):
        kind = "raid"

    for kinds in ([Untagged], [ce.Strike], [Strike, type("Other", (ce.Strike,), {"kind": "x-lab.naval_strike"})]):
        with pytest.raises(ValueError, match="tag"):
            ce.json_schema(kinds=kinds)


def test_a_definition_may_have_any_name() -> None:
    """A class named in another script has a definition that its reference finds."""
    cls: Any = attrs.frozen(kw_only=True)(type("Удар", (ce.Strike,), {"kind": "x-lab.удар"}))
    schema = ce.json_schema(kinds=[cls])
    event = {"kind": "x-lab.удар", "id": "a"}
    assert all(each["$ref"].isascii() for each in parts(schema) if "$ref" in each)
    assert jsonschema_rs.is_valid(schema, {"format": ce.FORMAT, "events": [event]})
    assert not jsonschema_rs.is_valid(schema, {"format": ce.FORMAT, "events": [event | {"extra": 1}]})


# --- published -------------------------------------------------------------------------------------------------------


def published() -> dict[str, dict[str, Any]]:
    """The published files, by name."""
    return {each.name: json.loads(each.read_text("utf-8")) for each in PUBLISHED.iterdir()}


def test_published_files_are_what_the_code_makes() -> None:
    """The files of this version hold the schema that `json_schema` gives; `python docs/generate.py` rewrites them."""
    files = published()
    assert files[f"conflictevents-{FORMAT_VERSION}.schema.json"] == SCHEMA
    assert files[f"conflictevents-{FORMAT_VERSION}.line.schema.json"] == LINE


def test_published_files_are_named_by_their_version() -> None:
    """A file of each version stays, says its version in its name and its id, and is a schema."""
    for name, schema in published().items():
        version, line = re.fullmatch(r"conflictevents-(\d+)(\.line)?\.schema\.json", name).groups()  # type: ignore[union-attr]
        assert schema["$id"] == f"urn:conflictevents:schema:{version}{':line' if line else ''}"
        jsonschema_rs.meta.validate(schema)


def test_the_documentation_publishes_the_same_files() -> None:
    """The site has the files of the package, byte for byte."""
    copies = {each.name: each.read_bytes() for each in (DOCS / "schema").iterdir()}
    assert copies == {each.name: each.read_bytes() for each in PUBLISHED.iterdir()}


def test_the_command_prints_the_published_file() -> None:
    """`conflictevents schema` writes the published file, byte for byte."""
    command = [sys.executable, "-m", "conflictevents", "schema"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout == PUBLISHED.joinpath(f"conflictevents-{FORMAT_VERSION}.schema.json").read_bytes()


# --- what it does not say --------------------------------------------------------------------------------------------


def test_unsaid_rules_have_known_codes() -> None:
    """Each rule that the schema does not say has a name of its own and codes that the catalogue of checks has."""
    known = {each.code for each in checks.catalogue()}
    assert len({rule.name for rule in UNSAID}) == len(UNSAID)
    assert {code for rule in UNSAID for code in rule.codes} <= known


def test_unsaid_rules_are_in_the_documentation() -> None:
    """The page of the file format lists each of them with its codes."""
    page = (DOCS / "reference/file-format.md").read_text("utf-8")
    for rule in UNSAID:
        codes = ", ".join(f"`{code}`" for code in rule.codes)
        assert f"| {rule.name} | {codes} |" in page
