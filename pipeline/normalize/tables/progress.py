from pipeline.normalize.context.headings import Heading
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.facts import Collector
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header


def recognises(grid: Grid, header: Header) -> bool:
    del grid, header
    return False


def read_table(grid: Grid, header: Header, around: Surroundings, collector: Collector) -> tuple[Heading, ...]:
    del grid, header, around, collector
    return ()
