"""The report in a real Chromium: search, filter, sort, open a place, print, by keyboard, without network."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.analyze.report import page as page_module
from pipeline.analyze.report.facts import Indicator, indicators
from pipeline.analyze.words import Words
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.analyze.browser import Browser
from tests.analyze.report.test_report import write

VISIBLE = """[...document.querySelectorAll('article')].filter(n => !n.hidden)
    .map(n => n.querySelector('h3').textContent)"""
TYPE = """(() => {{ const n = document.getElementById('{0}'); n.value = '{1}';
    n.dispatchEvent(new Event('input', {{bubbles: true}})); }})()"""


@pytest.fixture(scope="module")
def file(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with pictures."""
    target = tmp_path_factory.mktemp("browser") / "report.html"
    write(loaded, target)
    return target


@pytest.fixture
def shown(chromium: Browser, file: Path) -> Iterator[Browser]:
    """The report in a browser, which must not complain nor ask for anything else."""
    chromium.open(file.as_uri())
    yield chromium
    assert chromium.complaints() == []
    assert set(chromium.requests()) == {file.as_uri()}


def _fill(browser: Browser, name: str, value: str) -> None:
    browser.js(TYPE.format(name, value))


def test_search_finds_by_name_in_any_width(shown: Browser) -> None:
    assert len(shown.js(VISIBLE)) == 3
    _fill(shown, "search", "定住")
    assert [name.split()[0] for name in shown.js(VISIBLE)] == ["市民の定住意向"]
    assert shown.js("document.getElementById('count').textContent") == "1"
    rows = "[...document.querySelectorAll('#changes tbody tr')].filter(n => !n.hidden)"
    assert shown.js(f"{rows}.map(n => n.cells[0].textContent)") == ["市民の定住意向"]
    assert shown.js(f"document.querySelector({rows}[0].querySelector('a').hash).tagName") == "ARTICLE"
    _fill(shown, "search", "ない名前")
    assert shown.js(VISIBLE) == []
    assert shown.js("!document.getElementById('nothing').hidden")


def test_filters(shown: Browser) -> None:
    _fill(shown, "filter", "revised")
    assert [name.split()[0] for name in shown.js(VISIBLE)] == ["人口の社会増減"]
    _fill(shown, "filter", "")
    _fill(shown, "document", "mikomi")
    assert len(shown.js(VISIBLE)) == 3


def test_tables_sort_by_number(shown: Browser) -> None:
    column = "[...document.querySelectorAll('#changes tbody tr')].map(r => r.cells[3].textContent)"
    head = "document.querySelector('#changes [data-t=final]')"
    shown.js(f"{head}.click()")
    assert shown.js(column) == ["78.1", "417", "713"]
    shown.js(f"{head}.click()")
    assert shown.js(column) == ["713", "417", "78.1"]
    assert shown.js(f"{head}.closest('th').getAttribute('aria-sort')") == "descending"


def test_a_value_opens_its_place_by_keyboard(shown: Browser) -> None:
    shown.js(
        "[...document.querySelectorAll('article .value')].find(n => n.textContent.includes('78.1')).focus()"
    )
    shown.key("Enter", 13, "\r")
    shown.wait("document.getElementById('place').open")
    shown.wait("document.getElementById('picture').naturalWidth > 100")
    assert "78.1" in shown.js("document.getElementById('facts').textContent")
    inside = """(() => { const m = document.getElementById('mark').getBoundingClientRect(),
        p = document.getElementById('picture').getBoundingClientRect();
        return m.width > 10 && m.left >= p.left && m.right <= p.right
            && m.top >= p.top && m.bottom <= p.bottom })()"""
    assert shown.js(inside)
    shown.key("Escape", 27)
    shown.wait("!document.getElementById('place').open")


def test_only_what_was_restated_is_struck_out(shown: Browser) -> None:
    struck = shown.js("[...document.querySelectorAll('td.older')].map(n => n.textContent)")
    assert [text[:3] for text in struck] == ["893", "「－」"]


def test_it_speaks_two_languages(shown: Browser) -> None:
    assert shown.js("document.documentElement.lang") == "ja"
    shown.js("document.getElementById('language').click()")
    assert shown.js("document.documentElement.lang") == "en"
    assert shown.js("document.querySelector('#achievement-title').textContent") == "Achievement"
    assert (
        shown.js("document.querySelector('[data-ta=changes]').getAttribute('aria-label')")
        == "Provisional → final"
    )


def test_everything_has_a_name_for_a_screen_reader(shown: Browser) -> None:
    tree = shown.call("Accessibility.getFullAXTree")["nodes"]
    roles = ("button", "textbox", "searchbox", "combobox", "image", "region", "link", "dialog")
    nodes = [n for n in tree if not n.get("ignored") and n.get("role", {}).get("value") in roles]
    nameless = [n["role"]["value"] for n in nodes if not n.get("name", {}).get("value")]
    assert nodes
    assert nameless == []


def test_it_prints(shown: Browser) -> None:
    printed = base64.b64decode(shown.call("Page.printToPDF")["data"])
    assert printed.startswith(b"%PDF")
    shown.call("Emulation.setEmulatedMedia", media="print")
    assert shown.js("getComputedStyle(document.getElementById('find')).display") == "none"
    shown.call("Emulation.setEmulatedMedia", media="")


def test_it_fits_a_phone(shown: Browser) -> None:
    shown.call("Emulation.setDeviceMetricsOverride", width=390, height=800, deviceScaleFactor=2, mobile=True)
    assert shown.js("document.documentElement.scrollWidth <= 390")
    shown.call("Emulation.clearDeviceMetricsOverride")


def test_a_thousand_indicators_appear_at_once(
    chromium: Browser, loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(Workspace(loaded)) as connection:
        few = indicators(connection)
        many = [_copy(few[i % len(few)], i) for i in range(1000)]
        monkeypatch.setattr(page_module, "indicators", lambda _: many)
        text = page_module.page(connection, Words("ja"), {})
    (tmp_path / "many.html").write_text(text, encoding="utf-8")
    chromium.open((tmp_path / "many.html").as_uri())
    chromium.wait("performance.getEntriesByName('first-contentful-paint').length")
    assert chromium.js("document.querySelectorAll('article').length") == 1000
    assert chromium.js("performance.getEntriesByName('first-contentful-paint')[0].startTime") < 2000


def _copy(indicator: Indicator, number: int) -> Indicator:
    own = tuple(replace(s, id=f"{s.id}{number}") for s in indicator.statements * 2)
    return replace(indicator, id=f"{indicator.id}{number}", name=f"{indicator.name}{number}", statements=own)
