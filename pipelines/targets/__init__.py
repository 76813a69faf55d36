"""Stage 2, targets: the report's text -> its targets, and what was reached."""
