"""``python -m pipeline.normalize`` is ``shihyo normalize``."""

import sys

from pipeline.cli import main

if __name__ == "__main__":
    sys.exit(main(["normalize", *sys.argv[1:]]))
