"""What each key of definitions.toml means, in a sentence, for the reference in docs/.

Belongs here: a sentence a field of ``Owner`` and of ``Definition``. Does not: their types and defaults (``definition``).
"""

OWNER_KEYS = {
    "title": "Who publishes.",
    "homepage": "Address of a page about the data.",
    "contact": "An e-mail address.",
    "base_address": "Where published/ is served, for links and citations; without it a package is cited by name and version.",
    "next_update_en": "When the next version may come, in English.",
    "next_update_zh": "The same in Chinese.",
    "revision_policy_en": "What becomes of a version that was corrected or withdrawn, in English.",
    "revision_policy_zh": "The same in Chinese.",
}
PACKAGE_KEYS = {
    "name": "Name of the package and of its folder: lower case, digits, `.`, `_` and `-`.",
    "title_zh": "Title in Chinese.",
    "title_en": "Title in English.",
    "regions": "The governments whose reports it takes, by GB/T 2260 code or name; an empty list takes all.",
    "years": "Years of the reports it takes; an empty list takes all.",
    "description_zh": "What is in it, in Chinese, a sentence or two; else a sentence made of regions and years.",
    "description_en": "The same in English.",
    "tables": "Its tables, in their order; without text those that are little but words are left out of the default.",
    "text": "`whole`, or `none`: no sentence of a report, and names of indicators cut: facts only.",
    "publish": "`false`: built and checked below .mubiao/candidates/, and never put before readers.",
    "collections": "Collections of reports it takes; `raw` is raw/reports, the others are named in the settings, `*` takes all.",
    "optional": "Whether it is built only where its collections are named in the settings; elsewhere it stays as it was published.",
    "formats": "Forms that it is published in; parquet is always one of them.",
    "deprecated": "Tables, or columns as `table.column`, that the next version may drop: what was not announced so cannot go.",
    "keep_versions": "How many of its newest versions stay whole, 0 for all; else what the setting MUBIAO_KEEP_VERSIONS says.",
    "cited": "Numbers of versions that stay whole in any case, since somebody cites them.",
}
