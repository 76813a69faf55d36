// The page of a report: rows that open.

