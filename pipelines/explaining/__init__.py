"""Why a sentence was read as it was, and where the parts of a report begin. Belongs here: what `mubiao explain` says. Does not: any reading (``targets``)."""
