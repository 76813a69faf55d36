"""Stage 4, outcomes: targets meet statistics and are judged."""
