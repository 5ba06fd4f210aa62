"""``python -m tests.supply`` writes ``docs/bill-of-materials.json``."""

from tests.supply.bill import write

if __name__ == "__main__":
    write()
