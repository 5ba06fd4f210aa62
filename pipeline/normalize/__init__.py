"""Meaning: extracted text becomes typed rows; opens no PDF."""
