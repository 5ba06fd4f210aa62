"""Registering releases: into ``raw/``, recognised, described, with an entry; asking for newer ones."""
