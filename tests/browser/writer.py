"""Writing in the editor of a story's text, no faster than ProseMirror can follow.

It puts its own caret back 20 ms after it got the focus, and hears of a caret that a key has moved
a moment later: a person is slower than both.
"""


def text_of(page):
    return page.locator(".body-editor [role=textbox]")


def go_to_the_end(page):
    """Set the caret behind the last word."""
    text_of(page).focus()
    settle(page)
    page.keyboard.press("Control+End")
    settle(page)


def select(page, words):
    """Select the paragraph with these words."""
    go_to_the_end(page)
    text_of(page).locator("p", has_text=words).click(click_count=3)
    settle(page)


def settle(page):
    page.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(done), 50))")


def press_key(page, code, **held):
    """Press the key at this place, on a layout where it gives an Arabic letter."""
    # Who listens for keys does so once the page is loaded.
    page.wait_for_load_state()
    page.evaluate(
        "([code, held]) => (document.activeElement ?? document.body).dispatchEvent("
        "new KeyboardEvent('keydown',"
        " { code, key: 'لا', bubbles: true, cancelable: true, ...held }))",
        [code, held],
    )
