"""Stage 1, reports: raw files -> canonical text with provenance."""
