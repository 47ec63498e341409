"""Files made to break the way in: invented samples of all kinds that are read, mutated, and others from nothing."""
