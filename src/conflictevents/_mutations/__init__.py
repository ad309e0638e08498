"""Known ways to break a dataset, by the family of the checks that find it. `conflictevents.testing` offers them."""
