"""How tables of HTML are drawn: borders, and what else changes how their cells look."""

from __future__ import annotations

RULED = {
    "solid": "border-collapse:collapse;--b:1px solid #000",
    "gray": "border-collapse:collapse;--b:1px solid #aaa",
    "thick": "border-collapse:collapse;--b:2px solid #335",
    "dotted": "border-collapse:collapse;--b:1px dotted #000",
    "coarse dots": "border-collapse:collapse;--b:2px dotted #444",
    "dashed": "border-collapse:collapse;--b:1px dashed #000",
    "double": "border-collapse:collapse;--b:3px double #000",
    "ridge": "border-collapse:collapse;--b:3px ridge #999",
    "inset": "border-collapse:separate;border-spacing:0;--b:2px inset #888",
    "apart": "border-collapse:separate;border-spacing:2px;--b:1px solid #000",
    "far apart": "border-collapse:separate;border-spacing:5px;--b:1px solid #666",
}
"""Borders around each cell, as the style of a table whose cells have ``border: var(--b)``."""

BOXED = {
    "outset": "border-collapse:separate;border-spacing:0;--b:2px outset #888",
    "groove": "border-collapse:collapse;--b:2px groove #999",
    "sunken, raised": "border:3px outset #999;border-spacing:2px;--b:1px inset #999",
    "framed boxes": "border:1px solid #000;border-spacing:4px;--b:1px solid #000",
    "round cells": "border-collapse:separate;border-spacing:0;--b:1px solid #333;--r:5px",
    "round boxes": "border-collapse:separate;border-spacing:5px;--b:1px solid #333;--r:5px",
    "round frame": "border-spacing:0;border:2px solid #000;border-radius:12px;--b:1px solid #999",
    "thick frame": "border-collapse:collapse;border:3px solid #000;--b:1px solid #777",
    "heavy frame": "border:5px ridge #999;border-spacing:0;--b:1px solid #777",
    "shadows": "border-spacing:5px;--b:1px solid #aaa;--s:1px 1px 3px #777",
    "hairlines": "border-collapse:collapse;--b:0.5px solid #999",
    "colours": "border-collapse:collapse;--b:1px solid #4f81bd",
    "pale": "border-collapse:collapse;--b:1px solid #ddd",
}
"""Further borders around each cell, drawn by no seed: to be held."""

OPEN = {
    "horizontal": "td,th{border-top:1px solid #000;border-bottom:1px solid #000}",
    "dotted rows": "td,th{border-bottom:1px dotted #000} thead tr:first-child th{border-top:1px solid #000}",
    "header rules": "thead{border-top:2px solid #000;border-bottom:1px solid #000} "
    "tbody{border-bottom:2px solid #000}",
    "none": "",
    "zebra": "tbody tr:nth-child(even) td{background:#e8eef7}",
    "zebra and header": "tbody tr:nth-child(odd) td{background:#f0f0f0} thead th{background:#cdd}",
    "header shade": "thead th{background:#dde4ee}",
    "dark header": "thead th{background:#1f3864;color:#fff} td{border-bottom:1px solid #ccc}",
    "dark header alone": "thead th{background:#1f3864;color:#fff}",
    "white lines": "td,th{border:2px solid #fff} td{background:#eaf1dd} "
    "thead th{background:#76923c;color:#fff}",
}
"""Styles whose lines don't enclose each cell: rules of cells, after ``TABLE`` for its name."""

TEXTURES = {
    "plain": "",
    "justify": "td{text-align:justify;text-align-last:justify}",
    "letter-spacing": "th,td{letter-spacing:0.15em}",
    "small": "th,td{font-size:6.5pt}",
    "bold": "td{font-weight:bold}",
    "marks": "",
    "ruby": "",
    "vertical": "thead th.value{writing-mode:vertical-rl}",
    "upright": "thead th.value{writing-mode:vertical-rl;text-orientation:upright}",
    "shaded header": "thead th{background:#ddd}",
    "white header": "thead th{background:#234;color:#fff}",
    "tight": "th,td{padding:0 1px}",
    "airy": "th,td{padding:6px 10px}",
    "middle": "td{vertical-align:top}",
}

DRESSINGS = {
    "caption": "caption{text-align:left;font-weight:bold}",
    "inner boxes": "td div{border:1px solid #bbb;padding:1px 2px}",
    "hidden empties": "table{empty-cells:hide}",
    "thick header": "thead tr:last-child th{border-bottom:2.5px solid #000}",
    "white header lines": "thead th{background:#2f5496;color:#fff;border-color:#fff}",
    "thick groups": "tbody tr:nth-child(3n) td{border-top:2px solid #000}",
    "shaded names": "td:first-child{background:#eef3e2}",
    "slim": "th,td{padding:0}",
}
"""Further textures, drawn by no seed: to be held."""
