"""Charts that pages hold as SVG, drawn when the page is written. Belongs here: where each mark lies. Does not: colours (``src/css/charts.css``)."""
