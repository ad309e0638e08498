"""Rival tolls of one attack, day by day and rule by rule, and why a rule says what it says.

The dataset comes with the library and is made up: two sides, several outlets, a hospital and observers.
"""

from __future__ import annotations

from conflictevents import examples
from conflictevents.reconcile import Estimate, as_of, reconcile, revisions

DAYS = ("2031-04-01", "2031-04-02", "2031-04-03", "2031-04-05")
SOBER = "exclude_parties+latest_per_speaker+intersection"
RULES = {"all that is said": "range", "most voices": "majority", "no party, last word": SOBER}

dataset = examples.load("kesta-market")


def killed(day: str, rule: str) -> Estimate:
    """How many were killed, everybody counted, by what was published up to a day."""
    found = reconcile(as_of(dataset, day).dataset, event="market", measure="killed", rule=rule)
    return next(each for each in found if each.quantity.group is None and not each.triple)


print((f"{'known on':<12}" + "".join(f"{name:<28}" for name in RULES)).rstrip())
for day in DAYS:
    estimates = [killed(day, rule) for rule in RULES.values()]
    told = [f"{each}{' (in dispute)' if each.disputed else ''}" for each in estimates]
    print(f"{day:<12}" + "".join(f"{words:<28}" for words in told).rstrip())

print("\nwho changed their word:")
for revision in revisions(dataset, measure="killed"):
    earlier, later = revision.earlier, revision.later
    print(f"  {later.who}: {earlier.figure.count}, then {later.figure.count} ({revision.kind})")

last = killed(DAYS[-1], SOBER)
print(f"\n{last} on the last day, by the rule {last.rule}:")
for rival in last.used:
    print(f"  used       {rival.who}: {rival.count}")
for aside in last.set_aside:
    print(f"  set aside  {aside.rival.who}: {aside.rival.figure.count}, since {aside.reason}")
