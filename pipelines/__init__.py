"""The line from raw report to published package: one folder a stage, named in the order of the data's way."""
