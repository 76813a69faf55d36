"""Stage 2, targets: canonical text -> what is set as a target, what was reached."""
