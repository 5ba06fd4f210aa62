"""Explore one indicator: its series, every release of every value, and where each stands.

Open it with `marimo edit`, or as an app with `marimo run`, and the name of this file.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="指標を見る")


@app.cell
def _():
    import os
    import sys
    from pathlib import Path

    import marimo as mo

    home = Path(__file__).resolve().parents[1]
    sys.path.insert(0, str(home))  # works in a clone, installed or not
    import pipeline

    warehouse = pipeline.open(Path(os.environ.get("SHIHYO_ROOT", home)))
    return mo, warehouse


@app.cell
def _(mo, warehouse):
    query = "SELECT name, indicator_id FROM indicator ORDER BY 1"
    names = dict(warehouse.connection.execute(query).fetchall())
    chosen = mo.ui.dropdown(names, value=next(iter(names), None), label="指標", searchable=True)
    mo.vstack([mo.md("# 指標を見る"), chosen])
    return (chosen,)


@app.cell
def _(chosen, mo, warehouse):
    from pipeline.analyze.report.chart import chart
    from pipeline.analyze.report.facts import indicators

    found = next((i for i in indicators(warehouse.connection) if i.id == chosen.value), None)
    drawn = chart(found) if found else None
    style = """<style>
    .grid { stroke: #ccc }
    .line { fill: none; stroke: #1f5fa8 }
    .mark { fill: #1f5fa8 }
    .older { opacity: .4 }
    </style>"""
    mo.Html(f"{style}{drawn}") if drawn else mo.md("数値がありません。")
    return


@app.cell
def _(chosen, mo, warehouse):
    values = mo.sql(
        f"""
        SELECT period_label AS 時点, value_kind AS 種類, status AS 状態, value AS 値, unit AS 単位,
               document_id AS 資料, page AS ページ, printed AS 印字, is_latest AS 最新,
               observation_id AS 観測ID
        FROM vintage
        WHERE indicator_id = '{chosen.value}'
        ORDER BY value_kind, period_start, release_no
        """,
        engine=warehouse.connection,
    )
    return (values,)


@app.cell
def _(mo, values):
    mo.md(f"{len(values)} 件。`shihyo trace 観測ID --png place.png` で紙面を確かめられます。")
    return


if __name__ == "__main__":
    app.run()
