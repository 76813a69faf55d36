"""The forms that a version of a package is published in, one module each: every form registers itself as name -> write(candidate).

Whoever publishes imports this once. It is cheap: what draws, prints or compresses is loaded when a form is written.
"""

from pipelines.forms import brief, charts, csv, page, panel, parquet, readme, workbook, zip

__all__ = ["brief", "charts", "csv", "page", "panel", "parquet", "readme", "workbook", "zip"]
