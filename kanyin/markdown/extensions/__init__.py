"""One extension of Python-Markdown a file: each registers block rules, inline rules and steps with the host."""
