"""`python -m kanyin` is the `kanyin` command."""

from .cli import run

run()
