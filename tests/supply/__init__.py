"""The supply chain: what the project installs, from whom, under which licence."""
