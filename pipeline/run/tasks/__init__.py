"""What a worker process does for one document: one module for each stage.

Each imports at its head all that it needs, since a worker is confined once its module is there.
Results are plain JSON, outputs whole files.
"""
