"""Published packages -> a static site: pages of governments, indicators, years and reports, and what programs fetch.

Belongs here: what the site says, and how it is written. Does not: anything that no published package holds; the self-contained page of one
package (``pipelines.forms.page``).
"""
