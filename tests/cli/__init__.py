"""Tests of the command as a user meets it."""
