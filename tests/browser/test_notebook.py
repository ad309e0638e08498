"""What a notebook shows of a record, in a real browser: it can be read, and nothing in it runs or loads anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import conflictevents as ce
from conflictevents import examples

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>notebook</title><body style="font-family: sans-serif; margin: 8px">{}</body></html>"""
HOSTILE = '<script>window.ran = 1</script><img src=x onerror=\'window.ran = 2\'>" onload="window.ran = 3" \u202egnp.x'


def _hostile() -> ce.Dataset:
    """A dataset with markup in every text that a reader of it will see."""
    said = ce.Attribution(source="a", speaker="b", verb=HOSTILE)
    figure = ce.Figure(
        measure="killed", item="people", described=HOSTILE, count=ce.Count.at_least(12, text=HOSTILE), attribution=said
    )
    return ce.Dataset(
        title=HOSTILE,
        description=HOSTILE,
        sources=(ce.Source(id="a", title=HOSTILE, publisher=HOSTILE, url="javascript:window.ran = 4"),),
        actors=(ce.Actor(id="b", name=HOSTILE),),
        events=(ce.Incident(id="c", title=HOSTILE, note=HOSTILE, figures=(figure,)),),
        reports=(ce.CasualtyReport(id="d", event="c", title=HOSTILE, figures=(figure,)),),
        statements=(
            ce.Statement(id="e", source="a", speaker="b", paraphrase=HOSTILE, quotations=(ce.Quotation(text=HOSTILE),)),
        ),
    )


def _shown(dataset: ce.Dataset) -> list[ce.Record | ce.Dataset]:
    holders = [*dataset.events[:3], *dataset.reports[:1]]
    return [dataset, *holders, *dataset.claims[:3], *dataset.statements[:1]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1100])
@pytest.mark.parametrize("name", ["kesta-market", "orlen-crossing", "hostile"])
def test_records_are_shown(
    name: str, width: int, scheme: str, browser: Browser, screenshots: Path | None, tmp_path: Path
) -> None:
    """Each fits its cell, every table has a caption and headers, and hostile text is text."""
    dataset = _hostile() if name == "hostile" else examples.load(name)
    html = "<hr>".join(record._repr_html_() for record in _shown(dataset))  # type: ignore[union-attr]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(PAGE.format(html), wait_until="load")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.querySelectorAll('script, img, iframe, link, object, form, [onload]').length") == 0
    assert page.evaluate("document.querySelectorAll('a[href^=javascript]').length") == 0
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tables = page.evaluate("document.querySelectorAll('table').length")
    assert tables == page.evaluate("document.querySelectorAll('table > caption').length") > 0
    assert page.evaluate("document.querySelectorAll('th:not([scope])').length") == 0
    picture = (screenshots or tmp_path) / f"notebook-{name}-{width}-{scheme}.png"
    page.screenshot(path=picture, full_page=True)
    context.close()
