"""Targets across releases and generations of plans: what was raised, lowered, added or dropped.

Open it with `marimo edit`, or as an app with `marimo run`, and the name of this file.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="世代をこえた目標")


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
    query = "SELECT DISTINCT change FROM target_revision ORDER BY 1"
    kinds = [row[0] for row in warehouse.connection.execute(query).fetchall()]
    wanted = mo.ui.multiselect(kinds, value=kinds, label="変化")
    mo.vstack([mo.md("# 世代をこえた目標"), wanted])
    return (wanted,)


@app.cell
def _(mo, wanted, warehouse):
    listed = ", ".join(f"'{kind}'" for kind in wanted.value) or "''"
    revisions = mo.sql(
        f"""
        SELECT compares AS 比較, indicator AS 指標,
               old_document AS 旧資料, old_period AS 旧時点, old_target AS 旧目標,
               new_document AS 新資料, new_period AS 新時点, new_target AS 新目標,
               unit AS 単位, delta AS 差, change AS 変化
        FROM target_revision
        WHERE change IN ({listed})
        ORDER BY compares DESC, change, indicator
        """,
        engine=warehouse.connection,
    )
    return (revisions,)


@app.cell
def _(mo, warehouse):
    _counts = mo.sql(
        """
        PIVOT (
            SELECT compares AS 比較, old_document AS 旧資料, new_document AS 新資料, change
            FROM target_revision
        )
        ON change USING count(*) GROUP BY 比較, 旧資料, 新資料
        """,
        engine=warehouse.connection,
    )
    return


@app.cell
def _(mo, revisions):
    mo.md(f"{len(revisions)} 件の目標。時点が違う目標の差は、改定の大きさとは限りません。")
    return


if __name__ == "__main__":
    app.run()
