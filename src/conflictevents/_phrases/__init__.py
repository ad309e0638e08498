"""Reading counts and dates said in words: text in, bounds out. Nothing here knows of records.

`_text` cuts a text into tokens, `_lexicon` holds the words of each language and `_policy` the readings of vague ones;
`_numbers`, `_counts`, `_beside` and `_find` read counts from them, `_days` and the modules named after it dates, and
`_written` writes bounds. The words themselves are data, one file per language in `languages/`.
"""
