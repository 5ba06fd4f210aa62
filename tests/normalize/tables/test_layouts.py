"""Header layouts of office tables, and the facts that they state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, facts, observe

LAYOUTS = {
    "kinds under periods": (
        [
            """
            | 指標名 | 単位 | 令和2年度 | < | < | 令和3年度 | < | < | 担当課 |
            | ^ | ^ | 目標 | 実績 | 達成率 | 目標 | 実績 | 達成率 | ^ |
            | 健診受診率 | % | 50.0 | 48.2 | 96.4% | 52 | 51 | 98% | 健康課 |
            | 会員数 | 人 | 1,200 | 1,150 | 95.8 | 1,300 | － | － | 市民課 |
            """,
        ],
        [
            ("健診受診率", "2020", "target", "planned", "50.0", "%"),
            ("健診受診率", "2020", "actual", "final", "48.2", "%"),
            ("健診受診率", "2020", "rate", "final", "96.4", "%"),
            ("健診受診率", "2021", "target", "planned", "52", "%"),
            ("健診受診率", "2021", "actual", "final", "51", "%"),
            ("健診受診率", "2021", "rate", "final", "98", "%"),
            ("会員数", "2020", "target", "planned", "1200", "人"),
            ("会員数", "2020", "actual", "final", "1150", "人"),
            ("会員数", "2020", "rate", "final", "95.8", "%"),
            ("会員数", "2021", "target", "planned", "1300", "人"),
            ("会員数", "2021", "actual", "final", "dash", ""),
            ("会員数", "2021", "rate", "final", "dash", ""),
        ],
    ),
    "periods under kinds": (
        [
            """
            | 指標 | 目標値 | < | 実績値 | < |
            | ^ | R3 | R4 | R3 | R4 |
            | 会員数（人） | 10 | 12 | 9 | 13 |
            | 施設数（か所） | 3 | 4 | 3 | 4 |
            """,
        ],
        [
            ("会員数", "2021", "target", "planned", "10", "人"),
            ("会員数", "2022", "target", "planned", "12", "人"),
            ("会員数", "2021", "actual", "final", "9", "人"),
            ("会員数", "2022", "actual", "final", "13", "人"),
            ("施設数", "2021", "target", "planned", "3", "箇所"),
            ("施設数", "2022", "target", "planned", "4", "箇所"),
            ("施設数", "2021", "actual", "final", "3", "箇所"),
            ("施設数", "2022", "actual", "final", "4", "箇所"),
        ],
    ),
    "long names under a word of a kind, and eras in full width": (
        [
            """
            | 数値目標 | 基準値⏎（R元） | 実績値 | < | 目標値⏎（R6） | 達成率⏎（％） |
            | ^ | ^ | Ｒ２ | Ｒ３ | ^ | ^ |
            | 市内の事業所の従業者数（人） | 18,432 | 18,120 | 17,985 | 19,000 | 96.3 |
            | 一年間の製造品の出荷額等（億円） | 2,864 | 2,610 | 未公表 | 3,000 | － |
            """,
            """
            | 指標名 | 単位 | Ｈ３０実績 | Ｒ６目標 |
            | 創業支援件数 | 件 | 15 | 60 |
            """,
        ],
        [
            ("市内の事業所の従業者数", "2019", "baseline", "final", "18432", "人"),
            ("市内の事業所の従業者数", "2020", "actual", "final", "18120", "人"),
            ("市内の事業所の従業者数", "2021", "actual", "final", "17985", "人"),
            ("市内の事業所の従業者数", "2024", "target", "planned", "19000", "人"),
            ("市内の事業所の従業者数", "", "rate", "final", "96.3", "%"),
            ("一年間の製造品の出荷額等", "2019", "baseline", "final", "286400000000", "円"),
            ("一年間の製造品の出荷額等", "2020", "actual", "final", "261000000000", "円"),
            ("一年間の製造品の出荷額等", "2021", "actual", "final", "pending", ""),
            ("一年間の製造品の出荷額等", "2024", "target", "planned", "300000000000", "円"),
            ("一年間の製造品の出荷額等", "", "rate", "final", "dash", ""),
            ("創業支援件数", "2018", "actual", "final", "15", "件"),
            ("創業支援件数", "2024", "target", "planned", "60", "件"),
        ],
    ),
    "a sheet of one indicator, its office named like one": (
        [
            """
            | 基本目標 | ３　子育ての希望をかなえる | < | < | < |
            | 施策 | （１）子育て支援の充実 | < | 担当課 | こども課 |
            | 指標名 | 支援センターの利用者数 | < | 単位 | 人 |
            | 年度 | 基準値（H30） | R2 | R3 | 目標値（R6） |
            | 目標 |  | 5,200 | 5,400 | 6,000 |
            | 実績 | 5,012 | 2,310 | 3,980 |  |
            """,
        ],
        [
            ("支援センターの利用者数", "2020", "target", "planned", "5200", "人"),
            ("支援センターの利用者数", "2021", "target", "planned", "5400", "人"),
            ("支援センターの利用者数", "2024", "target", "planned", "6000", "人"),
            ("支援センターの利用者数", "2018", "baseline", "final", "5012", "人"),
            ("支援センターの利用者数", "2020", "actual", "final", "2310", "人"),
            ("支援センターの利用者数", "2021", "actual", "final", "3980", "人"),
        ],
    ),
    "an arrow beside the name": (
        [
            """
            | 成果指標 | 単位 | 方向 |  | Ｒ１ | Ｒ２ |
            | 健診の受診率 | ％ | ↑ | 目標 | 45.0 | 48.0 |
            | ^ | ^ | ^ | 実績 | 43.5 | 38.7 |
            """,
        ],
        [
            ("健診の受診率", "2019", "target", "planned", "45.0", "%"),
            ("健診の受診率", "2020", "target", "planned", "48.0", "%"),
            ("健診の受診率", "2019", "actual", "final", "43.5", "%"),
            ("健診の受診率", "2020", "actual", "final", "38.7", "%"),
        ],
    ),
    "years down, some of them expected": (
        [
            """
            | 年度 | 相談件数（件） |
            | R2 | 30 |
            | R3 | 31 |
            | R4（見込） | 32 |
            | R5目標 | 40 |
            | R7（推計） | 45 |
            """,
        ],
        [
            ("相談件数", "2020", "actual", "final", "30", "件"),
            ("相談件数", "2021", "actual", "final", "31", "件"),
            ("相談件数", "2022", "actual", "provisional", "32", "件"),
            ("相談件数", "2023", "target", "planned", "40", "件"),
            ("相談件数", "2025", "forecast", "planned", "45", "件"),
        ],
    ),
    "baseline and target with their years": (
        [
            """
            | 施策 | KPI | 現状値（R5） | 目標値（R10） | 備考 |
            | 農業 | 新規就農者数 | 4人 | 10人 | 年平均 |
            | ^ | 認定農業者数 | 120経営体 | 130経営体 | |
            | 観光 | 観光客数 | 15万人 | 20万人 | 暦年 |
            """,
        ],
        [
            ("新規就農者数", "2023", "baseline", "final", "4", "人"),
            ("新規就農者数", "2028", "target", "planned", "10", "人"),
            ("認定農業者数", "2023", "baseline", "final", "120", "経営体"),
            ("認定農業者数", "2028", "target", "planned", "130", "経営体"),
            ("観光客数", "2023", "baseline", "final", "150000", "人"),
            ("観光客数", "2028", "target", "planned", "200000", "人"),
        ],
    ),
    "baseline, interim and final target": (
        [
            """
            | 指標 | 基準年度⏎（平成29年度） | 中間/（令和2年度） | 最終/（令和5年度） |
            | 自殺死亡率 | 18.5 | 16.0 | 13.0以下 |
            """,
        ],
        [
            ("自殺死亡率", "2017", "baseline", "final", "18.5", ""),
            ("自殺死亡率", "2020", "interim_target", "planned", "16.0", ""),
            ("自殺死亡率", "2023", "target", "planned", "13.0", ""),
        ],
    ),
    "kinds as sub-rows": (
        [
            """
            | 指標名 | 区分 | 平成30年度 | 令和元年度 | 令和2年度 |
            | 図書館来館者数 | 目標 | 100,000人 | 110,000人 | 120,000人 |
            | ^ | 実績 | 98,000人 | 105,000人 | 60,000人 |
            | ^ | 達成率 | 98.0% | 95.5% | 50.0% |
            | 貸出冊数 | 目標 | 500冊 | 510冊 | 520冊 |
            | ^ | 実績 | 480冊 | 505冊 | 300冊 |
            | ^ | 達成率 | 96.0% | 99.0% | 57.7% |
            """,
        ],
        [
            ("図書館来館者数", "2018", "target", "planned", "100000", "人"),
            ("図書館来館者数", "2019", "target", "planned", "110000", "人"),
            ("図書館来館者数", "2020", "target", "planned", "120000", "人"),
            ("図書館来館者数", "2018", "actual", "final", "98000", "人"),
            ("図書館来館者数", "2019", "actual", "final", "105000", "人"),
            ("図書館来館者数", "2020", "actual", "final", "60000", "人"),
            ("図書館来館者数", "2018", "rate", "final", "98.0", "%"),
            ("図書館来館者数", "2019", "rate", "final", "95.5", "%"),
            ("図書館来館者数", "2020", "rate", "final", "50.0", "%"),
            ("貸出冊数", "2018", "target", "planned", "500", "冊"),
            ("貸出冊数", "2019", "target", "planned", "510", "冊"),
            ("貸出冊数", "2020", "target", "planned", "520", "冊"),
            ("貸出冊数", "2018", "actual", "final", "480", "冊"),
            ("貸出冊数", "2019", "actual", "final", "505", "冊"),
            ("貸出冊数", "2020", "actual", "final", "300", "冊"),
            ("貸出冊数", "2018", "rate", "final", "96.0", "%"),
            ("貸出冊数", "2019", "rate", "final", "99.0", "%"),
            ("貸出冊数", "2020", "rate", "final", "57.7", "%"),
        ],
    ),
    "years down, measures across": (
        [
            """
            | 年度 | 人口 | 世帯数 | 出生数 |
            | 平成30年度 | 50,123 | 20,111 | 400 |
            | 令和元年度 | 50,023 | 20,211 | 390 |
            | 令和2年度 | 49,900 | 20,300 | 380 |
            """,
        ],
        [
            ("人口", "2018", "actual", "final", "50123", ""),
            ("世帯数", "2018", "actual", "final", "20111", ""),
            ("出生数", "2018", "actual", "final", "400", ""),
            ("人口", "2019", "actual", "final", "50023", ""),
            ("世帯数", "2019", "actual", "final", "20211", ""),
            ("出生数", "2019", "actual", "final", "390", ""),
            ("人口", "2020", "actual", "final", "49900", ""),
            ("世帯数", "2020", "actual", "final", "20300", ""),
            ("出生数", "2020", "actual", "final", "380", ""),
        ],
    ),
    "units in the measures of a transposed table": (
        [
            """
            | 年度 | 会員数⏎（人） | 事業費⏎（千円） |
            | R1 | 120 | 3,400 |
            | R2 | 130 | 3,500 |
            """,
        ],
        [
            ("会員数", "2019", "actual", "final", "120", "人"),
            ("事業費", "2019", "actual", "final", "3400000", "円"),
            ("会員数", "2020", "actual", "final", "130", "人"),
            ("事業費", "2020", "actual", "final", "3500000", "円"),
        ],
    ),
    "unit at the corner, parts and total": (
        [
            "## 3 財政指標の推移",
            "（単位：千円）",
            """
            | 区分 | 令和元年度 | 令和2年度 | 令和3年度 |
            | 市税 | 1,234,567 | 1,240,000 | 1,250,000 |
            | うち個人市民税 | 500,000 | 510,000 | 520,000 |
            | 合　計 | 2,000,000 | 2,100,000 | 2,200,000 |
            """,
        ],
        [
            ("市税", "2019", "actual", "final", "1234567000", "円"),
            ("市税", "2020", "actual", "final", "1240000000", "円"),
            ("市税", "2021", "actual", "final", "1250000000", "円"),
            ("うち個人市民税", "2019", "actual", "final", "500000000", "円"),
            ("うち個人市民税", "2020", "actual", "final", "510000000", "円"),
            ("うち個人市民税", "2021", "actual", "final", "520000000", "円"),
            ("合計", "2019", "actual", "final", "2000000000", "円"),
            ("合計", "2020", "actual", "final", "2100000000", "円"),
            ("合計", "2021", "actual", "final", "2200000000", "円"),
        ],
    ),
    "rate and grade beside one result": (
        [
            """
            | 指標 | 基準値⏎(H30) | 目標値⏎(R4) | 実績値⏎(R4) | 達成率 | 評価 |
            | 満足度 | 60% | 70% | 66.5% | 95.0% | B |
            | 件数（件） | 10 | 20 | 25 | 125% | ◎ |
            """,
        ],
        [
            ("満足度", "2018", "baseline", "final", "60", "%"),
            ("満足度", "2022", "target", "planned", "70", "%"),
            ("満足度", "2022", "actual", "final", "66.5", "%"),
            ("満足度", "2022", "rate", "final", "95.0", "%"),
            ("満足度", "2022", "grade", "final", "B", ""),
            ("件数", "2018", "baseline", "final", "10", "件"),
            ("件数", "2022", "target", "planned", "20", "件"),
            ("件数", "2022", "actual", "final", "25", "件"),
            ("件数", "2022", "rate", "final", "125", "%"),
            ("件数", "2022", "grade", "final", "◎", ""),
        ],
    ),
    "several names and values in a cell": (
        [
            """
            | 項目 | 令和4年度 | 令和5年度 |
            | 男⏎女 | 10人⏎12人 | 11人⏎13人 |
            """,
        ],
        [
            ("男", "2022", "actual", "final", "10", "人"),
            ("女", "2022", "actual", "final", "12", "人"),
            ("男", "2023", "actual", "final", "11", "人"),
            ("女", "2023", "actual", "final", "13", "人"),
        ],
    ),
    "a column that dates another": (
        [
            """
            | 指標 | 現状値 | 基準年度 | 目標値 | 目標年度 |
            | 空き家率 | 13.2% | H30 | 12.0% | R6 |
            | 公園面積 | 5.1㎡/人 | R元 | 5.5㎡/人 | R8 |
            """,
        ],
        [
            ("空き家率", "2018", "baseline", "final", "13.2", "%"),
            ("空き家率", "2024", "target", "planned", "12.0", "%"),
            ("公園面積", "2019", "baseline", "final", "5.1", "㎡/人"),
            ("公園面積", "2026", "target", "planned", "5.5", "㎡/人"),
        ],
    ),
    "months of the year in the heading": (
        [
            "## 令和3年度の利用状況",
            """
            | 施設 | 4月 | 5月 | 6月 |
            | 体育館 | 100 | 120 | 130 |
            """,
        ],
        [
            ("体育館", "2021", "actual", "final", "100", ""),
            ("体育館", "2021", "actual", "final", "120", ""),
            ("体育館", "2021", "actual", "final", "130", ""),
        ],
    ),
    "periods and kinds in one cell": (
        [
            """
            | No. | 指標 | 単位 | 策定時⏎(平成26年度) | H27実績 | H28見込 | H31目標 | 増減 | 前年度比 |
            | 1 | 待機児童数 | 人 | 12 | 10 | 5 | 0 | △5 | 50.0% |
            | 2 | 保育所定員 | 人 | 500 | 520 | 560 | 600 | 40 | 107.7% |
            """,
        ],
        [
            ("待機児童数", "2014", "baseline", "final", "12", "人"),
            ("待機児童数", "2015", "actual", "final", "10", "人"),
            ("待機児童数", "2016", "actual", "provisional", "5", "人"),
            ("待機児童数", "2019", "target", "planned", "0", "人"),
            ("待機児童数", "", "difference", "final", "-5", "人"),
            ("待機児童数", "", "rate", "final", "50.0", "%"),
            ("保育所定員", "2014", "baseline", "final", "500", "人"),
            ("保育所定員", "2015", "actual", "final", "520", "人"),
            ("保育所定員", "2016", "actual", "provisional", "560", "人"),
            ("保育所定員", "2019", "target", "planned", "600", "人"),
            ("保育所定員", "", "difference", "final", "40", "人"),
            ("保育所定員", "", "rate", "final", "107.7", "%"),
        ],
    ),
    "single year and cumulative": (
        [
            """
            | 指標 | 令和3年度 | < | 令和4年度 | < |
            | ^ | 単年度 | 累計 | 単年度 | 累計 |
            | 移住者数 | 10人 | 10人 | 15人 | 25人 |
            """,
        ],
        [
            ("移住者数", "2021", "actual", "final", "10", "人"),
            ("移住者数", "2021", "actual", "final", "10", "人"),
            ("移住者数", "2022", "actual", "final", "15", "人"),
            ("移住者数", "2022", "actual", "final", "25", "人"),
        ],
    ),
    "rows across the table": (
        [
            """
            | 指標 | 単位 | 現状（R4） | 目標（R9） |
            | 1 子育て | < | < | < |
            | 出生数 | 人 | 300 | 350 |
            | 2 教育 | < | < | < |
            | 学力 | 点 | 60 | 65 |
            """,
        ],
        [
            ("出生数", "2022", "baseline", "final", "300", "人"),
            ("出生数", "2027", "target", "planned", "350", "人"),
            ("学力", "2022", "baseline", "final", "60", "点"),
            ("学力", "2027", "target", "planned", "65", "点"),
        ],
    ),
    "calendar years and thousands": (
        [
            """
            | 区分 | 平成30年 | 令和元年 | 2020年 |
            | 観光入込客数（千人） | 1,200 | 1,150 | 600 |
            | 犯罪件数（件） | 300 | 280 | 250 |
            """,
        ],
        [
            ("観光入込客数", "", "actual", "final", "1200000", "人"),
            ("観光入込客数", "", "actual", "final", "1150000", "人"),
            ("観光入込客数", "", "actual", "final", "600000", "人"),
            ("犯罪件数", "", "actual", "final", "300", "件"),
            ("犯罪件数", "", "actual", "final", "280", "件"),
            ("犯罪件数", "", "actual", "final", "250", "件"),
        ],
    ),
    "one target over several years": (
        [
            """
            | 成果指標 | 単位 | 基準値 | 目標値 | < | < |
            | ^ | ^ | 令和2年度 | 令和3年度 | 令和4年度 | 令和5年度 |
            | 苦情件数 | 件 | 5 | 0 | < | < |
            | 研修回数 | 回/年 | 2 | 3 | 3 | 4 |
            """,
        ],
        [
            ("苦情件数", "2020", "baseline", "final", "5", "件"),
            ("苦情件数", "2021", "target", "planned", "0", "件"),
            ("苦情件数", "2022", "target", "planned", "0", "件"),
            ("苦情件数", "2023", "target", "planned", "0", "件"),
            ("研修回数", "2020", "baseline", "final", "2", "回/年"),
            ("研修回数", "2021", "target", "planned", "3", "回/年"),
            ("研修回数", "2022", "target", "planned", "3", "回/年"),
            ("研修回数", "2023", "target", "planned", "4", "回/年"),
        ],
    ),
    "days as periods": (
        [
            """
            | 指標 | 令和5年4月1日現在 | 令和6年4月1日現在 |
            | 人口 | 10,000人 | 9,900人 |
            | 高齢化率 | 30.1％ | 30.8％ |
            """,
        ],
        [
            ("人口", "2023", "actual", "final", "10000", "人"),
            ("人口", "2024", "actual", "final", "9900", "人"),
            ("高齢化率", "2023", "actual", "final", "30.1", "%"),
            ("高齢化率", "2024", "actual", "final", "30.8", "%"),
        ],
    ),
    "outer and inner labels": (
        [
            """
            | 区分 | < | 令和3年度 | 令和4年度 | 令和5年度 |
            | 人口 | 男 | 100 | 101 | 102 |
            | ^ | 女 | 110 | 111 | 112 |
            | ^ | 計 | 210 | 212 | 214 |
            | 世帯数 | < | 90 | 91 | 92 |
            """,
        ],
        [
            ("人口　男", "2021", "actual", "final", "100", ""),
            ("人口　男", "2022", "actual", "final", "101", ""),
            ("人口　男", "2023", "actual", "final", "102", ""),
            ("人口　女", "2021", "actual", "final", "110", ""),
            ("人口　女", "2022", "actual", "final", "111", ""),
            ("人口　女", "2023", "actual", "final", "112", ""),
            ("人口　計", "2021", "actual", "final", "210", ""),
            ("人口　計", "2022", "actual", "final", "212", ""),
            ("人口　計", "2023", "actual", "final", "214", ""),
            ("世帯数", "2021", "actual", "final", "90", ""),
            ("世帯数", "2022", "actual", "final", "91", ""),
            ("世帯数", "2023", "actual", "final", "92", ""),
        ],
    ),
    "years without an era": (
        [
            """
            | 指標 | 平成29年度 | 30年度 | 31年度 | 2年度 | 3年度目標 |
            | 件数 | 1件 | 2件 | 3件 | 4件 | 5件 |
            """,
        ],
        [
            ("件数", "2017", "actual", "final", "1", "件"),
            ("件数", "2018", "actual", "final", "2", "件"),
            ("件数", "2019", "actual", "final", "3", "件"),
            ("件数", "2020", "actual", "final", "4", "件"),
            ("件数", "2021", "target", "planned", "5", "件"),
        ],
    ),
    "periods in the cells": (
        [
            """
            | 指標 | 現状値（年度） | 目標値（年度） |
            | 件数 | 12件（H30） | 20件（R6） |
            | 満足度 | 60.1%⏎（令和元年度） | 70%⏎（令和6年度） |
            """,
        ],
        [
            ("件数", "2018", "baseline", "final", "12", "件"),
            ("件数", "2024", "target", "planned", "20", "件"),
            ("満足度", "2019", "baseline", "final", "60.1", "%"),
            ("満足度", "2024", "target", "planned", "70", "%"),
        ],
    ),
    "base year and target year over their values": (
        [
            """
            | 指標 | 基準年度 | 目標年度 |
            | ^ | H27 | R2 |
            | 件数（件） | 12 | 20 |
            """,
        ],
        [
            ("件数", "2015", "baseline", "final", "12", "件"),
            ("件数", "2020", "target", "planned", "20", "件"),
        ],
    ),
    "an era from the heading": (
        [
            "## 平成24年度の実績",
            """
            | 区分 | 22年度 | 23年度 | 24年度 |
            | 相談件数 | 12件 | 20件 | 21件 |
            """,
        ],
        [
            ("相談件数", "2010", "actual", "final", "12", "件"),
            ("相談件数", "2011", "actual", "final", "20", "件"),
            ("相談件数", "2012", "actual", "final", "21", "件"),
        ],
    ),
    "two tables beside each other": (
        [
            """
            | 指標 | H29 | H30 | 指標 | H29 | H30 |
            | 件数（件） | 1 | 2 | 人数（人） | 5 | 6 |
            | 回数（回） | 3 | 4 | 台数（台） | 7 | 8 |
            """,
        ],
        [
            ("件数", "2017", "actual", "final", "1", "件"),
            ("件数", "2018", "actual", "final", "2", "件"),
            ("回数", "2017", "actual", "final", "3", "回"),
            ("回数", "2018", "actual", "final", "4", "回"),
            ("人数", "2017", "actual", "final", "5", "人"),
            ("人数", "2018", "actual", "final", "6", "人"),
            ("台数", "2017", "actual", "final", "7", "台"),
            ("台数", "2018", "actual", "final", "8", "台"),
        ],
    ),
    "values above each other by a legend": (
        [
            "（上段：目標、下段：実績）",
            """
            | 指標 | 単位 | H29 | H30 |
            | 件数 | 件 | 10 | 20 |
            | ^ | ^ | 9 | 21 |
            | 回数 | 回 | 3⏎2 | 4⏎－ |
            """,
        ],
        [
            ("件数", "2017", "target", "planned", "10", "件"),
            ("件数", "2018", "target", "planned", "20", "件"),
            ("件数", "2017", "actual", "final", "9", "件"),
            ("件数", "2018", "actual", "final", "21", "件"),
            ("回数", "2017", "target", "planned", "3", "回"),
            ("回数", "2017", "actual", "final", "2", "回"),
            ("回数", "2018", "target", "planned", "4", "回"),
            ("回数", "2018", "actual", "final", "dash", ""),
        ],
    ),
    "a form with one indicator": (
        [
            """
            | 指標名 | 待機児童数 |
            | 単位 | 人 |
            | 現状値（H26） | 12 |
            | 目標値（H31） | 0 |
            """,
        ],
        [
            ("待機児童数", "2014", "baseline", "final", "12", "人"),
            ("待機児童数", "2019", "target", "planned", "0", "人"),
        ],
    ),
    "kinds at the end of header words": (
        [
            """
            | 指標（単位） | 策定時の現状値⏎（平成30年度） | 計画期間中の目標値⏎（R3～R7） | 達成状況 | 評価 |
            | 会員数（人） | 12 | 20 | 95% | 順調に推移しており、今後も取り組む |
            | 件数（件） | 12 | 20 | △ | A |
            """,
        ],
        [
            ("会員数", "2018", "baseline", "final", "12", "人"),
            ("会員数", "", "target", "planned", "20", "人"),
            ("会員数", "", "rate", "final", "95", "%"),
            ("件数", "2018", "baseline", "final", "12", "件"),
            ("件数", "", "target", "planned", "20", "件"),
            ("件数", "", "grade", "final", "△", ""),
            ("件数", "", "grade", "final", "A", ""),
        ],
    ),
    "years dated twice": (
        [
            """
            | 指標 | 平成31（令和元）年度 | 平成31年度⏎（令和元年度） | H31/R1 | 2019⏎(R1) | R1⏎(H31) |
            | 件数 | 1 | 2 | 3 | 4 | 5 |
            """,
        ],
        [
            ("件数", "2019", "actual", "final", "1", ""),
            ("件数", "2019", "actual", "final", "2", ""),
            ("件数", "2019", "actual", "final", "3", ""),
            ("件数", "2019", "actual", "final", "4", ""),
            ("件数", "2019", "actual", "final", "5", ""),
        ],
    ),
    "year and value under a head": (
        [
            "## 基本目標１\u3000しごとをつくる",
            """
            | 数値目標 | 基準値 | < | 実績値 | < | < | 目標値 | < | 達成度 |
            | ^ | 年度 | 値 | H28 | H29 | H30 | 年度 | 値 | ^ |
            | 製造品出荷額等 | H26 | 1,234億円 | 1,250億円 | 1,300億円 | － | R元 | 1,400億円 | 92.9% |
            | 新規雇用者数 | H26 | 0人 | 12人 | 25人 | 40人 | R元 | 100人 | 40.0% |
            """,
        ],
        [
            ("製造品出荷額等", "2014", "baseline", "final", "123400000000", "円"),
            ("製造品出荷額等", "2016", "actual", "final", "125000000000", "円"),
            ("製造品出荷額等", "2017", "actual", "final", "130000000000", "円"),
            ("製造品出荷額等", "2018", "actual", "final", "dash", ""),
            ("製造品出荷額等", "2019", "target", "planned", "140000000000", "円"),
            ("製造品出荷額等", "", "rate", "final", "92.9", "%"),
            ("新規雇用者数", "2014", "baseline", "final", "0", "人"),
            ("新規雇用者数", "2016", "actual", "final", "12", "人"),
            ("新規雇用者数", "2017", "actual", "final", "25", "人"),
            ("新規雇用者数", "2018", "actual", "final", "40", "人"),
            ("新規雇用者数", "2019", "target", "planned", "100", "人"),
            ("新規雇用者数", "", "rate", "final", "40.0", "%"),
        ],
    ),
    "plan and result under each year": (
        [
            """
            | 事業名 | 指標 | H28 | < | H29 | < | 担当 |
            | ^ | ^ | 計画 | 実績 | 計画 | 実績 | ^ |
            | 子育て講座 | 開催回数（回） | 10 | 12 | 10 | 11 | 子ども課 |
            | ^ | 参加者数（人） | 200 | 220 | 200 | 190 | ^ |
            """,
        ],
        [
            ("開催回数", "2016", "target", "planned", "10", "回"),
            ("開催回数", "2016", "actual", "final", "12", "回"),
            ("開催回数", "2017", "target", "planned", "10", "回"),
            ("開催回数", "2017", "actual", "final", "11", "回"),
            ("参加者数", "2016", "target", "planned", "200", "人"),
            ("参加者数", "2016", "actual", "final", "220", "人"),
            ("参加者数", "2017", "target", "planned", "200", "人"),
            ("参加者数", "2017", "actual", "final", "190", "人"),
        ],
    ),
    "periods in cells and a trend": (
        [
            """
            | 成果指標 | 現状 | 目標 | 方向性 |
            | 市民満足度 | 55.3％（H29） | 60.0％（R4） | ↗ |
            | 交通事故件数 | 320件（H29） | 250件以下（R4） | ↘ |
            """,
        ],
        [
            ("市民満足度", "2017", "baseline", "final", "55.3", "%"),
            ("市民満足度", "2022", "target", "planned", "60.0", "%"),
            ("交通事故件数", "2017", "baseline", "final", "320", "件"),
            ("交通事故件数", "2022", "target", "planned", "250", "件"),
        ],
    ),
    "newest value and progress": (
        [
            """
            | KPI | 計画策定時（2019年度） | 最新値（2022年度） | 目標値（2024年度） | 進捗 |
            | 移住相談件数 | 120件 | 180件 | 200件 | 〇 |
            | 空き家バンク成約件数（累計） | 5件 | 22件 | 30件 | △ |
            """,
        ],
        [
            ("移住相談件数", "2019", "baseline", "final", "120", "件"),
            ("移住相談件数", "2022", "actual", "final", "180", "件"),
            ("移住相談件数", "2024", "target", "planned", "200", "件"),
            ("移住相談件数", "2022", "grade", "final", "〇", ""),
            ("空き家バンク成約件数", "2019", "baseline", "final", "5", "件"),
            ("空き家バンク成約件数", "2022", "actual", "final", "22", "件"),
            ("空き家バンク成約件数", "2024", "target", "planned", "30", "件"),
            ("空き家バンク成約件数", "2022", "grade", "final", "△", ""),
        ],
    ),
    "a forecast of the accounts": (
        [
            """
            | 項目 | 平成29年度決算 | 平成30年度決算見込 | 令和元年度予算 | 増減率 |
            | 歳入総額 | 100億円 | 110億円 | 120億円 | 9.1% |
            """,
        ],
        [
            ("歳入総額", "2017", "actual", "final", "10000000000", "円"),
            ("歳入総額", "2018", "actual", "provisional", "11000000000", "円"),
            ("歳入総額", "", "rate", "final", "9.1", "%"),
        ],
    ),
    "years as rows under a name": (
        [
            """
            | 指標 | 年度 | 目標 | 実績 | 達成率 |
            | 図書貸出冊数（冊） | H28 | 100 | 90 | 90% |
            | ^ | H29 | 110 | 115 | 104.5% |
            | 講座参加者（人） | H28 | 50 | 60 | 120% |
            | ^ | H29 | 55 | 54 | 98.2% |
            """,
        ],
        [
            ("図書貸出冊数", "2016", "target", "planned", "100", "冊"),
            ("図書貸出冊数", "2016", "actual", "final", "90", "冊"),
            ("図書貸出冊数", "2016", "rate", "final", "90", "%"),
            ("図書貸出冊数", "2017", "target", "planned", "110", "冊"),
            ("図書貸出冊数", "2017", "actual", "final", "115", "冊"),
            ("図書貸出冊数", "2017", "rate", "final", "104.5", "%"),
            ("講座参加者", "2016", "target", "planned", "50", "人"),
            ("講座参加者", "2016", "actual", "final", "60", "人"),
            ("講座参加者", "2016", "rate", "final", "120", "%"),
            ("講座参加者", "2017", "target", "planned", "55", "人"),
            ("講座参加者", "2017", "actual", "final", "54", "人"),
            ("講座参加者", "2017", "rate", "final", "98.2", "%"),
        ],
    ),
    "an evaluation at half time": (
        [
            """
            | 目標項目 | ベースライン | 中間評価 | 目標値 | 評価区分 |
            | 朝食を毎日食べる人の割合 | 85.0%（H24） | 83.2%（H29） | 90%以上（R4） | D |
            """,
        ],
        [
            ("朝食を毎日食べる人の割合", "2012", "baseline", "final", "85.0", "%"),
            ("朝食を毎日食べる人の割合", "2017", "actual", "final", "83.2", "%"),
            ("朝食を毎日食べる人の割合", "2022", "target", "planned", "90", "%"),
            ("朝食を毎日食べる人の割合", "", "grade", "final", "D", ""),
        ],
    ),
    "age groups under one name": (
        [
            "（単位：人）",
            """
            | 年齢区分 | < | H27 | H28 | H29 |
            | 人口 | 0～14歳 | 100 | 99 | 98 |
            | ^ | 15～64歳 | 500 | 490 | 480 |
            | ^ | 65歳以上 | 200 | 210 | 220 |
            """,
        ],
        [
            ("人口　0～14歳", "2015", "actual", "final", "100", "人"),
            ("人口　0～14歳", "2016", "actual", "final", "99", "人"),
            ("人口　0～14歳", "2017", "actual", "final", "98", "人"),
            ("人口　15～64歳", "2015", "actual", "final", "500", "人"),
            ("人口　15～64歳", "2016", "actual", "final", "490", "人"),
            ("人口　15～64歳", "2017", "actual", "final", "480", "人"),
            ("人口　65歳以上", "2015", "actual", "final", "200", "人"),
            ("人口　65歳以上", "2016", "actual", "final", "210", "人"),
            ("人口　65歳以上", "2017", "actual", "final", "220", "人"),
        ],
    ),
    "bullets before names": (
        [
            """
            | 指標 | R5目標 | R5実績 | R5評価 |
            | ・会員数（人） | 10 | 12 | A |
            | ・講座数（延べ）（回） | 5 | 3 | C |
            """,
        ],
        [
            ("会員数", "2023", "target", "planned", "10", "人"),
            ("会員数", "2023", "actual", "final", "12", "人"),
            ("会員数", "2023", "grade", "final", "A", ""),
            ("講座数（延べ）", "2023", "target", "planned", "5", "回"),
            ("講座数（延べ）", "2023", "actual", "final", "3", "回"),
            ("講座数（延べ）", "2023", "grade", "final", "C", ""),
        ],
    ),
    "kinds of one year beside baseline and target": (
        [
            """
            | 基本施策 | 指標 | 単位 | 計画策定時 | 目標 | 令和3年度 | < | < |
            | ^ | ^ | ^ | （R1） | （R7） | 実績値 | 達成率 | 評価 |
            | 環境 | ごみ排出量 | t | 1,000 | 900 | 950 | 50.0% | B |
            | ^ | リサイクル率 | % | 20.1 | 25.0 | 21.0 | 18.4% | C |
            """,
        ],
        [
            ("ごみ排出量", "2019", "baseline", "final", "1000", "t"),
            ("ごみ排出量", "2025", "target", "planned", "900", "t"),
            ("ごみ排出量", "2021", "actual", "final", "950", "t"),
            ("ごみ排出量", "2021", "rate", "final", "50.0", "%"),
            ("ごみ排出量", "2021", "grade", "final", "B", ""),
            ("リサイクル率", "2019", "baseline", "final", "20.1", "%"),
            ("リサイクル率", "2025", "target", "planned", "25.0", "%"),
            ("リサイクル率", "2021", "actual", "final", "21.0", "%"),
            ("リサイクル率", "2021", "rate", "final", "18.4", "%"),
            ("リサイクル率", "2021", "grade", "final", "C", ""),
        ],
    ),
    "a unit column among the years": (
        [
            """
            | 指標 | H30 | R1 | R2 | 単位 | 目標（R6） |
            | 会員数 | 10 | 11 | 12 | 人 | 20 |
            """,
        ],
        [
            ("会員数", "2018", "actual", "final", "10", "人"),
            ("会員数", "2019", "actual", "final", "11", "人"),
            ("会員数", "2020", "actual", "final", "12", "人"),
            ("会員数", "2024", "target", "planned", "20", "人"),
        ],
    ),
    "names made of words of kinds": (
        [
            """
            | 指標 | 現状値 | 目標値 |
            | 目標達成率 | 50% | 80% |
            | 進捗率 | 10% | 20% |
            | 実績報告件数 | 5件 | 6件 |
            | 計画 | 1件 | 2件 |
            """,
        ],
        [
            ("目標達成率", "", "baseline", "final", "50", "%"),
            ("目標達成率", "", "target", "planned", "80", "%"),
            ("進捗率", "", "baseline", "final", "10", "%"),
            ("進捗率", "", "target", "planned", "20", "%"),
            ("実績報告件数", "", "baseline", "final", "5", "件"),
            ("実績報告件数", "", "target", "planned", "6", "件"),
            ("計画", "", "baseline", "final", "1", "件"),
            ("計画", "", "target", "planned", "2", "件"),
        ],
    ),
    "kinds down, measures across": (
        [
            """
            | 区分 | 会員数（人） | 講座数（回） |
            | 基準値（H30） | 10 | 3 |
            | 目標値（R5） | 20 | 6 |
            | 実績値（R3） | 15 | 4 |
            """,
        ],
        [
            ("会員数", "2018", "baseline", "final", "10", "人"),
            ("講座数", "2018", "baseline", "final", "3", "回"),
            ("会員数", "2023", "target", "planned", "20", "人"),
            ("講座数", "2023", "target", "planned", "6", "回"),
            ("会員数", "2021", "actual", "final", "15", "人"),
            ("講座数", "2021", "actual", "final", "4", "回"),
        ],
    ),
    "a part in brackets": (
        [
            """
            | 指標 | H28実績 | H29実績 |
            | 会員数 | 120人 | 130人 |
            | （うち女性） | (60人) | (70人) |
            """,
        ],
        [
            ("会員数", "2016", "actual", "final", "120", "人"),
            ("会員数", "2017", "actual", "final", "130", "人"),
            ("（うち女性）", "2016", "actual", "final", "60", "人"),
            ("（うち女性）", "2017", "actual", "final", "70", "人"),
        ],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(layout: str) -> None:
    parts, expected = LAYOUTS[layout]
    found = [tuple("" if v is None else str(v) for v in fact) for fact in facts(*parts)]
    assert found == expected


def test_cumulative_columns_are_marked() -> None:
    found = observe(*LAYOUTS["single year and cumulative"][0])
    assert [row["is_cumulative"] for row in found] == [False, True, False, True]


def test_a_target_over_several_years_says_that_its_cell_is_merged() -> None:
    found = observe(*LAYOUTS["one target over several years"][0])
    warned = [(row["indicator"], row["fiscal_year"]) for row in found if "merged_columns" in row["warnings"]]
    assert warned == [("苦情件数", 2022), ("苦情件数", 2023)]


def test_columns_that_name_no_kind_say_that_it_was_assumed() -> None:
    found = observe(*LAYOUTS["years down, measures across"][0])
    assert {"assumed_actual"} == {warning for row in found for warning in row["warnings"]}


def test_rates_carry_what_they_compare() -> None:
    found = observe(*LAYOUTS["kinds as sub-rows"][0])
    assert {tuple(row["flags"]) for row in found if row["value_kind"] == "rate"} == {("achievement",)}


def test_rows_that_nothing_tells_apart_are_refused() -> None:
    sketch = """
    | 指標 | 単位 | H29実績 |
    | 件数 | 件 | 10 |
    | ^ | ^ | 9 |
    """
    tables = normalize_document(document(sketch))
    assert tables["observation"] == []
    assert [row["printed"] for row in tables["quarantine"]] == ["10", "9"]


def test_a_result_merged_over_years_is_refused() -> None:
    sketch = """
    | 指標 | H29実績 | H30実績 |
    | 件数 | 10件 | < |
    """
    tables = normalize_document(document(sketch))
    assert tables["observation"] == []
    assert tables["quarantine"][0]["reason"] == "merged over columns of different meaning"


def test_a_legend_rules_over_the_default_meaning_of_a_dash() -> None:
    sketch = "| 指標 | H29実績 |\n| 件数 | － |"
    assert observe(sketch)[0]["missing_reason"] == "dash"
    assert observe(sketch, "※「－」は該当なし")[0]["missing_reason"] == "not_applicable"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("4億3,0000万円", "not read to the end"),
        ("1O件", "not read to the end"),
        ("15件 17件", "several values in one cell"),
    ],
)
def test_what_can_not_be_read_is_refused_with_what_was_printed(cell: str, reason: str) -> None:
    tables = normalize_document(document(f"| 指標 | H29実績 |\n| 件数 | {cell} |"))
    assert tables["observation"] == []
    assert [(row["printed"], row["reason"]) for row in tables["quarantine"]] == [(cell, reason)]


def test_a_disputed_cell_is_refused_with_both_readings() -> None:
    plain = document("| 指標 | H29実績 |\n| 件数 | 18件 |")
    page = plain.pages[0]
    cells = [
        replace(cell, agreement="disputed", other="13件") if cell.text == "18件" else cell
        for cell in page.tables[0].cells
    ]
    pages = (replace(page, tables=(replace(page.tables[0], cells=tuple(cells)),)),)
    tables = normalize_document(replace(plain, pages=pages))
    assert tables["observation"] == []
    assert tables["quarantine"][0]["reason"] == "disputed"
    assert "13件" in str(tables["quarantine"][0]["detail"])


def test_a_table_that_is_not_understood_says_why() -> None:
    tables = normalize_document(document("| 取組 | 内容 | 担当課 |\n| 研修 | 年に３回 | 人事課 |"))
    assert tables["source_table"][0]["kind"] == "unknown"
    assert tables["source_table"][0]["reason"]


def test_words_in_place_of_a_number_are_missing_values_in_words() -> None:
    found = observe("| 指標 | 目標（R6） |\n| 相談窓口 | 設置 |\n| 件数 | 1件 |")
    assert (found[0]["value"], found[0]["missing_reason"], found[0]["printed"]) == (None, "text", "設置")


def test_aims_in_words_beside_an_indicator_are_no_values() -> None:
    sketch = """
    | 施策 | 目標 | 指標 | 現状値（R4） | 目標値（R9） |
    | 子育て | 子どもの声が聞こえるまちをつくります | 出生数 | 300人 | 350人 |
    | 教育 | 学びつづける人を支えていきます | 講座数 | 12講座 | 15講座 |
    """
    found = facts(sketch)
    assert [(name, year, kind, value) for name, year, kind, _, value, _ in found] == [
        ("出生数", 2022, "baseline", "300"),
        ("出生数", 2027, "target", "350"),
        ("講座数", 2022, "baseline", "12"),
        ("講座数", 2027, "target", "15"),
    ]


def test_a_unit_in_the_name_that_the_unit_column_contradicts_is_flagged() -> None:
    sketch = """
    | 指標 | 単位 | H29実績 |
    | 会員数（人） | 件 | 12 |
    | 施設数（か所） | 箇所 | 3 |
    """
    found = observe(sketch)
    assert any("unit_conflict" in warning for warning in found[0]["warnings"])
    assert not any("unit_conflict" in warning for warning in found[1]["warnings"])


def test_a_limit_set_by_law_is_no_baseline() -> None:
    sketch = "| 項目 | 環境基準値 | H29実績 |\n| BOD | 3mg/L以下 | 1.4mg/L |"
    assert [row["value_kind"] for row in observe(sketch)] == ["actual"]
    refused = normalize_document(document(sketch))["quarantine"]
    assert [row["printed"] for row in refused] == ["3mg/L以下"]


@pytest.mark.parametrize("mark", ["＊", "※"])
def test_a_sign_before_a_number_is_a_mark_only_where_a_note_explains_it(mark: str) -> None:
    sketch = f"| 指標 | R1実績 |\n| 件数 | {mark}1 |\n| 人数 | 3人 |"
    assert [row["printed"] for row in normalize_document(document(sketch))["quarantine"]] == [f"{mark}1"]
    assert observe(sketch, f"{mark}1 調査中である。")[0]["missing_reason"] == "footnote"


@pytest.mark.parametrize(
    ("sketch", "printed"),
    [
        ("| 区分 | R1 | R2 |\n| 目標 | 10人 | 11人 |\n| 実績 | 9人 | 8人 |", ["10人", "11人", "9人", "8人"]),
        ("| 指標 | 単位 | R1実績 |\n| 会員数 | 12 | 13 |\n| 施設数 | 14 | 15 |", ["12", "14"]),
        ("| 指標 | | R1 | 目標値 |\n| 会員数 | 目標 | 12 | 13 |\n| ^ | 実績 | 14 | 15 |", ["15"]),
    ],
    ids=["nothing names them", "numbers for units", "a result under a target"],
)
def test_what_a_header_does_not_explain_is_refused(sketch: str, printed: list[str]) -> None:
    assert [row["printed"] for row in normalize_document(document(sketch))["quarantine"]] == printed


def test_chapters_and_sections_make_no_ledger_of_a_table_of_indicators() -> None:
    sketch = "| 項 | 節 | 指標名 | 単位 | R4実績 |\n| 福祉 | 1-1 | 会員数 | 人 | 12 |"
    tables = normalize_document(document(sketch))
    assert [row["kind"] for row in tables["source_table"]] == ["indicator"]
    assert [row["indicator"] for row in tables["observation"]] == ["会員数"]
    assert not tables["quarantine"]


def test_a_row_across_the_top_heads_the_rows_below_it() -> None:
    sketch = """
    | 施策１　子育て | < | < |
    | 指標 | 単位 | R3実績 |
    | 児童数 | 人 | 3 |
    | 施策２　福祉 | < | < |
    | サロン数 | 箇所 | 45 |
    """
    assert [row["section"] for row in observe(sketch)] == ["施策１　子育て", "施策２　福祉"]


def test_a_head_that_is_a_counted_thing_is_no_unit_of_its_rows() -> None:
    units = [row["unit"] for row in observe("| 地区 | R4実績 |\n| 東部 | 10件 |\n| 西部 | 5 |")]
    assert units == ["件", None]
    assert [row["unit"] for row in observe("| 千円 | R4実績 |\n| 市税 | 10 |")] == ["円"]


def test_a_dash_among_the_names_names_nothing() -> None:
    sketch = "| 指標 | 区分 | R4実績 |\n| 受診率 | 胃がん | 12％ |\n| 出生数 | ー | 312人 |"
    assert [row["indicator"] for row in observe(sketch)] == ["受診率　胃がん", "出生数"]


def test_rows_that_no_name_tells_apart_are_refused() -> None:
    tables = normalize_document(document("数値目標", "| R1実績 | R2実績 |\n| 10人 | 11人 |\n| 7人 | 8人 |"))
    assert not tables["observation"]
    assert [row["printed"] for row in tables["quarantine"]] == ["10人", "11人", "7人", "8人"]
