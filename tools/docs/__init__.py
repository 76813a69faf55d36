"""Writes what the documents can be told by code: the reference, and the blocks that stand between two marks in pages written by hand.

``python -m tools.docs`` writes all, ``--check`` names what differs. A module a subject: ``pages`` says which pages there are, ``blocks``
which blocks. Belongs here: turning tables, contracts and commands into Markdown. Does not: any sentence that explains (docs/), and the
pages of the nation and the provinces, which need reports that are not in the repository (``tools.nation``, ``tools.provinces``).
"""
