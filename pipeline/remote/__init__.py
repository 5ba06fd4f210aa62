"""Layers that stand behind an address (``s3://bucket/raw``) and not in the workspace."""
