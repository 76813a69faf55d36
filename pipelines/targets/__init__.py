"""Stage 2, targets: canonical text -> what is promised, what was reached."""
