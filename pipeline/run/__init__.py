"""Running the stages: what is stale, in which process, with which limits, and what came of it."""
