"""Take the README's screenshots of a running site: python -m tests.browser.take_screenshots URL"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM

FOLDER = Path(__file__).with_name("screenshots")
# Text on plain ground: more colours would only make the files larger.
COLOURS = 160


def main(site: str) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        home = open_page(browser, site, width=1280, height=900, scheme="light")
        save(home, "home-1280-light")
        newest = home.locator(".card h3 a").first.evaluate("link => link.href")
        save(open_page(browser, newest, width=360, height=780, scheme="dark"), "story-360-dark")
        browser.close()


def open_page(browser: Browser, address: str, width: int, height: int, scheme: str) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(address)
    # The first visit may go without the face; the second has it at hand.
    page.reload(wait_until="networkidle")
    return page


def save(page: Page, name: str) -> None:
    shot = Image.open(BytesIO(page.screenshot()))
    shot.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
