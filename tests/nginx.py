"""Debian's nginx as the README configures it, for a test or a benchmark."""

import re
from io import StringIO

from django.core.management import call_command

from tests.serving import HOST, ROOT

MAIN = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off; keepalive_requests 1000000; types {{ text/html html; }}
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {site}
}}
"""


def readme_configuration():
    return re.search(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(), re.S)[1]


def write_configuration(folder, pages, port, app_port):
    """The README's configuration with this machine's ports and folders in place of its own."""
    site = readme_configuration()
    for written, ours in {
        "listen 80;": f"listen {HOST}:{port};",
        "server_name news.example;": f"server_name {HOST};",
        "/srv/newsroom/pages": str(pages),
        "/srv/newsroom/static": str(folder),
        "http://127.0.0.1:8000": f"http://{HOST}:{app_port}",
    }.items():
        assert written in site
        site = site.replace(written, ours)
    headers = StringIO()
    call_command("page_headers", stdout=headers)
    (pages / "headers.conf").write_text(headers.getvalue())
    file = folder / "nginx.conf"
    file.write_text(MAIN.format(folder=folder, site=site))
    return file
