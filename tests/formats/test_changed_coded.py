"""GDELT, ICEWS, POLECAT and PLOVER: what was changed since it was read is written as it is now, or counted."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, TypeAlias

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents.formats import _gdelt_columns, icews, polecat

Document: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Document], object]


def _tabs(*rows: list[str]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode()


_EVENT: Final = {
    "GLOBALEVENTID": "900000001",
    "SQLDATE": "20180101",
    "MonthYear": "201801",
    "Year": "2018",
    "FractionDate": "2018.0027",
    "Actor1Code": "UKRMIL",
    "Actor1Name": "ARMY",
    "Actor1CountryCode": "UKR",
    "Actor1Type1Code": "MIL",
    "Actor2Code": "REB",
    "Actor2Type1Code": "REB",
    "IsRootEvent": "1",
    "EventCode": "193",
    "EventBaseCode": "193",
    "EventRootCode": "19",
    "QuadClass": "4",
    "NumMentions": "6",
    "Actor1Geo_Type": "0",
    "Actor2Geo_Type": "1",
    "Actor2Geo_Fullname": "Ukraine",
    "Actor2Geo_CountryCode": "UP",
    "ActionGeo_Type": "4",
    "ActionGeo_Fullname": "Riverton, Ukraine",
    "ActionGeo_CountryCode": "UP",
    "ActionGeo_ADM1Code": "UP09",
    "ActionGeo_Lat": "48.5",
    "ActionGeo_Long": "37",
    "ActionGeo_FeatureID": "-575",
    "DATEADDED": "20180101000000",
    "SOURCEURL": "https://news.example/a",
}
_OLDER: Final = _EVENT | {"DATEADDED": "20180101"}
_MENTIONS: Final = [
    [
        *("900000001", "20180101000000", "20180101001500", "1", "news.example", f"https://news.example/{page}", "19"),
        *("-1", "45", "46", "1", "50", "66", "-4.4", "srclc:rus;eng:X", ""),
    ]
    for page in "ab"
]
_ICEWS: Final = [
    *("101", "2014-05-02", "Ministry (Arvan)", "Executive,Government", "Arvan", "Use force", "190", "1.0", "Kesta"),
    *("NA", "Kesta", "7001", "3", "Example Wire", "Riverton", "River", "North", "Arvan", "1.5", "-2"),
]
_POLECAT: Final = {
    "Event ID": "20200102-1",
    "Event Date": "2020-01-02",
    "Event Type": "ASSAULT",
    "Event Mode": "firearms",
    "Intensity": "-9.3",
    "Quad Code": "MATERIAL CONFLICT",
    "Contexts": "military; crime",
    "Actor Name": "Army",
    "Actor Country": "ARV",
    "Primary Actor Sector": "MIL",
    "Actor Sectors": "MIL; GOV",
    "Actor Title": "Colonel",
    "Actor Name Raw": "the army",
    "Wikipedia Actor ID": "Q1",
    "Recipient Name": "Town",
    "Recipient Name Raw": "the town",
    "Placename": "Riverton",
    "City": "Riverton",
    "Province": "North",
    "Country": "Arvan",
    "Latitude": "1.5",
    "Longitude": "2.25",
    "GeoNames ID": "7",
    "Raw Placename": "Riverton town",
    "Source": "Wire",
    "Publication Date": "2020-01-03",
    "Version": "N-1",
}
_PLOVER: Final = {
    "id": "X-1",
    "date": "2014-05-02",
    "event": "ACCUSE",
    "mode": "x",
    "context": "military",
    "coder": "AB",
    "source": [{"actorText": "Arvan ministry", "code": "ARV", "sector": "GOV"}],
    "target": [{"actorText": "Kesta", "code": "KES"}],
    "eventText": "accused of killing",
    "eventLoc": {"name": "Riverton", "country code": "XA"},
    "dead": "15",
    "injured": "4",
    "text": "Arvan ministry accused Kesta of killing at least fifteen.",
    "language": "en",
    "publication": "Made up",
    "comment": "odd",
}
DATA: Final[dict[str, bytes]] = {
    "gdelt2": _tabs([_EVENT.get(name, "") for name in _gdelt_columns.NAMES]),
    "gdelt1": _tabs([_OLDER.get(name, "") for name in _gdelt_columns.NAMES_1]),
    "gdelt2-mentions": _tabs(*_MENTIONS),
    "icews": _tabs([*icews.NAMES], _ICEWS),
    "polecat": _tabs([*polecat.NAMES], [_POLECAT.get(name, "None") for name in polecat.NAMES]),
    "plover": json.dumps([_PLOVER, _PLOVER | {"id": "X-2", "event": "PROTEST", "size": "40"}]).encode(),
}
OTHERS: Final[Document] = {
    "sources": [{"id": "other", "title": "Other"}],
    "actors": [{"id": "other", "name": "Other"}],
    "places": [{"id": "other", "name": "Other"}],
}


@cache
def read(name: str) -> str:
    """The document that a file of a format becomes, with a source, an actor and a place that nothing names yet."""
    document: Document = json.loads(ce.dumps(formats.read(DATA[name], name).dataset))
    for key, records in OTHERS.items():
        document.setdefault(key, []).extend(records)
    return json.dumps(document)


def written(document: Document, name: str) -> tuple[str, formats.LossReport]:
    """What is written of a document, and what is lost."""
    losses = formats.Losses()
    return "".join(formats.find(name).pieces(ce.loads(json.dumps(document)), losses, {})), losses.report()


# --- changes ---------------------------------------------------------------------------------------------------------

_FIGURE: Final = {"measure": "killed", "item": "people", "count": {"low": 500, "high": 500}}
_SAID: Final[dict[str, list[Any]]] = {
    "polarity": ["denies", "withholds"],
    "commitment": ["possible", "certain"],
    "attributed": ["unclear"],
    "method": ["verified", None],
    "coder": ["somebody"],
    "verb": ["claimed"],
    "source": ["other"],
    "speaker": ["other"],
    "via": [["other"], []],
    "as_of": [{"edtf": "1999"}],
    "grade": [{"scheme": "x", "value": "1"}],
}
_VALUES: Final[dict[str, dict[str, list[Any]]]] = {
    "events": {
        "title": ["Other"],
        "note": ["Other", None],
        "realis": ["planned", "hypothetical", "counterfactual", "unclear"],
        "when": [
            *({"edtf": each} for each in ("1999-05-06", "2018-01-01?", "1999-05", "1999", "1999-05-06/1999-05-07")),
            *({"text": "in May"}, None),
        ],
        "where": [None],
        "participants": [None],
        "types": [None],
        "identifiers": [None],
        "assertions": [None],
        "waivers": [[{"code": "CT101", "reason": "known"}]],
    },
    "actors": {
        "name": ["Other"],
        "kind": ["person", "armed_force", "unknown"],
        "country": ["PL", None],
        "aliases": [["Other"]],
        "identifiers": [None],
        "sensitive": [True],
        "extra": [None],
    },
    "places": {
        "name": ["Other"],
        "country": ["PL", None],
        "point": [{"latitude": 1.25, "longitude": 2.0}, {"latitude": 0.0, "longitude": 0.0}, None],
        "precision": ["settlement", "admin2", "admin1", "country", "exact", "near", None],
        "admin": [["One", "Two", "Three"], None],
        "identifiers": [None],
        "extra": [None],
    },
    "sources": {
        "title": ["Other"],
        "publisher": ["Other"],
        "url": ["https://other.example/x"],
        "language": ["pl"],
        "published": [{"edtf": "1999-05-06"}, {"edtf": "1999"}],
        "identifiers": [None],
        "sha256": ["0" * 64],
        "length": [3],
    },
    "statements": {"paraphrase": ["Other"], "speaker": [None], "positions": [None], "about": [None], "spans": [None]},
}
_MORE: Final[dict[str, list[Document]]] = {
    "where": [{"place": "other"}, {"place": "other", "role": "origin"}],
    "participants": [{"actor": "other", "role": "observer"}, {"actor": "other"}],
    "types": [
        {"vocabulary": vocabulary, "value": value}
        for vocabulary, value in (("x", "1"), ("plover", "AID"), ("cameo", "010"), ("icews", "Other"))
    ],
    "identifiers": [
        {"scheme": scheme, "value": "1"}
        for scheme in ("x", "gdelt", "icews", "icews-country", "icews-story", "geonames", "wikipedia")
    ],
    "extra": [{"name": "own", "value": "1"}],
    "figures": [_FIGURE | {"attribution": {"source": "other"}}],
    "assertions": [
        {"property": "motive", "value": "Other", "attribution": {"source": "other"}},
        {"property": "occurred", "value": "no", "attribution": {"source": "other"}},
        {"property": "occurred", "value": "yes", "attribution": {"source": "other"}},
    ],
}
_OF_FIGURE: Final[dict[str, list[Any]]] = {
    "measure": ["missing", "injured"],
    "item": ["bodies", None],
    "group": ["children"],
    "to": ["other"],
    "count": [{"low": 987}, {"low": 987, "high": 987}, {"low": 15, "high": 15, "approximate": True}, None],
    "scope": ["cumulative"],
    "window": [{"edtf": "1999"}],
    "estimate": ["low"],
    "described": ["Other"],
    "note": ["Other"],
}


def _set(record: Any, name: str | int, value: Any) -> None:
    if value is None:
        record.pop(name, None)
    else:
        record[name] = copy.deepcopy(value)


def _changed(path: list[Any], name: str | int, value: Any) -> Change:
    def change(document: Document) -> None:
        record: Any = document
        for step in path:
            record = record[step]
        _set(record, name, value)

    return change


def _added(path: list[Any], name: str, value: Any) -> Change:
    def change(document: Document) -> None:
        record: Any = document
        for step in path:
            record = record[step]
        record[name] = [*record.get(name, ()), copy.deepcopy(value)]

    return change


def changes(name: str) -> Iterator[tuple[str, Change]]:
    """Every change of one field of one record, by a name for it."""
    document: Document = json.loads(read(name))
    for key in ("events", "actors", "places", "sources", "statements", "reports"):
        for number, record in enumerate(document.get(key, [])):
            if record["id"] == "other":
                continue
            at = [key, number]
            for field, values in _VALUES.get(key, {}).items():
                for value in values:
                    if record.get(field) != value:
                        yield f"{key}/{number}/{field}={value}", _changed(at, field, value)
            if key in ("events", "actors", "places", "sources"):
                for field in _MORE if key == "events" else ("identifiers", "extra"):
                    for value in _MORE[field]:
                        yield f"{key}/{number}/{field}+{value}", _added(at, field, value)
            for index, participant in enumerate(record.get("participants", [])):
                for role in ("observer", None):
                    changed = {**participant, "role": role}
                    yield f"{key}/{number}/{index}/role={role}", _changed([*at, "participants"], index, changed)
            yield from _changes_of_claims(key, number, record)
    yield (
        "reports+",
        _added([], "reports", {"id": "r", "event": document["events"][0]["id"], "figures": _MORE["figures"]}),
    )


def _changes_of_claims(key: str, number: int, record: Document) -> Iterator[tuple[str, Change]]:
    for kind in ("figures", "assertions"):
        for index, claim in enumerate(record.get(kind, [])):
            at = [key, number, kind, index]
            for field, values in _SAID.items():
                for value in values:
                    if claim["attribution"].get(field) != value:
                        yield f"{at}/{field}={value}", _changed([*at, "attribution"], field, value)
            for field, values in (_OF_FIGURE if kind == "figures" else {"value": ["no", "partly"]}).items():
                for value in values:
                    if claim.get(field) != value:
                        yield f"{at}/{field}={value}", _changed(at, field, value)

            def retract(document: Document, kind: str = kind, index: int = index, claim: Document = claim) -> None:
                claims = document[key][number][kind]
                claims[index]["id"] = "c"
                claims.append(copy.deepcopy(claim) | {"id": "d", "supersedes": {"claim": "c", "kind": "retraction"}})

            yield f"{at}/retracted", retract


# --- what is read again ----------------------------------------------------------------------------------------------


def claims(dataset: ce.Dataset) -> list[str]:
    """What each claim says and who says so, without ids."""

    def who(kind: str, id_: str | None) -> Any:
        found = next((each for each in getattr(dataset, kind) if each.id == id_), None)
        return id_ if found is None else getattr(found, "name", None) or getattr(found, "url", None) or id_

    told = []
    for _, claim in dataset.owned_claims():
        said = attrs.asdict(claim)
        by = said["attribution"]
        by |= {"via": None, "speaker": who("actors", by["speaker"])}
        for name in ("id", "note", "waivers", "supersedes", "spans", "described"):
            said.pop(name, None)
        for name in ("text", "policy"):
            (said.get("count") or {}).pop(name, None)
        told.append(repr(said))
    return told


def named(dataset: ce.Dataset) -> set[Any]:
    """Who took part in the events of a dataset, and where they were."""
    found: set[Any] = set()
    for event in dataset.events:
        for participant in event.participants:
            found.add((dataset.actor(participant.actor).name, participant.role))
        for location in event.where:
            place = dataset.place(location.place)
            found.add((place.name, place.precision, place.point, location.role))
    return found


def check(name: str, *of: Change) -> None:
    """Nothing that is read again is what the changed dataset does not say; and no change goes by unseen."""
    document: Document = json.loads(read(name))
    before, usual = written(document, name)
    for change in of:
        try:
            change(document)
        except LookupError:  # another change has taken away what this one is of
            assume(condition=False)
    try:
        dataset = ce.loads(json.dumps(document))
    except ce.InvalidRecordError:  # two changes that do not go together
        return
    if dataset == ce.loads(read(name)):  # what is the same anyway was said in so many words
        return
    text, losses = written(document, name)
    assert text != before or losses != usual
    if text.strip("[]\n"):
        again = formats.read(text.encode(), name).dataset
        said = claims(dataset)
        assert [] == [each for each in claims(again) if each not in said]
        assert name not in CODED or named(again) <= named(dataset)
        assert losses.count("Incident.id") or {each.id for each in again.events} <= {each.id for each in dataset.events}
    assert all(each.count > 0 for each in losses)


CODED: Final = ("icews", "polecat")
ALL: Final = [(name, which, change) for name in DATA for which, change in changes(name)]


@given(st.sampled_from(ALL))
def test_a_change_is_written_or_counted(change: tuple[str, str, Change]) -> None:
    """One field of one record, whichever, to one of several other values."""
    check(change[0], change[2])


@given(st.data(), st.sampled_from([*DATA]))
def test_changes_are_written_or_counted(data: st.DataObject, name: str) -> None:
    """Several at once."""
    of_format = st.sampled_from([change for each, _, change in ALL if each == name])
    check(name, *data.draw(st.lists(of_format, min_size=1, max_size=3)))


@pytest.mark.parametrize("name", DATA)
def test_what_was_not_changed_comes_back(name: str) -> None:
    """And nothing of it is lost."""
    document = json.loads(read(name))
    for key in OTHERS:
        document[key] = [each for each in document[key] if each["id"] != "other"]
    assert not written(document, name)[1]


def changed(name: str, *of: Change) -> tuple[ce.Dataset, formats.LossReport]:
    """What is read again of a file with some changes, and what was lost."""
    document: Document = json.loads(read(name))
    for change in of:
        change(document)
    text, losses = written(document, name)
    return formats.read(text.encode(), name).dataset, losses


def test_a_side_that_is_gone_does_not_come_back_by_its_words() -> None:
    """Nor does its title stay; the two cells of either side are counted."""
    again, losses = changed("polecat", _changed(["events", 0], "participants", None))
    assert () == again.events[0].participants
    assert (4, 0) == (losses.count("Incident.extra"), losses.count("Incident.participants"))


@pytest.mark.parametrize("precision", [None, "country", "exact"])
@pytest.mark.parametrize("name", CODED)
def test_a_place_that_no_cells_mean_is_left_out(name: str, precision: str | None) -> None:
    """Another place, or a more exact one, is not read in its stead."""
    again, losses = changed(name, _changed(["places", 0], "precision", precision))
    assert ((), 1) == (again.events[0].where, losses.count("Incident.where"))


@pytest.mark.parametrize(("name", "scheme"), [("icews", "icews-country"), ("polecat", "wikipedia")])
def test_a_cell_of_one_value_holds_the_first(name: str, scheme: str) -> None:
    """The others are counted."""
    before = ce.loads(read(name)).actors[0].identifiers
    again, losses = changed(name, _added(["actors", 0], "identifiers", {"scheme": scheme, "value": "Other"}))
    assert (before, 1) == (again.actors[0].identifiers, losses.count("Actor.identifiers"))


def test_two_events_of_one_number_become_one_and_that_is_counted() -> None:
    """As a merge makes them of two files that differ."""
    first = formats.read(DATA["gdelt2-mentions"], "gdelt2-mentions").dataset
    other = attrs.evolve(first, events=tuple(attrs.evolve(each, note="seen") for each in first.events))
    merged, _ = ce.merge(first, other, on_conflict="rename")
    losses = formats.Losses()
    text = "".join(formats.find("gdelt2-mentions").pieces(merged, losses, {}))
    again = formats.read(text.encode(), "gdelt2-mentions").dataset
    assert (2, 1, 1) == (len(merged.events), len(again.events), losses.report().count("Incident.id"))
