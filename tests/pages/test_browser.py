"""In a real browser no page runs anything or asks for anything, whatever a submission put into it."""

import os
import shutil
import subprocess
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import render_samples as sample  # noqa: E402

from grader.pages import class_pages, feedback_page, nbgrader_cell_html

QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--enable-logging=stderr"),
    "--virtual-time-budget=3000",
]


def find_browser() -> str:
    """Chromium or Chrome. CI must have one; elsewhere these tests are left out, with this reason."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return name
    reason = "there is no Chromium to load the pages in: `apt-get install chromium`, or your system's package"
    return pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


class Recorder(SimpleHTTPRequestHandler):
    """A file server that keeps the path of every request."""

    def do_GET(self):
        self.server.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_):
        pass


@contextmanager
def serving(folder):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Recorder, directory=folder)) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def visit(folder: Path, page: str) -> tuple[str, str, list[str]]:
    """The document as the browser has it after loading, its console, and the paths that it asked for."""
    (folder / "page.html").write_text(page.replace("127.0.0.1:9/", "localhost:PORT/"), encoding="utf-8")
    with serving(folder) as server:
        text = (folder / "page.html").read_text(encoding="utf-8")
        (folder / "page.html").write_text(text.replace("PORT", str(server.server_port)), encoding="utf-8")
        address = f"http://127.0.0.1:{server.server_port}/page.html"
        command = [find_browser(), *QUIET, f"--user-data-dir={folder / 'profile'}", "--dump-dom", address]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    console = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return done.stdout, console, server.asked


HOSTILE = {
    "feedback of a script": feedback_page(sample.HOSTILE[0]),
    "feedback of a handler": feedback_page(sample.HOSTILE[1]),
    "the class": class_pages(sample.HOSTILE, "rbm")["index.html"],
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_page_runs_and_loads_nothing(tmp_path, page):
    """The browser asks for the page itself only, keeps its title and has nothing to block."""
    dom, console, asked = visit(tmp_path, page)
    assert asked == ["/page.html"]
    assert "points" in dom and "<title>ran" not in dom
    assert console == ""


def test_policy_stops_what_would_slip_through(tmp_path):
    """Were the escaping broken, the policy alone would keep scripts, handlers and requests away."""
    page = feedback_page(sample.RIGHT).replace("<body", f"{sample.SCRIPT}{sample.HANDLER}<body", 1)
    dom, console, asked = visit(tmp_path, page)
    assert asked == ["/page.html"] and "<title>ran" not in dom
    assert "Content Security Policy" in console


def test_this_browser_would_run_it(tmp_path):
    """Without escaping and policy the same content runs and loads: the tests above can fail."""
    page = f'<!doctype html><title>calm</title><body>{sample.SCRIPT}<p title="{sample.HANDLER}'
    dom, _, asked = visit(tmp_path, page)
    assert "<title>ran" in dom
    assert {"/leak", "/pixel"} <= set(asked)


def test_cell_fragment_is_inert_by_itself(tmp_path):
    """The fragment for nbgrader has no policy of its own, and needs none."""
    cells = "".join(nbgrader_cell_html(report.parts[0]) for report in sample.HOSTILE)
    dom, _, asked = visit(tmp_path, f"<!doctype html><title>calm</title>{cells}")
    assert "<title>calm" in dom and set(asked) <= {"/page.html", "/favicon.ico"}
