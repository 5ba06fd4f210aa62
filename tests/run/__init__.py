"""Tests of running stages: processes, limits, memory of what was done."""
