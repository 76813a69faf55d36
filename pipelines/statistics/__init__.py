"""Stage 3, statistics: public figures -> one table in base units."""
