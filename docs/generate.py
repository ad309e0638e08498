"""Writes the parts of the reference that repeat what the source code says, so that the two cannot differ.

`python docs/generate.py` rewrites the pages; a test fails where a page is not what this script would write. A generated
part stands between two comments that name it; the rest of the page is written by hand. The script also writes the
JSON Schemas that the package and the site publish.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

import conflictevents
from conflictevents import (
    Count,
    PhraseError,
    When,
    _fields,
    _vocab,
    checks,
    claims_schema,
    codes,
    formats,
    json_schema,
    policies,
    strategies,
)
from conflictevents._dataset import FORMAT_VERSION
from conflictevents._phrases._days_rules import RULES
from conflictevents._phrases._lexicon import LANGUAGES, language_data
from conflictevents._schema import UNSAID
from conflictevents.checks._catalogue import ALL
from conflictevents.checks._families import FAMILIES
from conflictevents.testing import MUTATIONS

HERE: Final = Path(__file__).parent


def vocabularies() -> str:
    """One section for each vocabulary: what it is, and a table of its words."""
    return "\n".join(_vocabulary(each) for each in sorted(_all_vocabularies(), key=lambda each: each.__name__))


def _all_vocabularies() -> list[type[_vocab.Word]]:
    found = [getattr(_vocab, name) for name in _vocab.__all__]
    return [each for each in found if issubclass(each, _vocab.Word) and each is not _vocab.Word]


def _vocabulary(vocabulary: type[_vocab.Word]) -> str:
    extra = {
        _vocab.GroupTag: ("Dimension", "dimension"),
        _vocab.PlacePrecision: ("Metres", "metres"),
        _vocab.Property: ("Refers to", "refers_to"),
    }.get(vocabulary)
    head = ["Word", *([extra[0]] if extra else []), "Meaning"]
    rows = [
        [f"`{word.value}`", *([_cell(getattr(word, extra[1]))] if extra else []), word.meaning] for word in vocabulary
    ]
    # The anchor is what the type of an attribute links to.
    name = vocabulary.__name__
    heading = f"## {name} {{#conflictevents._vocab.{name}}}"
    return f"{heading}\n\n{_first_paragraph(vocabulary)}\n\n{_table(head, rows)}"


def check_codes() -> str:
    """A table of every check."""
    rows = [
        [f"[`{each.code}`]({_address(each)})", each.severity.value, _looked_at(each), each.name, each.meaning]
        for each in sorted(ALL, key=lambda each: each.code)
    ]
    return _table(["Code", "Severity", "Looks at", "Name", "Finds"], rows)


def _address(check: checks.Check) -> str:
    return f"checks/{check.code[:2]}.md#{check.code}"


def _families() -> tuple[str, ...]:
    """The families that have checks."""
    there_are = {check.code[:2] for check in ALL}
    return tuple(family for family in FAMILIES if family in there_are)


def check_family(family: str) -> str:
    """The whole page of a family of checks: each code with why it matters, what to do, and its two examples."""
    head = f"# {FAMILIES[family]} ({family})\n\nAll codes stand in [one table](../checks.md)."
    own = sorted((each for each in ALL if each.code.startswith(family)), key=lambda each: each.code)
    return "\n\n".join([head, *map(_check_section, own)]) + "\n"


def _check_section(check: checks.Check) -> str:
    parts = [
        f"## {check.code} {check.name} {{#{check.code}}}",
        f"*{check.severity.value}, looks at: {_looked_at(check)}*",
        check.meaning,
        *([check.page.markdown] if check.page is not None else []),
    ]
    return "\n\n".join(parts)


def check_navigation() -> str:
    """The entries of the pages of families in the navigation."""
    return "".join(f"          - {FAMILIES[family]}: reference/checks/{family}.md\n" for family in _families())


def mutation_table() -> str:
    """A table of the mutations that tests can use."""
    rows = [
        [f"`{each.name}`", ", ".join(f"`{code}`" for code in sorted(each.codes)), each.meaning]
        for each in MUTATIONS.values()
    ]
    return _table(["Name", "Codes", "What it does"], rows)


def _looked_at(check: checks.Check) -> str:
    # A code without a function is found by the reader alone.
    return "the file" if check.function is None else check.scope.replace("_", " ")


def claim_columns() -> str:
    """A table of the columns of the claims table, in order."""
    rows = []
    for field in claims_schema()["fields"]:
        constraints = field.get("constraints", {})
        never = "yes" if constraints.get("required") else ""
        rows.append([f"`{field['name']}`", _TABLE_TYPES[field["type"]], never, field["description"]])
    return _table(["Column", "Type", "Always there", "Meaning"], rows)


def field_types() -> str:
    """A table of the names that stand for types in the signatures, in order of the alphabet."""
    body = ast.parse(Path(_fields.__file__).read_text("utf-8")).body
    rows = []
    for alias, text in itertools.pairwise(body):
        match alias, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias")),
                ast.Expr(value=ast.Constant(value=str(meaning))),
            ):
                # No link to follow: a screen reader passes over it.
                anchor = f"[](){{#conflictevents._fields.{name} aria-hidden=true tabindex=-1}}"
                rows.append([f"`{name}` {anchor}", meaning])
    return _table(["Name", "Takes"], sorted(rows))


def strategy_entries() -> str:
    """An entry for each strategy."""
    return "\n".join(f"::: conflictevents.strategies.{name}\n" for name in strategies.__all__)


def policy_list() -> str:
    """A table of the shipped policies."""
    rows = [[f"`{each.label}`", str(each.version), each.meaning] for each in policies().values()]
    return _table(["Name", "Version", "Meaning"], rows)


def phrases_read() -> str:
    """A table of what each policy makes of counting phrases; phrases that are read alike share a row."""
    rows = []
    for group in READ:
        phrases = group.split(" · ")
        readings = {tuple(_reading(phrase, policy) for policy in policies()) for phrase in phrases}
        if len(readings) != 1:
            raise ValueError(f"these phrases are no longer read alike: {group}")
        rows.append([_codes(phrases), *readings.pop()])
    return _table(["Words", *(f"`{name}`" for name in policies())], rows)


def _reading(phrase: str, policy: str, language: str | None = None) -> str:
    try:
        count = Count.parse(phrase, policy, language=language)
    except PhraseError:
        return "refused"
    bounds = _bounds(count.low, count.high)
    return f"{bounds}, soft" if count.approximate else bounds


def _codes(phrases: list[str]) -> str:
    return " · ".join(f"`{phrase}`" for phrase in phrases)


def phrases_refused() -> str:
    """A table of phrases that no policy of bounds reads, with what the error says."""
    rows = []
    for phrase in REFUSED:
        try:
            count = Count.parse(phrase)
        except PhraseError as error:
            rows.append([f"`{phrase}`", error.reason])
        else:
            raise ValueError(f"{phrase!r} is no longer refused: {count}")
    return _table(["Words", "The error says"], rows)


def left_alone() -> str:
    """A table of the kinds of numbers that count nothing, each with a sentence, and what is found in that sentence."""
    rows = []
    for kind, (number, sentence) in LEFT_ALONE.items():
        start = sentence.index(number)
        found = list(Count.find(sentence))
        if any(each.start < start + len(number) and start < each.end for each in found):
            raise ValueError(f"{number!r} is no longer left alone: {sentence}")
        shown = sentence.replace(number, f"**{number}**", 1)
        rows.append([kind, shown, _codes([sentence[each.start : each.end] for each in found]) if found else "nothing"])
    return _table(["Left alone", "As in", "Found beside it"], rows)


def ideas() -> str:
    """A table of the ideas that a policy gives bounds to, with English words for each."""
    tables = {
        name: {each.idea: (each.low, each.high) for each in policy.readings} for name, policy in policies().items()
    }
    known = {idea for table in tables.values() for idea in table}
    if known != IDEAS.keys():
        raise ValueError(f"ideas without a row, or rows without an idea: {sorted(known ^ IDEAS.keys())}")
    rows = []
    for idea, phrases in IDEAS.items():
        for phrase, (name, table) in itertools.product(phrases, tables.items()):
            if idea in table and ((count := Count.parse(phrase, name)).low, count.high) != table[idea]:
                raise ValueError(f"{phrase!r} does not stand for {idea!r} under {name}")
        readings = [
            _bounds(*table[idea]) if idea in table else "computed" if " " in idea else "none"
            for table in tables.values()
        ]
        rows.append([f"`{idea}`", ", ".join(phrases), *readings])
    return _table(["Idea", "English words", *(f"`{name}`" for name in tables)], rows)


def _bounds(low: int, high: int | None) -> str:
    return f"{low:,} or more" if high is None else f"{low:,}" if low == high else f"{low:,} to {high:,}"


def languages() -> str:
    """A table for each language with a sample of what is read."""
    if SAMPLES.keys() != set(LANGUAGES):
        raise ValueError(f"samples are of {sorted(SAMPLES)}, languages are {sorted(LANGUAGES)}")
    parts = []
    for code, phrases in SAMPLES.items():
        rows = [
            [f"`{phrase}`", _reading(phrase, "literal", code), _reading(phrase, "bounded", code)] for phrase in phrases
        ]
        table = _table(["Words", "`literal`", "`bounded`"], rows)
        parts.append(f"### {language_data(code)['name']} (`{code}`)\n\n{table}")
    return "\n".join(parts)


def dates_read() -> str:
    """A table of what dates in words become, published on a Sunday."""
    rows = []
    for words, tense in DATES:
        when = When.resolve(words, published=date(2025, 5, 25), tense=tense)
        rule = "" if when.basis is None else f"`{when.basis.rule}`"
        precision = "" if when.precision is None else when.precision.value
        rows.append([f"`{words}`" + (" (future)" if tense == "future" else ""), f"`{when.edtf}`", precision, rule])
    return _table(["words", "EDTF", "precision", "rule of the basis"], rows)


def dates_refused() -> str:
    """A table of dates in words that are refused, with what the error says."""
    rows = []
    for words, published in DATES_REFUSED.items():
        try:
            when = When.resolve(words, published=published)
        except PhraseError as error:
            rows.append([f"`{words}`", "given" if published else "not given", _cell(error.reason)])
        else:
            raise ValueError(f"it is no longer refused: {words} ({when.edtf})")
    return _table(["words", "publication date", "the error says"], rows)


def date_rules() -> str:
    """A table of the rules that a basis names."""
    return _table(["rule", "what it gives"], [[f"`{name}`", rule.meaning] for name, rule in RULES.items()])


def format_table() -> str:
    """A table of every format of this library, and of the spellings that it does not keep."""
    known = [formats.find(name) for name in formats.names() if "." not in name]
    rows = [
        [
            f"`{each.name}`",
            each.title,
            "yes" if each.reads else "",
            "yes" if each.writes else "",
            each.holds,
            each.licence,
            ", ".join(f"`{option}`" for option in dict.fromkeys((*each.options("read"), *each.options("write")))),
        ]
        for each in known
    ]
    spellings = "".join(f"- `{each.name}`: {one}\n" for each in known for one in each.normalises)
    head = ["Name", "Title", "Read", "Written", "Holds", "Licence of the data", "Options"]
    return f"{_table(head, rows)}\nSpellings that are not kept:\n\n{spellings}"


def code_tables() -> str:
    """A table of every table of codes."""
    rows = []
    for name in codes.tables():
        known = codes.table(*name.split(".", maxsplit=1))
        number = f"{len(known):,}" + (" and others" if known.open else "")
        rows.append([f"`{name}`", known.title, number, known.source])
    return _table(["Table", "What the codes tell", "Codes", "Published in"], rows)


def schema_files() -> str:
    """A table of the published schemas."""
    rows = [
        [f"[`{name}`](../schema/{name})", f"`{schema['$id']}`", _size(schema)]
        for name, schema in sorted(published_schemas().items())
    ]
    return _table(["File", "`$id`", "Size without white space"], rows)


def published_schemas() -> dict[str, dict[str, Any]]:
    """The schemas of this version of the format, by the names of their files."""
    return {
        f"conflictevents-{FORMAT_VERSION}.schema.json": json_schema(),
        f"conflictevents-{FORMAT_VERSION}.line.schema.json": json_schema("line"),
    }


def _size(schema: dict[str, Any]) -> str:
    # To the next 5 kB, so that not every added word changes the page.
    size = len(json.dumps(schema, ensure_ascii=False, separators=(",", ":")).encode())
    return f"under {-(-size // 5000) * 5} kB"


def schema_unsaid() -> str:
    """A table of the rules of the reader that the schema does not say."""
    rows = [[rule.name, ", ".join(f"`{code}`" for code in rule.codes), rule.meaning] for rule in UNSAID]
    return _table(["Rule", "Codes", "The schema takes, and the reader refuses"], rows)


def schema_measures() -> str:
    """A table of what services limit in a schema."""
    schema = json_schema()
    parts = list(_parts(schema))
    objects = [each for each in parts if "properties" in each]
    properties = [each for one in objects for each in one["properties"]]
    words = [word for each in parts for word in each.get("enum", [])]
    optional = len(properties) - sum(len(each["required"]) for each in objects)
    names = sum(map(len, [*properties, *words, *schema["$defs"]]))
    ahead = {each["pattern"] for each in parts if "(?!" in each.get("pattern", "")}
    rows = {
        "definitions": len(schema["$defs"]),
        "properties": len(properties),
        "properties that may be left out": optional,
        "words of vocabularies": len(words),
        "characters in names of properties and definitions and in words": names,
        "objects within objects": _depth(schema, schema),
        "different patterns with a look-ahead": len(ahead),
    }
    return _table(["Of the schema of a document", "Number"], [[name, f"{number:,}"] for name, number in rows.items()])


def _parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and every schema inside it."""
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", [])]
    for each in [*inner, *([schema["items"]] if "items" in schema else [])]:
        yield from _parts(each)


def _depth(schema: dict[str, Any], root: dict[str, Any]) -> int:
    """How many objects stand within each other at most, the outermost included."""
    if "$ref" in schema:
        return _depth(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    inner += [schema["items"]] if "items" in schema else []
    return ("properties" in schema) + max((_depth(each, root) for each in inner), default=0)


def write_schemas() -> None:
    """Write the published schemas into the package and the documentation; those of older versions stay."""
    for folder in (HERE / "schema", Path(conflictevents.__file__).parent / "schema"):
        folder.mkdir(exist_ok=True)
        for name, schema in published_schemas().items():
            (folder / name).write_bytes(f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n".encode())


READ: Final = (
    "303 · three hundred and three",
    "three · 3",
    "twenty-one · twenty one",
    "1,000 · 1 000 · a thousand",
    "1,000,000 · 1.000.000 · one million",
    "1.2 million · 1.2m people",
    "half a million",
    "a dozen · a dozen people",
    "half a dozen",
    "two dozen",
    "a score",
    "a couple",
    "a couple of dozen",
    "a couple of hundred",
    "no · none · zero · nobody",
    "no casualties were reported · no immediate reports of deaths",
    "at least 12 · no fewer than 12 · no less than 12 · a minimum of 12 · 12 or more · 12+ · ≥ 12",
    "more than 300 · over 300 · above 300 · upwards of 300 · in excess of 300 · exceeding 300 · > 300",
    "at most 40 · up to 40 · as many as 40 · no more than 40 · a maximum of 40 · 40 or fewer · ≤ 40",
    "fewer than 40 · less than 40 · under 40 · below 40 · < 40",
    "between 3 and 5 · 3 to 5 · 3-5 · 3–5 · from 3 to 5 · three or five",
    "two to three hundred",
    "more than 10 but fewer than 20",
    "a hundred-plus",
    "about 12 · around 12 · roughly 12 · approximately 12 · some 12 · circa 12 · an estimated 12 · 12 or so · ~12",
    "about a dozen",
    "about 50",
    "about 300",
    "about 1,000",
    "about 1,200",
    "around 300,000",
    "nearly 100 · almost 100 · close to 100 · just under 100 · not quite 100",
    "just over 300 · slightly more than 300 · a little over 300",
    "a few · several · a handful",
    "tens",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "millions",
    "tens of thousands",
    "hundreds of thousands",
    "several dozen",
    "several hundred",
    "a few thousand",
    "double digits",
    "many · numerous · multiple · a number of · a lot of",
    "an unknown number · an unspecified number · not disclosed",
    "at least several dozen",
    "more than two dozen",
    "over a thousand",
    "five (5)",
)
"""Counting phrases; those of one row are read alike under every policy."""

DATES: list[tuple[str, Literal["past", "future"]]] = [
    *[
        (words, "past")
        for words in (
            *("today", "Sunday", "on Sunday", "yesterday", "Saturday", "Friday", "on Monday", "last Sunday"),
            *("overnight", "last night", "Saturday night", "late Tuesday", "over the weekend", "in the past 24 hours"),
            *("earlier this month", "last month", "this week", "last week", "earlier this year", "in March", "in 2024"),
            *("on 16 May", "May 16", "24-25 May", "between 16 and 20 May", "in early May", "in mid May", "in late May"),
            *("since February 2022", "three days ago", "two weeks ago", "at 15:40 on 16 May", "Sunday, 25 May 2025"),
            *("25/05/2025", "25.05.2025", "на початку травня", "минулої ночі"),
            *("у ніч на 25 травня", "ночью", "в воскресенье", "три дня назад"),
        )
    ],
    ("next Sunday", "future"),
    ("tomorrow", "future"),
]
"""Dates in words, and whether what they speak of is planned."""

DATES_REFUSED: dict[str, date | None] = {
    "on Saturday": None,
    "overnight": None,
    "03/04/2025": date(2025, 5, 25),
    "Saturday, 23 May 2025": date(2025, 5, 25),
    "30 February": date(2025, 5, 25),
    "next Sunday": date(2025, 5, 25),
    "16 May or 17 May": date(2025, 5, 25),
    "some day": date(2025, 5, 25),
}
"""Dates in words that are refused, with the publication date that they are read against."""

REFUSED: Final = (
    "the hospital",
    "twelve (13)",
    "12 dead and 40 injured",
    "at least 12, possibly 20",
    "hundreds if not thousands",
    "up to several hundred",
    "nearly dozens",
    "fewer than 0",
    "5 to 3",
    "2.5 people",
    "-5",
    "not 12",
    "1.200",
    "007",
    "12½",
    "20 trillion",
    "NaN",
    "300 percent",
    "two hours",
    "Tu-95",
)
"""Phrases that are not read."""

LEFT_ALONE: Final[Mapping[str, tuple[str, str]]] = {
    "a year": ("2022", "In 2022 the plant employed 2,022 people."),
    "a date": ("2 May", "By 2 May 12 people had died."),
    "a clock time": ("3:40", "At 3:40 a.m. two drones fell."),
    "an age": ("34", "Anna Petrenko, 34, was among the three hurt."),
    "a limit of age": ("12", "Two children under 12 died."),
    "a share": ("80 percent", "It hit 80 percent of 40 houses."),
    "money": ("$300", "Each of 15 families got $300."),
    "an ordinal": ("third", "The third strike hurt four people."),
    "a unit of an army": ("24th", "The 24th Brigade lost 12 soldiers."),
    "a duration": ("two hours", "For two hours 60 people were trapped."),
    "a duration as an adjective": ("three-year", "The three-year war displaced thousands."),
    "a distance": ("dozens", "It fell dozens of kilometres away."),
    "a weight": ("200 kg", "The bomb of 200 kg killed five."),
    "a calibre": ("155mm", "They fired 200 155mm shells."),
    "a multiple": ("three times", "It was three times as many as in May, when five died."),
    "a fraction": ("nine out of ten", "It left nine out of ten homes without power."),
    "“one” for somebody": ("one", "It was one of the worst raids; 14 people died."),
    "“no one”": ("no one", "Then no one spoke."),
    "a weapon or vehicle": ("Tu-95", "A Tu-95 fired six missiles."),
    "a number as a name": ("12", "Flight 12 had 80 people on board."),
    "a score": ("3-2", "They won 3-2."),
    "an idiom": ("9/11", "Since 9/11 much has changed."),
    "a number that could be two": ("1.200", "There were 1.200 dead."),
    "below zero": ("-5", "At -5 degrees 30 families slept outside."),
}
"""What `Count.find` does not take for a count: the number, and a sentence that holds it."""

IDEAS: Final[Mapping[str, tuple[str, ...]]] = {
    "couple": ("a couple",),
    "few": ("a few", "a small number of"),
    "several": ("several",),
    "handful": ("a handful",),
    "many": ("many", "numerous", "a number of"),
    "tens": ("tens",),
    "dozens": ("dozens",),
    "scores": ("scores",),
    "hundreds": ("hundreds",),
    "thousands": ("thousands",),
    "millions": ("millions",),
    "billions": ("billions",),
    "single_digits": ("single digits",),
    "double_digits": ("double digits",),
    "triple_digits": ("triple digits",),
    "unknown": ("an unknown number", "undisclosed"),
    "few dozens": ("a few dozen",),
    "several dozens": ("several dozen",),
    "handful dozens": ("a handful dozen",),
}
"""English words for each idea that a policy gives bounds to."""

SAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("at least 12", "over 300", "several dozen", "dozens", "about 50", "two to three hundred"),
    "uk": (
        "щонайменше 12",
        "понад 300",
        "не менше дванадцяти",
        "кілька десятків",
        "десятки",
        "близько 50",
        "від трьох до п'яти",
        "троє дітей",
        "чоловік двадцять",
    ),
    "ru": (
        "не менее 12",
        "более 300",
        "свыше трёхсот",
        "несколько десятков",
        "сотни",
        "около 50",
        "от трёх до пяти",
        "трое детей",
        "человек двадцать",
    ),
}
"""Phrases of each language."""

_TABLE_TYPES: Final[Mapping[str, str]] = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}

PARTS: Final[Mapping[str, tuple[str, Callable[[], str]]]] = {
    "vocabularies": ("reference/vocabularies.md", vocabularies),
    "check codes": ("reference/checks.md", check_codes),
    "check families": ("../mkdocs.yml", check_navigation),
    "mutations": ("reference/testing.md", mutation_table),
    "claim columns": ("reference/claims-table.md", claim_columns),
    "field types": ("reference/values.md", field_types),
    "strategies": ("reference/strategies.md", strategy_entries),
    "policies": ("reference/phrases.md", policy_list),
    "phrases read": ("reference/phrases.md", phrases_read),
    "phrases refused": ("reference/phrases.md", phrases_refused),
    "left alone": ("reference/phrases.md", left_alone),
    "ideas": ("reference/phrases.md", ideas),
    "languages": ("reference/phrases.md", languages),
    "dates read": ("reference/dates.md", dates_read),
    "dates refused": ("reference/dates.md", dates_refused),
    "date rules": ("reference/dates.md", date_rules),
    "formats": ("reference/formats.md", format_table),
    "code tables": ("reference/codes.md", code_tables),
    "schema files": ("reference/file-format.md", schema_files),
    "schema unsaid": ("reference/file-format.md", schema_unsaid),
    "schema measures": ("reference/file-format.md", schema_measures),
}
"""Each generated part: the page that it stands on, and what writes it."""


WHOLE: Final[Mapping[str, str]] = {f"reference/checks/{family}.md": family for family in _families()}
"""Each page that is generated as a whole: the family of checks that it is about."""


def with_parts(page: str, text: str) -> str:
    """The text of a page with its generated parts as they should be."""
    if page in WHOLE:
        return check_family(WHOLE[page])
    for name, (where, write) in PARTS.items():
        if where == page:
            mark = "# {}" if page.endswith(".yml") else "<!-- {} -->"
            start, end = mark.format(f"generated: {name}"), mark.format(f"end of generated: {name}")
            before, found, rest = text.partition(start)
            _, found_end, after = rest.partition(end)
            if not found or not found_end:
                msg = f"{page} has no place for the generated part {name!r}"
                raise ValueError(msg)
            text = f"{before}{start}\n\n{write()}\n{end}{after}"
    return text


def pages() -> tuple[str, ...]:
    """The pages that have a generated part, and those that are generated as a whole."""
    return tuple(dict.fromkeys([*(page for page, _ in PARTS.values()), *WHOLE]))


def _first_paragraph(cls: type) -> str:
    return inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else str(value)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def main() -> None:
    """Rewrite the pages and the published schemas."""
    write_schemas()
    for page in pages():
        path = HERE / page
        path.parent.mkdir(exist_ok=True)
        text = path.read_text("utf-8") if path.exists() else ""
        path.write_text(with_parts(page, text), "utf-8")


if __name__ == "__main__":
    main()
