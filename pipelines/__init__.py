"""The line from raw report to published package: one folder a stage, named in the order of the data's way."""

import warnings

# Backfill policies and partition mappings are beta in Dagster 1.13; the minor version is pinned, so its users need no warning.
warnings.filterwarnings("ignore", message=".*is currently in beta")
