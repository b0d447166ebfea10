"""The bench: how long books take, here and with plain WeasyPrint and Typst, in one run. `script/bench` runs it."""
