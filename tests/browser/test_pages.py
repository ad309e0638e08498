"""The documentation in a real browser: every page loads, stays on its host, can be read on a phone, and leads on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

LOOKED_AT = (
    "index.html",
    "tutorial/first-event.html",
    "how-to/reconcile-rival-claims.html",
    "reference/checks/CS.html",
)
"""Pages of every sort of layout, of which pictures are taken."""

PHONE = {"width": 360, "height": 740}

_GIVEN_UP = "net::ERR_ABORTED"

OF_A_PAGE = """() => ({
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll("article h1, article h2, article h3, article h4, article h5")]
        .map(each => +each.tagName[1]),
    ids: [...document.querySelectorAll("[id]")].map(each => each.id),
    links: [...document.querySelectorAll("a[href]:not([aria-hidden])")].map(each => [each.href, each.textContent.trim()
        || each.getAttribute("aria-label") || each.title || each.querySelector("img")?.alt || ""]),
    unnamed: [...document.querySelectorAll("img:not([alt]), input:not([aria-label]):not([hidden])")]
        .filter(each => !["radio", "checkbox"].includes(each.type) && !each.labels?.length)
        .map(each => each.outerHTML.slice(0, 120)),
    headless: [...document.querySelectorAll("article table")].filter(each => !each.querySelector("th"))
        .map(each => each.outerHTML.slice(0, 120)),
    main: document.querySelectorAll("main, [role=main]").length,
})"""
"""What a reader, or a screen reader, finds on a page."""


def _pages(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix()


class Watch:
    """Collects what a page says on the console, and what it asks other hosts for or asks for in vain."""

    def __init__(self, page: Page, address: str) -> None:
        self.faults: list[str] = []
        self._address = address
        page.on("console", lambda each: self._tell(each.type in {"error", "warning"}, f"console: {each.text}"))
        page.on("pageerror", lambda each: self._tell(True, f"error: {each}"))
        page.on("request", lambda each: self._tell(not self._is_ours(each.url), f"asks for {each.url}"))
        page.on("response", lambda each: self._tell(each.status >= 400, f"{each.status}: {each.url}"))
        # What is still on its way when the next page is opened is given up, which is no fault of the page.
        page.on("requestfailed", lambda each: self._tell(each.failure != _GIVEN_UP, f"{each.failure}: {each.url}"))

    def _is_ours(self, url: str) -> bool:
        return url.startswith((self._address, "data:", "blob:"))

    def _tell(self, is_fault: bool, what: str) -> None:
        if is_fault:
            self.faults.append(what)


def test_every_page(site: Path, address: str, page: Page) -> None:
    """Each page loads without an error or a request elsewhere, has its parts named, and each link leads somewhere."""
    watch = Watch(page, address)
    faults: dict[str, list[str]] = {}
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    names = list(_pages(site))
    for name in names:
        watch.faults = []
        page.goto(address + name, wait_until="load")
        found = page.evaluate(OF_A_PAGE)
        ids[name] = set(found["ids"])
        links += [(name, url) for url, _ in found["links"]]
        if name != "404.html":
            watch.faults += _unreadable(found)
        if watch.faults:
            faults[name] = watch.faults
    assert faults == {}
    assert len(names) > 40
    assert [f"{name}: {url}" for name, url in links if not _leads(site, address, ids, url)] == []


def _unreadable(found: dict[str, list[str]]) -> list[str]:
    """What is missing for somebody who hears the page."""
    faults = [f"without a name: {each}" for each in found["unnamed"]]
    faults += [f"table without headers: {each}" for each in found["headless"]]
    faults += [f"link without a text: {url}" for url, text in found["links"] if not text]
    levels = [int(each) for each in found["headings"]]
    if levels.count(1) != 1:
        faults.append(f"expected one heading of the first level, got {levels.count(1)}")
    if any(after > before + 1 for before, after in pairwise(levels)):
        faults.append(f"a level of headings is left out: {levels}")
    if not found["lang"] or not found["title"] or found["main"] != 1:
        faults.append("language, title or main part is missing")
    return faults


def _leads(site: Path, address: str, ids: dict[str, set[str]], url: str) -> bool:
    """Whether an internal link leads to a page and to a place on it."""
    whole, fragment = urldefrag(url)
    if not whole.startswith(address):
        return urlsplit(url).scheme in {"http", "https", "mailto"}
    name = unquote(whole.removeprefix(address)) or "index.html"
    if name not in ids:
        return (site / name).is_file()
    return fragment in {"", "__skip"} or unquote(fragment) in ids[name]


def test_every_page_fits_a_phone(site: Path, address: str, browser: Browser) -> None:
    """No page is wider than the screen of a small phone: what is wide scrolls in a box of its own."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    too_wide = {}
    for name in _pages(site):
        page.goto(address + name, wait_until="load")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            too_wide[name] = width
    context.close()
    assert too_wide == {}


def test_search_finds(address: str, page: Page) -> None:
    """The search answers from the site's own index."""
    watch = Watch(page, address)
    page.goto(address + "index.html")
    page.locator("[data-md-component=search-query]").fill("casualty report")
    page.locator(".md-search-result__link").first.wait_for()
    assert watch.faults == []
    target = page.locator(".md-search-result__link").first.get_attribute("href")
    assert urljoin(address, target or "").startswith(address)


def test_a_page_can_be_read_from_a_disk(site: Path, page: Page) -> None:
    """Opened as a file, a page shows its text and its style and asks no host for anything."""
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.goto((site / "tutorial" / "first-event.html").as_uri())
    assert "first event" in page.locator("h1").inner_text().lower()
    assert page.evaluate("getComputedStyle(document.querySelector('.md-grid')).maxWidth") != "none"
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pictures(
    address: str, browser: Browser, screenshots: Path | None, scheme: str, width: int, tmp_path: Path
) -> None:
    """Pages are drawn, in either colour scheme, on a phone and on a desk, for somebody to look at."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    drawn = set()
    for name in LOOKED_AT:
        page.goto(address + name, wait_until="load")
        target = (screenshots or tmp_path) / f"{name.removesuffix('.html').replace('/', '-')}-{width}-{scheme}.png"
        drawn.add(page.screenshot(path=target))
    context.close()
    # A page that shows nothing would be like every other one that shows nothing.
    assert len(drawn) == len(LOOKED_AT)
