"""The line: how stages run one after the other, where tables rest between them, what is stale, and what starts a run."""
