"""``python -m pipeline.load`` is ``shihyo load``."""

import sys

from pipeline.cli import main

if __name__ == "__main__":
    sys.exit(main(["load", *sys.argv[1:]]))
