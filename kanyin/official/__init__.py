"""An official document (公文): what its author says of it, checked, and what GB/T 9704-2012 makes of that.

`schema.py` reads the keys of `[output.kanyin.official]` into an `Official`; `written.py` knows how a document number, a
date, a term of secrecy are written; `headline.py` breaks the title; `document.py` works out what the templates print.
Clauses are those of GB/T 9704-2012.
"""
