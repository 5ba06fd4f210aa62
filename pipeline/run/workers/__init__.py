"""Processes that do the work: how they start, what they may do, how they end; here and on a cluster."""
