"""Registering releases."""
