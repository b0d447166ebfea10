"""What the project makes of itself for its readers: the manual's appendices, the gallery of pages. Not in the wheel."""
