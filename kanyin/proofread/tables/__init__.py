"""Facts the rules look up."""
