"""How numbers, units, bounds and sentences are said in Chinese and in English. Below all stages; belongs here: no decision."""
