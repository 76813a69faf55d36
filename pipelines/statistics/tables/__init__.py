"""Tables that a user drops into a folder of raw/statistics, with a mapping.toml that says what stands in which column."""
