"""How well reports are read: annotated reports, score, coverage. Beside targets; nothing of the line imports it."""
