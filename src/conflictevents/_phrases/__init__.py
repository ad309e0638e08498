"""Reading counts and dates said in words: text in, bounds out. Nothing here knows of records.

`_text` cuts a text into tokens, `_lexicon` holds the words of each language and `_policy` the readings of vague ones;
`_numbers`, `_counts` and `_find` read counts from them, `_days` dates. The words themselves are data, one file per
language in `languages/`.
"""
