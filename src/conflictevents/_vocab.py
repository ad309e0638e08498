"""The vocabularies: every word that a record may use in a coded field, with its meaning.

A closed vocabulary is the type of its field. An open one (measures, items, roles …) also takes a word of a user's own
with a dot in it, such as `"x-lab.sunk"`. To add a word to a vocabulary, add a member here: readers, checks, the JSON
Schema and the documentation follow.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self, TypeVar, cast

__all__ = [
    "ActorKind",
    "Attributed",
    "Commitment",
    "EpisodeType",
    "EstimateLeg",
    "GroupTag",
    "Item",
    "LagUnit",
    "Level",
    "Measure",
    "Method",
    "Occurrence",
    "ParticipantRole",
    "PlacePrecision",
    "PlaceRole",
    "Polarity",
    "Property",
    "Rank",
    "Realis",
    "RelationKind",
    "RevisionKind",
    "Scope",
    "SourceKind",
    "SourceStatus",
    "SpanRole",
    "Speech",
    "Stance",
    "TermKind",
    "TermStatus",
    "Word",
]


class Word(StrEnum):
    """A word of a vocabulary. It is a plain string wherever one is wanted, and knows its meaning."""

    meaning: str
    """What the word means, in one sentence."""

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Make the member from its value and its meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    def __repr__(self) -> str:
        return repr(self.value)


_W = TypeVar("_W", bound=Word)


def to_word(vocabulary: type[_W], value: str) -> _W:
    """Turn a plain string into its vocabulary's member; a word that is not in it is left as it is.

    The field's check refuses it afterwards, together with whatever else is wrong in the record.
    """
    if isinstance(value, vocabulary):
        return value
    try:
        return vocabulary(value)
    except ValueError:
        return cast("_W", value)


# --- who stands behind a claim ---------------------------------------------------------------------------------------


class Polarity(Word):
    """Whether the speaker says that it is so."""

    ASSERTS = "asserts", "The speaker says that it is so."
    DENIES = "denies", "The speaker says that it is not so."
    WITHHOLDS = "withholds", "The speaker was asked and neither says nor denies it."


class Commitment(Word):
    """How firmly the speaker stands behind the claim, in the speaker's own words."""

    CERTAIN = "certain", "Said as certain."
    PROBABLE = "probable", "Said as probable or likely."
    POSSIBLE = "possible", "Said as possible."
    UNSTATED = "unstated", "The words show no degree of certainty."


class Attributed(Word):
    """How the text ties the claim to its speaker."""

    OWN_VOICE = "own_voice", "The source says it itself and names nobody."
    STATED = "stated", "The text names the speaker for this very claim."
    CARRIED = "carried", "No cue stands at the claim; the speaker is carried over from an earlier one."
    UNCLEAR = "unclear", "The text leaves open whether the source or somebody in it says so."


class Method(Word):
    """How the figure or fact was arrived at, according to the source."""

    COUNTED = "counted", "Counted or recorded one by one."
    ESTIMATED = "estimated", "Estimated by the speaker."
    EXTRAPOLATED = "extrapolated", "Filled in by a compiler between or beyond reported values."
    VERIFIED = "verified", "Checked against independent evidence by whoever reports it."
    CODED = "coded", "Assigned by a coder under a codebook."
    MACHINE = "machine", "Extracted by a program without human review."


class RevisionKind(Word):
    """How a claim replaces an earlier one."""

    UPDATE = "update", "A later state of the same matter; the earlier was right in its time."
    CORRECTION = "correction", "The earlier claim was wrong."
    RETRACTION = "retraction", "The earlier claim is withdrawn."


# --- documents -------------------------------------------------------------------------------------------------------


class SourceStatus(Word):
    """What became of a document since it was read."""

    CURRENT = "current", "As published."
    CORRECTED = "corrected", "The publisher has corrected it since."
    RETRACTED = "retracted", "The publisher has withdrawn it."


class SourceKind(Word):
    """What sort of document a source is, whatever it repeats. Open: a word of one's own carries a dot.

    An authority's word is an `official_statement` wherever it stands, in a post as in a bulletin.
    """

    NEWS_AGENCY = "news_agency", "A story of a news agency (a wire)."
    NEWSPAPER = "newspaper", "A newspaper or magazine, in print or online."
    BROADCASTER = "broadcaster", "A radio or television station, on air or online."
    ONLINE_OUTLET = "online_outlet", "A news site that is none of these."
    SOCIAL_MEDIA = "social_media", "A post on a social network, channel or messenger by anybody but an authority."
    OFFICIAL_STATEMENT = (
        "official_statement",
        "A bulletin, statement or post of a government, an armed force or an armed group.",
    )
    INTERGOVERNMENTAL_REPORT = "intergovernmental_report", "A report of the United Nations or a similar body."
    NGO_REPORT = "ngo_report", "A report of a non-governmental organisation."
    MONITOR = "monitor", "The record of a casualty recorder or conflict monitor, incident by incident."
    MEDICAL_RECORD = "medical_record", "The record of a hospital, morgue or emergency service."
    COURT_RECORD = "court_record", "A judgment, indictment or record of a court, inquest or inquiry."
    TESTIMONY = "testimony", "What somebody who was there told an interviewer, in that person's words."
    IMAGERY = "imagery", "Photographs, video or satellite images."
    ACADEMIC_WORK = "academic_work", "A book, paper or study."
    DATASET = "dataset", "A published dataset or table."


class SpanRole(Word):
    """What a stretch of text is to the record that points at it."""

    FIGURE = "figure", "The figure, or the words that assert the thing."
    CUE = "cue", "The words of attribution (“according to …”, “claimed”)."
    QUOTATION = "quotation", "Words in quotation marks."
    TIME = "time", "The words for the time."
    SPEAKER = "speaker", "The words that name or describe the speaker."


class Speech(Word):
    """How the source gives somebody's words."""

    DIRECT = "direct", "Quoted word for word."
    INDIRECT = "indirect", "Reported in the source's words."
    MIXED = "mixed", "Reported, with some words quoted."


class Stance(Word):
    """Which side a speaker takes toward somebody or something."""

    FOR = "for", "In favour."
    AGAINST = "against", "Opposed or critical."
    NEUTRAL = "neutral", "Neither."


# --- actors and places -----------------------------------------------------------------------------------------------


class ActorKind(Word):
    """What sort of actor somebody is."""

    PERSON = "person", "A person."
    STATE = "state", "A state as such."
    ARMED_FORCE = "armed_force", "The armed forces of a state or a part of them."
    GOVERNMENT_BODY = "government_body", "A ministry, agency, administration or office of a state."
    ARMED_GROUP = "armed_group", "An armed group that is not a state's."
    INTERNATIONAL_BODY = "international_body", "An intergovernmental organisation or a body of one."
    ORGANISATION = "organisation", "A party, company, charity or other organisation."
    MEDIA = "media", "A news agency, outlet or journalist team."
    CIVILIANS = "civilians", "People who take no part in hostilities, as a group."
    GROUP = "group", "Any other group of people (“witnesses”, “two officials”)."
    UNKNOWN = "unknown", "The source does not let one tell."


class PlacePrecision(Word):
    """How closely a point is known: the true place lies within about `metres` of it."""

    metres: int
    """The radius in metres within which the true place is expected; the scale's own convention, not a measurement."""

    def __new__(cls, value: str, metres: int = 0, meaning: str = "") -> Self:
        """Make the member from its value, its radius in metres and its meaning."""
        member = str.__new__(cls, value)  # not super(): Enum has replaced Word's own __new__ by now
        member._value_, member.meaning = value, meaning
        member.metres = metres
        return member

    EXACT = "exact", 100, "A building or a spot."
    NEIGHBOURHOOD = "neighbourhood", 2_000, "A street, quarter or small village."
    SETTLEMENT = "settlement", 10_000, "A town or city as a whole."
    NEAR = "near", 25_000, "Near a named place."
    ADMIN2 = "admin2", 60_000, "A second-order division (district, raion)."
    ADMIN1 = "admin1", 250_000, "A first-order division (region, oblast, state)."
    COUNTRY = "country", 1_000_000, "A country as a whole."
    REGION = "region", 5_000_000, "More than one country, a sea or airspace."


class PlaceRole(Word):
    """What a place is to an event. Open: a word of one's own carries a dot."""

    SCENE = "scene", "Where it happened."
    TARGET = "target", "What was aimed at or hit."
    ORIGIN = "origin", "Where it set out from."
    DESTINATION = "destination", "Where it went."
    VENUE = "venue", "Where people met."


class ParticipantRole(Word):
    """What an actor is to an event. Open: a word of one's own carries a dot."""

    PARTY = "party", "A side of it."
    ATTACKER = "attacker", "Who attacked."
    TARGET = "target", "Who was attacked."
    VICTIM = "victim", "Who was harmed."
    DEFENDER = "defender", "Who defended, such as air defence."
    MEDIATOR = "mediator", "Who mediated or hosted; not a side."
    RETURNED = "returned", "Whose members came home."
    OBSERVER = "observer", "Who watched or monitored; not a side."


# --- what is claimed -------------------------------------------------------------------------------------------------


class Measure(Word):
    """What is counted about the items of a figure. Open: a word of one's own carries a dot."""

    AGREED = "agreed", "Promised in an agreement, on the event that would carry it out."
    RELEASED = "released", "Handed over by the side that held them, whichever side says so (“303 are home”)."
    RETURNED = "returned", "Came home in the end, where a source tells them from those released (two refused to go)."
    LAUNCHED = "launched", "Fired, dropped or sent."
    INTERCEPTED = "intercepted", "Shot down or otherwise stopped by the defender."
    LOST = "lost", "Failed to arrive for another reason (jammed, off radar, fell short)."
    ATTACKED = "attacked", "Came under attack, of places and things; it says nothing of hits."
    HIT = "hit", "Arrived at a target."
    HIT_BY_DEBRIS = "hit_by_debris", "Struck by falling wreckage."
    KILLED = "killed", "Died."
    INJURED = "injured", "Hurt and alive."
    MISSING = "missing", "Not accounted for."
    CAPTURED = "captured", "Taken prisoner."
    DISPLACED = "displaced", "Made to leave home."
    CASUALTIES = "casualties", "Killed and injured together, undivided."
    DAMAGED = "damaged", "Damaged, of things."
    DESTROYED = "destroyed", "Destroyed, of things."
    PARTICIPATED = "participated", "Took part."
    DETAINED = "detained", "Arrested or held by police or a similar force."
    HELD = "held", "Held as prisoners at a time."


class Item(Word):
    """What is counted. Open: a word of one's own carries a dot."""

    PEOPLE = "people", "Living or dead persons."
    PRISONERS = "prisoners", "People held by the other side, soldiers and civilians alike."
    BODIES = "bodies", "Remains of the dead; never added to prisoners."
    MISSILE = "missile", "Guided missiles."
    DRONE = "drone", "Uncrewed aircraft, decoys included unless said otherwise."
    BOMB = "bomb", "Aerial bombs."
    ROCKET = "rocket", "Unguided rockets."
    SHELL = "shell", "Artillery and mortar rounds."
    MINE = "mine", "Mines and improvised explosive devices."
    WEAPON = "weapon", "Weapons of several or unstated types."
    AIRCRAFT = "aircraft", "Crewed aeroplanes."
    HELICOPTER = "helicopter", "Crewed helicopters."
    TANK = "tank", "Battle tanks."
    ARMOURED_VEHICLE = "armoured_vehicle", "Armoured vehicles other than tanks."
    ARTILLERY = "artillery", "Guns, howitzers, mortars and rocket launchers."
    AIR_DEFENCE = "air_defence", "Air-defence systems."
    VESSEL = "vessel", "Ships, boats and submarines."
    VEHICLE = "vehicle", "Other vehicles."
    BUILDING = "building", "Buildings of any or unstated use."
    HOME = "home", "Houses and flats."
    HOSPITAL = "hospital", "Hospitals and clinics."
    SCHOOL = "school", "Schools and other places of teaching."
    HOUSEHOLD = "household", "Families or households."
    INFRASTRUCTURE = "infrastructure", "Power, water, transport and similar works."
    SETTLEMENT = "settlement", "Villages, towns and cities."
    INCIDENT = "incident", "Events of a kind (attacks, violations)."


class GroupTag(Word):
    """A tag of a group of people. Two groups are disjoint only where they differ within one dimension."""

    dimension: str
    """The dimension that the tag belongs to (age, sex, status …). Of most dimensions nobody carries two tags."""

    def __new__(cls, value: str, dimension: str = "", meaning: str = "") -> Self:
        """Make the member from its value, its dimension and its meaning."""
        member = str.__new__(cls, value)
        member._value_, member.meaning = value, meaning
        member.dimension = dimension
        return member

    CHILDREN = "children", "age", "Under eighteen, or called children by the source."
    ADULTS = "adults", "age", "Eighteen or older."
    ELDERLY = "elderly", "age_band", "Called elderly by the source; adults as well, hence a dimension of its own."
    WOMEN = "women", "sex", "Women; where the source counts girls among them it is said in `described`."
    MEN = "men", "sex", "Men."
    CIVILIANS = "civilians", "status", "Civilians."
    MILITARY = "military", "status", "Members of armed forces or groups."
    OFFICERS = "officers", "rank", "Officers."
    ENLISTED = "enlisted", "rank", "Soldiers and sergeants."
    ARMED_FORCES = "armed_forces", "force", "The armed forces proper."
    NATIONAL_GUARD = "national_guard", "force", "A national guard or gendarmerie."
    BORDER_GUARD = "border_guard", "force", "A border guard."
    TRANSPORT_SERVICE = "transport_service", "force", "A military transport or engineering service."
    POLICE = "police", "force", "Police."
    MEDICS = "medics", "occupation", "Medical workers."
    AID_WORKERS = "aid_workers", "occupation", "Aid workers."
    JOURNALISTS = "journalists", "occupation", "Journalists and media workers."
    RESCUERS = "rescuers", "occupation", "Rescue and fire workers."
    WOUNDED = "wounded", "condition", "Wounded."
    SICK = "sick", "condition", "Ill."
    HUNGER = "hunger", "condition", "Died or suffers of hunger: indirect harm."
    DISEASE = "disease", "condition", "Died or suffers of disease: indirect harm."
    EXCESS = "excess", "condition", "Excess deaths: indirect harm, estimated."
    ATTACKERS = "attackers", "part", "Of the attacking party itself."


class Scope(Word):
    """What stretch a figure covers."""

    EVENT = "event", "The whole event."
    PHASE = "phase", "One phase or part of it."
    WINDOW = "window", "A stated window of time."
    INCREMENT = "increment", "What came on top since the previous report."
    CUMULATIVE = "cumulative", "Everything since a stated or understood start."
    UNCLEAR = "unclear", "The text does not let one tell."


class EstimateLeg(Word):
    """Which leg of a dataset's own triple a figure is."""

    LOW = "low", "The low estimate."
    BEST = "best", "The best estimate."
    HIGH = "high", "The high estimate."


class Occurrence(Word):
    """The value of an assertion that something occurred."""

    YES = "yes", "It happened."
    NO = "no", "It did not happen."
    PARTLY = "partly", "Some of it happened."


class Rank(Word):
    """The value of an assertion of a `rank`."""

    FIRST = "first", "The first."
    ONLY = "only", "The only one."
    LARGEST = "largest", "The largest."
    AMONG_LARGEST = "among_largest", "One of the largest."
    DEADLIEST = "deadliest", "The deadliest."
    AMONG_DEADLIEST = "among_deadliest", "One of the deadliest."
    LATEST = "latest", "The most recent."
    RARE = "rare", "One of few."
    UNPRECEDENTED = "unprecedented", "Without an earlier case."


class TermStatus(Word):
    """How a term of an agreement stands, as somebody says."""

    PROPOSED = "proposed", "Put forward and not agreed."
    AGREED = "agreed", "Agreed and not yet carried out."
    IN_FORCE = "in_force", "Being carried out or observed."
    FULFILLED = "fulfilled", "Carried out."
    VIOLATED = "violated", "Broken."
    SUSPENDED = "suspended", "Set aside for the time being."
    REJECTED = "rejected", "Refused."


class Property(Word):
    """What an assertion is about; the meaning says what its value holds. Open: a word of one's own carries a dot."""

    refers_to: str | None
    """The kind of record whose id the value is ("actor", "place", "event"); None where it is something else."""
    vocabulary: type[Word] | None
    """The vocabulary that the value is a word of; None where it is something else."""

    def __new__(cls, value: str, meaning: str = "", takes: str | type[Word] | None = None) -> Self:
        """Make the member from its value, its meaning, and what its value refers to or is a word of."""
        member = str.__new__(cls, value)
        member._value_, member.meaning = value, meaning
        member.refers_to = takes if isinstance(takes, str) else None
        member.vocabulary = None if isinstance(takes, str) else takes
        return member

    OCCURRED = "occurred", "That it happened; value: yes, no or partly.", Occurrence
    PERPETRATOR = "perpetrator", "Who did it; value: an actor's id.", "actor"
    TARGET = "target", "Who or what was aimed at; value: an actor's id, or a short paraphrase."
    PLACE = "place", "Where it happened; value: a place's id.", "place"
    TIME = "time", "When it happened; value: a When."
    CAUSE = "cause", "What brought it about; value: an event's id, or a short paraphrase."
    MOTIVE = "motive", "Why somebody did it; value: a short paraphrase."
    METHOD = "method", "How it was done; value: a short paraphrase or a term of the named vocabulary."
    COMPOSITION = "composition", "Who or what was among them; value: group tags or a short paraphrase."
    RANK = "rank", "A superlative; value: first, only, largest …; `of` says of what, `since` since when.", Rank
    TERM_STATUS = (
        "term_status",
        "How an agreed term stands; value: a term status; `of` holds the term's id.",
        TermStatus,
    )
    SAME_AS = "same_as", "That two events are one; value: the other event's id.", "event"
    RELATION = (
        "relation",
        "How it relates to another event; value: that event's id; `relation` holds the kind.",
        "event",
    )
    EVALUATION = "evaluation", "A judgement of it; value: a short paraphrase."
    OUTCOME = "outcome", "What came of it; value: a short paraphrase."


# --- events ----------------------------------------------------------------------------------------------------------


class Realis(Word):
    """Whether an event is said to have happened."""

    ACTUAL = "actual", "It is said to have happened or to be happening."
    PLANNED = "planned", "It is announced or agreed and has not happened."
    HYPOTHETICAL = "hypothetical", "It might happen."
    COUNTERFACTUAL = "counterfactual", "It is said not to have happened."
    UNCLEAR = "unclear", "The source does not let one tell."


class RelationKind(Word):
    """How one event relates to another. Open: a word of one's own carries a dot."""

    FOLLOWS = "follows", "It came after the other."
    IMPLEMENTS = "implements", "It carries out what the other agreed."
    RETALIATES = "retaliates", "It answers the other."
    VIOLATES = "violates", "It breaks what the other agreed."
    CAUSES = "causes", "It brought the other about."


class LagUnit(Word):
    """The unit of a stated lag between two events."""

    MINUTE = "minute", "Minutes."
    HOUR = "hour", "Hours."
    DAY = "day", "Days."
    WEEK = "week", "Weeks."
    MONTH = "month", "Calendar months."
    YEAR = "year", "Calendar years."


class Level(Word):
    """At which level a negotiation is held."""

    LEADERS = "leaders", "Heads of state or government."
    MINISTERS = "ministers", "Ministers."
    OFFICIALS = "officials", "Other officials with a mandate."
    TECHNICAL = "technical", "Experts and working groups."
    UNKNOWN = "unknown", "Not said."


class TermKind(Word):
    """What a term of an agreement is about. Open: a word of one's own carries a dot."""

    EXCHANGE = "exchange", "Prisoners or bodies change hands."
    CEASEFIRE = "ceasefire", "Fighting stops."
    WITHDRAWAL = "withdrawal", "Forces leave."
    ACCESS = "access", "Aid or people may pass."
    TERRITORY = "territory", "Land or borders."
    FURTHER_TALKS = "further_talks", "The talks go on."
    OTHER = "other", "Anything else."


class EpisodeType(Word):
    """What sort of longer stretch an episode is."""

    WAR = "war", "A war or armed conflict."
    CAMPAIGN = "campaign", "A campaign or operation within a war."
    TRUCE = "truce", "A truce or ceasefire while it holds."
    SIEGE = "siege", "A siege."
    OCCUPATION = "occupation", "An occupation."


# --- plain strings into terms ----------------------------------------------------------------------------------------
# One named function for each closed vocabulary: type checkers read the type of a constructor's argument off an attrs
# converter only where that is a named function.


def to_polarity(value: str) -> Polarity:
    """The `Polarity` of that name; see `to_word` for a word that is none."""
    return to_word(Polarity, value)


def to_commitment(value: str) -> Commitment:
    """The `Commitment` of that name; see `to_word` for a word that is none."""
    return to_word(Commitment, value)


def to_attributed(value: str) -> Attributed:
    """The `Attributed` of that name; see `to_word` for a word that is none."""
    return to_word(Attributed, value)


def to_method(value: str) -> Method:
    """The `Method` of that name; see `to_word` for a word that is none."""
    return to_word(Method, value)


def to_revision_kind(value: str) -> RevisionKind:
    """The `RevisionKind` of that name; see `to_word` for a word that is none."""
    return to_word(RevisionKind, value)


def to_source_status(value: str) -> SourceStatus:
    """The `SourceStatus` of that name; see `to_word` for a word that is none."""
    return to_word(SourceStatus, value)


def to_span_role(value: str) -> SpanRole:
    """The `SpanRole` of that name; see `to_word` for a word that is none."""
    return to_word(SpanRole, value)


def to_speech(value: str) -> Speech:
    """The `Speech` of that name; see `to_word` for a word that is none."""
    return to_word(Speech, value)


def to_stance(value: str) -> Stance:
    """The `Stance` of that name; see `to_word` for a word that is none."""
    return to_word(Stance, value)


def to_actor_kind(value: str) -> ActorKind:
    """The `ActorKind` of that name; see `to_word` for a word that is none."""
    return to_word(ActorKind, value)


def to_place_precision(value: str) -> PlacePrecision:
    """The `PlacePrecision` of that name; see `to_word` for a word that is none."""
    return to_word(PlacePrecision, value)


def to_scope(value: str) -> Scope:
    """The `Scope` of that name; see `to_word` for a word that is none."""
    return to_word(Scope, value)


def to_estimate_leg(value: str) -> EstimateLeg:
    """The `EstimateLeg` of that name; see `to_word` for a word that is none."""
    return to_word(EstimateLeg, value)


def to_realis(value: str) -> Realis:
    """The `Realis` of that name; see `to_word` for a word that is none."""
    return to_word(Realis, value)


def to_lag_unit(value: str) -> LagUnit:
    """The `LagUnit` of that name; see `to_word` for a word that is none."""
    return to_word(LagUnit, value)


def to_level(value: str) -> Level:
    """The `Level` of that name; see `to_word` for a word that is none."""
    return to_word(Level, value)


def to_episode_type(value: str) -> EpisodeType:
    """The `EpisodeType` of that name; see `to_word` for a word that is none."""
    return to_word(EpisodeType, value)
