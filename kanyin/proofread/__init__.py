"""The proofreader: what is wrong in a manuscript, and what would be right.

In: a chapter's Markdown. Out: findings, each at its place in the source, some with a certain replacement. `proofs.py`
finds them, `fixing.py` writes the certain ones in, `books.py` does both for whole books, `counting.py`
counts. A rule is one file in
`rules/`, listed in its `RULES`; what is code, address, formula, HTML or attribute in the Markdown, `reading.py` keeps
from them. Importing this package loads none of this: settings are read without it.
"""
