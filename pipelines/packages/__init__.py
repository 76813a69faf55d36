"""Stage 5, packages: stored tables -> published data packages."""
