"""What was measured, as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.whole.costs import STAGES, Costs, Growth


def whole(costs: Sequence[Costs]) -> Iterator[str]:
    """Every command on every set, beside plain pdfplumber."""
    yield "| Set | Command | Wall, s | CPU, s | Peak of a process, MiB | Wall, × pdfplumber |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for cost in costs:
        for name, found in cost.runs.items():
            numbers = f"{found.wall:.2f} | {found.cpu:.2f} | {found.memory:.0f} | {cost.ratio(name):.2f}"
            yield f"| {cost.title} ({cost.documents}, {cost.pages} pages) | {name} | {numbers} |"


def stages(costs: Sequence[Costs]) -> Iterator[str]:
    """The share of each stage, run by itself."""
    yield "| Set | extract | normalize | load | of the wall time of the three by themselves |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for cost in costs:
        walls = [cost.runs[stage].wall for stage in STAGES]
        shares = " | ".join(f"{wall / sum(walls):.0%}" for wall in walls)
        yield f"| {cost.title} | {shares} | {sum(walls):.2f} s |"


def by_pages(costs: Sequence[Costs]) -> Iterator[str]:
    """What a page costs as pages grow; the last lines tell what a further one costs."""
    yield "| Wall time, ms a page | cold run | extract | one reader | pdfplumber | second : cold run |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    names = ("cold run", "extract", "extract, one reader", "plain_pdfplumber")
    for cost in costs:
        each = " | ".join(f"{cost.runs[name].wall / cost.pages * 1000:.1f}" for name in names)
        yield f"| {cost.title} | {each} | {cost.ratio('second run', 'cold run'):.1%} |"
    if len(costs) > 1 and costs[-1].pages > costs[-2].pages:
        small, large = costs[-2:]
        further = [
            (large.runs[name].wall - small.runs[name].wall) / (large.pages - small.pages) for name in names
        ]
        each = " | ".join(f"{cost * 1000:.1f}" for cost in further)
        yield f"| each page beyond {small.pages} | {each} | |"
        ratios = " | ".join(f"{cost / further[-1]:.2f}" for cost in further)
        yield f"| … × pdfplumber | {ratios} | |"


def by_documents(growth: Sequence[Growth]) -> Iterator[str]:
    """What a document costs as documents grow, and what one more costs beside those that stand."""
    timed = "Cold run, s | CPU, s | ms a document | Second run, s | One more, s | CPU, s"
    yield f"| Documents of a page | {timed} | One more, × a cold run of one |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    alone = next((g.cold.wall for g in growth if g.documents == 1), None)
    for g in growth:
        ratio = f"{g.one_more.wall / alone:.2f}" if alone else ""
        cold = f"{g.cold.wall:.2f} | {g.cold.cpu:.2f} | {g.cold.wall / g.documents * 1000:.1f}"
        more = f"{g.one_more.wall:.2f} | {g.one_more.cpu:.2f}"
        yield f"| {g.documents} | {cold} | {g.second.wall:.2f} | {more} | {ratio} |"


def long_document(cost: Costs) -> Iterator[str]:
    """What one long document takes, and how much memory of a worker."""
    title = cost.title[0].upper() + cost.title[1:]
    yield f"| {title} | Wall, s | CPU, s | ms a page | Peak of a process, MiB |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, found in cost.runs.items():
        each = f"{found.wall / cost.pages * 1000:.1f}"
        yield f"| {name} | {found.wall:.2f} | {found.cpu:.2f} | {each} | {found.memory:.0f} |"
