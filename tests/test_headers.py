"""The headers by which a browser keeps readers and staff safe."""

import re

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from newsroom.csp import CSP, ContentSecurityPolicyMiddleware, csp
from tests.builders import make_story

pytestmark = pytest.mark.django_db

NONCE = re.compile(r"'nonce-([\w-]{22})'")
UNSAFE = ("unsafe-inline", "unsafe-eval", "*", "http:", "https:")


def policy(response):
    header = response.headers["Content-Security-Policy"]
    return {name: values for name, *values in (part.split() for part in header.split(";"))}


def rendered_with_a_nonce(request):
    page = Template("<script nonce='{{ csp_nonce }}'></script>").render(Context(csp(request)))
    return HttpResponse(page)


@pytest.fixture
def addresses():
    story = make_story()
    return ["/", story.get_absolute_url(), "/search/?q=x", "/desk/login/", "/nothing/"]


def test_no_page_lets_an_inline_script_or_another_site_in(client, addresses):
    for address in addresses:
        allowed = policy(client.get(address))
        assert allowed["default-src"] == ["'none'"]
        assert allowed["script-src"] == ["'self'"]
        assert allowed["style-src"] == ["'self'"]
        assert allowed["frame-ancestors"] == allowed["base-uri"] == ["'none'"]
        assert not any(word in values for values in allowed.values() for word in UNSAFE)


def test_a_page_for_readers_has_no_nonce_so_that_it_can_be_kept(client):
    assert "nonce" not in client.get("/").headers["Content-Security-Policy"]


def test_the_nonce_of_a_page_is_in_its_header_and_never_the_same_twice():
    answer = ContentSecurityPolicyMiddleware(rendered_with_a_nonce)
    nonces = []
    for _time in range(2):
        response = answer(RequestFactory().get("/"))
        (nonce,) = set(NONCE.findall(response.headers["Content-Security-Policy"]))
        assert response.content.decode() == f"<script nonce='{nonce}'></script>"
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


def test_a_policy_can_be_tried_before_it_holds(client, settings):
    settings.SECURE_CSP_REPORT_ONLY = {"img-src": [CSP.NONE], "upgrade-insecure-requests": True}
    headers = client.get("/").headers
    assert headers["Content-Security-Policy-Report-Only"] == (
        "img-src 'none'; upgrade-insecure-requests"
    )


def test_nobody_frames_a_page_guesses_its_type_or_learns_where_a_reader_came_from(client):
    headers = client.get("/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=(), " in headers["Permissions-Policy"]
