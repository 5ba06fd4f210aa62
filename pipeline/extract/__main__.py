"""``python -m pipeline.extract`` is ``shihyo extract``."""

import sys

from pipeline.cli import main

if __name__ == "__main__":
    sys.exit(main(["extract", *sys.argv[1:]]))
