"""For each plan: its documents, how many indicators reach their target, what was revised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analyze.markup import Html, el
from pipeline.analyze.report.bars import shares
from pipeline.analyze.report.facts import Record, records
from pipeline.analyze.words import Words

if TYPE_CHECKING:
    import duckdb

_PLANS = """
WITH target AS (
  SELECT o.plan_id, a.* FROM achievement AS a JOIN observation AS o ON o.observation_id = a.target_observation
  WHERE a.target_kind = 'target'
), latest AS (
  FROM target QUALIFY row_number() OVER (PARTITION BY plan_id, indicator_id ORDER BY fiscal_year DESC) = 1
)
SELECT p.title, p.generation, p.first_fiscal_year, p.last_fiscal_year,
  (SELECT list(d.title ORDER BY release_order) FROM release AS r JOIN document AS d USING (document_id)
   WHERE d.plan_id = p.plan_id) AS documents,
  (SELECT count(DISTINCT indicator_id) FROM observation AS o WHERE o.plan_id = p.plan_id) AS indicators,
  (SELECT count(*) FROM latest WHERE plan_id = p.plan_id AND achieved) AS reached,
  (SELECT count(*) FROM latest WHERE plan_id = p.plan_id AND NOT achieved) AS missed,
  (SELECT count(*) FROM latest WHERE plan_id = p.plan_id AND achieved IS NULL AND actual IS NOT NULL)
    AS undecided,
  (SELECT count(*) FROM latest WHERE plan_id = p.plan_id AND achieved IS NULL AND actual IS NULL)
    AS no_actual,
  (SELECT count(*) FROM provisional_vs_final AS v JOIN document AS d ON d.document_id = v.final_document
   WHERE d.plan_id = p.plan_id AND v.change = 'revised') AS revised,
  (SELECT count(*) FROM target_revision AS t JOIN document AS d ON d.document_id = t.new_document
   WHERE d.plan_id = p.plan_id AND t.change IN ('raised', 'lowered')) AS retargeted
FROM plan AS p ORDER BY p.last_fiscal_year DESC NULLS LAST, p.title
"""
_VERDICTS = ("reached", "missed", "undecided", "no_actual")


def overview(connection: duckdb.DuckDBPyConnection, words: Words) -> Html:
    """A card for each plan."""
    return el("div", [_card(plan, words) for plan in records(connection, _PLANS)], class_="cards")


def _card(plan: Record, words: Words) -> Html:
    counts = [(verdict, plan[verdict]) for verdict in _VERDICTS]
    verdicts = [
        el("li", el("span", str(count), class_=f"count {verdict}"), " ", words.tag(verdict))
        for verdict, count in counts
    ]
    facts = [
        _fact(words, "indicators", plan["indicators"]),
        _fact(words, "revised_count", plan["revised"]),
        _fact(words, "targets_changed", plan["retargeted"]),
    ]
    documents = el("ul", [el("li", title or "") for title in plan["documents"] or []])
    title = el("h3", plan["title"], " ", el("small", _years(plan)))
    return el(
        "div",
        title,
        el("dl", facts),
        shares(counts),
        el("ul", verdicts, class_="inline"),
        documents,
        class_="card",
    )


def _fact(words: Words, key: str, value: int) -> Html:
    return el("div", words.tag(key, "dt"), el("dd", str(value)))


def _years(plan: Record) -> str:
    ends = [plan["first_fiscal_year"], plan["last_fiscal_year"]]
    return "–".join(str(end) for end in ends if end)
