"""`python -m kanyin` is the `kanyin` command."""

from .cli import main

main(prog_name="kanyin")
