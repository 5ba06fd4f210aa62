"""Where the money went: planned cost by chapter and year, and the projects behind it.

Open it with `marimo edit`, or as an app with `marimo run`, and the name of this file.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="費用の行き先")


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
    _totals = mo.sql(
        """
        PIVOT (SELECT section AS 章, fiscal_year, cost / 1000 AS 千円 FROM budget WHERE cost IS NOT NULL)
        ON fiscal_year USING sum(千円)
        ORDER BY 章
        """,
        engine=warehouse.connection,
    )
    return


@app.cell
def _(mo, warehouse):
    query = "SELECT DISTINCT section FROM budget WHERE section IS NOT NULL ORDER BY 1"
    chapters = [row[0] for row in warehouse.connection.execute(query).fetchall()]
    chapter = mo.ui.dropdown(chapters, value=next(iter(chapters), None), label="章")
    mo.vstack([mo.md("# 費用の行き先"), chapter])
    return (chapter,)


@app.cell
def _(chapter, mo, warehouse):
    named = str(chapter.value).replace("'", "''")
    projects = mo.sql(
        f"""
        SELECT project AS 事業, department AS 所管課, fiscal_year AS 年度, cost AS "費用（円）",
               missing_reason AS 費用がない理由, summary AS 概要
        FROM budget
        WHERE section = '{named}'
        ORDER BY project, fiscal_year
        """,
        engine=warehouse.connection,
    )
    return (projects,)


@app.cell
def _(mo, projects):
    mo.md(f"{len(projects)} 行。空欄の費用は 0 円ではありません。理由の列を見てください。")
    return


if __name__ == "__main__":
    app.run()
