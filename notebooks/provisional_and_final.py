"""How far provisional figures (見込) were from the final ones (確定), and which way they erred.

Open it with `marimo edit`, or as an app with `marimo run`, and the name of this file.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="見込と確定")


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
def _(mo):
    only_changed = mo.ui.checkbox(value=True, label="変わったものだけ")
    mo.vstack([mo.md("# 見込と確定"), only_changed])
    return (only_changed,)


@app.cell
def _(mo, only_changed, warehouse):
    hidden = "'confirmed', 'still_missing'" if only_changed.value else "''"
    compared = mo.sql(
        f"""
        SELECT 指標, 年度, 見込値, 確定値, 差, "差（％）", 単位, 変化, 見込資料, 確定資料, 注
        FROM 見込と確定
        WHERE 変化 NOT IN ({hidden})
        ORDER BY abs("差（％）") DESC NULLS LAST
        """,
        engine=warehouse.connection,
    )
    return (compared,)


@app.cell
def _(mo, warehouse):
    _summary = mo.sql(
        """
        SELECT provisional_document AS 見込資料,
               count(*) FILTER (delta IS NOT NULL) AS 比べられる件数,
               count(*) FILTER (delta > 0) AS 上方, count(*) FILTER (delta < 0) AS 下方,
               round(avg(delta_pct), 2) AS "平均改定（％）",
               round(avg(abs(delta_pct)), 2) AS "平均絶対改定（％）",
               any_value(days_to_final) AS 確定までの日数
        FROM provisional_vs_final
        GROUP BY ALL
        """,
        engine=warehouse.connection,
    )
    return


@app.cell
def _(compared, mo):
    mo.md(f"{len(compared)} 件。「差」が正なら、確定は見込より大きくなりました。")
    return


if __name__ == "__main__":
    app.run()
