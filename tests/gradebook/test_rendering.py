"""nbgrader's own pages run nothing that a student wrote: its feedback, and its form grader in a real Jupyter server."""

import base64
import io
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from bs4 import BeautifulSoup
from courses import RBM, grade, hand_in, nbgrader
from nbconvert import HTMLExporter
from PIL import Image

from grader.gradebook.release import release
from grader.gradebook.rendering import clean, markdown2html
from grader.layout import Course

RUN = "document.documentElement.classList.add(/ran-{}/.source)"  # nothing that an attribute would end at
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=3000"),
]


def picture(kind):
    """A small picture in base64."""
    stream = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(stream, kind)
    return base64.b64encode(stream.getvalue()).decode()


PNG, JPEG = picture("PNG"), picture("JPEG")
SVG = base64.b64encode(f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"/>'.encode()).decode()
PAGE = base64.b64encode(b"<script>parent.document.title='ran'</script>").decode()

# What is harmful in Markdown, in a raw cell and in an output: RUN says in the page which of them ran.
ATTACKS = {
    "script": "<script>RUN</script>",
    "script-in-words": "before <ScRiPt >RUN</sCrIpT > after",
    "script-cut": "<scr<script>ipt>RUN</scr</script>ipt>",
    "onerror": '<img src=x onerror="RUN">',
    "onerror-slashes": '<img/src="x"/onerror="RUN">',
    "onload": '<body onload="RUN"><style onload="RUN"></style>',
    "onfocus": '<input autofocus onfocus="RUN"><button autofocus onfocus="RUN">x</button>',
    "ontoggle": '<details open ontoggle="RUN"><summary>x</summary></details>',
    "onstart": '<marquee onstart="RUN">x</marquee>',
    "media": '<video><source onerror="RUN"></video><audio src=x onerror="RUN"></audio>',
    "svg": '<svg onload="RUN"><animate onbegin="RUN" attributeName="x" dur="1s"/><script>RUN</script></svg>',
    "svg-foreign": '<svg><foreignObject><img src=x onerror="RUN"></foreignObject></svg>',
    "svg-use": f'<svg><use href="data:image/svg+xml;base64,{SVG}#x"/></svg><img src="data:image/svg+xml;base64,{SVG}">',
    "math": '<math><mtext><table><mglyph><style><img src=x onerror="RUN"></style></mglyph></table></mtext></math>',
    "math-link": '<math><maction actiontype="statusline#javascript:RUN" xlink:href="javascript:RUN">x</maction></math>',
    "iframe": '<iframe srcdoc="<script>parent.RUN</script>"></iframe><iframe src="javascript:parent.RUN"></iframe>',
    "object": f'<object data="data:text/html;base64,{PAGE}"></object><embed src="data:text/html;base64,{PAGE}">',
    "refresh": '<meta http-equiv="refresh" content="0;url=javascript:RUN">',
    "base": '<base href="http://127.0.0.1:9/"><link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    "form": '<form action="javascript:RUN" id="f"><button formaction="javascript:RUN" form="f">Save</button></form>',
    "link": "[a](javascript:RUN) <a href='jAvA&#x0A;script:RUN'>b</a> <javascript:RUN> [c](data:text/html;base64,PAGE)",
    "link-reference": "[a][1] ![b][1]\n\n[1]: javascript:RUN 'x'",
    "link-stripped": "[a](files/javascript:RUN) <a href='/files/javascript:RUN'>b</a>",
    "link-here": '[a](evil.html) <a href="/api/contents">b</a> <img src="/logout"> ![c](//127.0.0.1:9/x.png)',
    "vbscript": "<a href='vbscript:RUN'>a</a><a href='&#106;avascript&colon;RUN'>b</a><a href=' javascript:RUN'>c</a>",
    "style": "<style>@import 'http://127.0.0.1:9/x.css'; *{background:url(http://127.0.0.1:9/y)}</style>",
    "style-attribute": '<div style="position:fixed;inset:0;background:url(http://127.0.0.1:9/z);width:expression(RUN)">x',
    "template": '<template shadowrootmode="open"><img src=x onerror="RUN"></template>',
    "noscript": '<noscript><p title="</noscript><img src=x onerror=RUN>"></noscript>',
    "title": '<title><a title="</title><img src=x onerror=RUN>"></title>',
    "textarea": '<textarea><a title="</textarea><img src=x onerror=RUN>">',
    "xmp": '<xmp><a title="</xmp><img src=x onerror=RUN>"></xmp>',
    "noembed": '<noembed><img title="</noembed><img src=x onerror=RUN>">',
    "comment": "<!--><img src=x onerror=RUN>--><!-- --!><img src=x onerror=RUN> --><!--[if IE]><script>RUN</script>",
    "cdata": "<![CDATA[<img src=x onerror=RUN>]]><?xml-stylesheet href='javascript:RUN'?>",
    "unclosed": '</div></div></pre></body><img src=x onerror="RUN" <b title="',
    "quotes": '<p title=\'"><img src=x onerror=RUN>\'>x</p> !["onerror="RUN](x "onerror=RUN")',
    "entities": "&lt;img src=x onerror=RUN&gt; &#60;script&#62;RUN&#60;/script&#62;",
    "half-character": "\ud800<img src=x onerror=RUN>\udfff\x00<script\x00>RUN</script>",
    "plaintext": "<plaintext><img src=x onerror=RUN>",
    "code": '```html" onmouseover="RUN\n<script>RUN</script>\n```\n\n```mermaid\n<img src=x onerror=RUN>\n```',
    "heading": "# <img src=x onerror=RUN> x\n\n# test_gibbs",
    "table": "|a|\n|:-:|\n|<img src=x onerror=RUN>|",
    "clobber": '<a id="submission_id" name="base_url">x</a><img name="cookie"><p class="score modal">x</p>',
    "math-href": r"$\href{javascript:RUN}{x}$ \(\href{javascript:RUN}{x}\) &#92;href{javascript:RUN}{x}",
    "math-style": r"$$\style{position:fixed}{x} \class{score}{x} \cssId{base_url}{x} \bbox[background:url(x)]{x}$$",
    "math-require": r"\begin{equation}\require{HTML}\unicode[x;y]{65}\end{equation}\\[\mmlToken{mi}[href=x]{x}\\]",
    "math-cut": r"$\hr<wbr>ef{javascript:RUN}{x} \hr<!-- -->ef{javascript:RUN}{x} \let\a\href \a{javascript:RUN}{x}$",
    "math-markup": "$<img src=x onerror=RUN>$ $$<script>RUN</script>$$ $a</script><img src=x onerror=RUN>$",
    "math-script": '<script type="text/x-mathjax-config">RUN</script><script type="math/tex">\\href{x}x</script>',
    "attachment": "![a](attachment:a.svg) ![b](attachment:b.png) ![c](attachment:gone.png) ![d](attachment:d.png)",
    "attachment-bad": "![d](attachment:d.png) ![a](attachment:a.svg) ![b](attachment:b.png)",
}
HOSTILE_ATTACHMENTS = {
    "a.svg": {"image/svg+xml": SVG},
    "b.png": {"image/png": '"onerror="RUN"x="', 'text/html"onerror="RUN': PAGE},
    "d.png": {'x"><img src=x onerror=RUN>': "", "text/html": PAGE},
}
HONEST = (
    "# Why\n\nFor $a<b$ and $c > d & e$: $$\\sum_{i<n} \\mathbf{W}_{i} v_i$$\n\n"
    "\\begin{align}x &< y \\\\ z &= 1\\end{align}\n\n*Then* [a link](https://example.org/) and `code`.\n\n"
    f"![first](attachment:image.png) ![second](data:image/jpeg;base64,{JPEG}) ![far](http://127.0.0.1:9/far.png)\n\n"
    "| a | b |\n|--:|---|\n| 1 | 2 |\n\n```python\nfor x in y: pass\n```"
)


def filled(text, name):
    """An attack that says its name when it runs."""
    return text.replace("RUN", RUN.format(name)).replace("PAGE", PAGE)


def cell(kind, source, number, **more):
    """A cell of a notebook file."""
    return {"cell_type": kind, "id": f"{kind}-{number}", "metadata": {}, "source": source, **more}


def hostile_cells():
    """Each attack in a Markdown and in two kinds of raw cell, and honest text among them."""
    for number, (name, text) in enumerate(ATTACKS.items()):
        attachments = json.loads(json.dumps(HOSTILE_ATTACHMENTS).replace("RUN", RUN.format(name)))
        yield cell("markdown", filled(text, name), number, attachments=attachments)
        page = {"raw_mimetype": "text/html", "format": "text/html"}
        yield {**cell("raw", filled(text, f"raw-{name}"), number), "metadata": page}
        yield cell("raw", filled(text, f"plain-{name}"), number + 1000)
    yield cell("markdown", HONEST, 999, attachments={"image.png": {"image/png": PNG}})


def hostile_outputs():
    """Each attack in the outputs that a kernel can make: nbgrader's own autograde keeps those of a student's code."""
    for name, text in ATTACKS.items():
        text = filled(text, f"output-{name}")
        for kind in (
            "text/html",
            "text/markdown",
            "text/latex",
            "image/svg+xml",
            "application/javascript",
            "text/plain",
        ):
            yield {"output_type": "display_data", "metadata": {"text/html": {"isolated": True}}, "data": {kind: text}}
        yield {"output_type": "stream", "name": "stdout", "text": text}
        yield {"output_type": "error", "ename": text, "evalue": text, "traceback": [text]}
    bad = 'x"onerror="' + RUN.format("png")
    data = {"image/png": bad, "application/vnd.jupyter.widget-view+json": {"model_id": "m"}}
    yield {"output_type": "display_data", "metadata": {"image/png": {"width": bad, "alt": bad}}, "data": data}
    metadata = {"width": bad, "filenames": {"image/png": bad}}
    yield {"output_type": "display_data", "metadata": metadata, "data": {"image/png": PNG}}


def hostile_metadata():
    """Of a notebook."""
    bad = filled('"><img src=x onerror=RUN></script><script>RUN</script>', "metadata")
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"m": {"x": bad}}, "version_major": 2}}
    return {
        "title": bad,
        "kernelspec": {"name": bad, "display_name": bad, "language": bad},
        "language_info": {"name": bad, "pygments_lexer": bad},
        "widgets": state,
    }


def add_hostile_cells(path):
    """To a notebook file, as a student may."""
    notebook = json.loads(path.read_text())
    notebook["cells"] += hostile_cells()
    bad = filled('"><img src=x onerror=RUN>', "cell-metadata")
    settings = dict.fromkeys(
        ("name", "tags", "format", "collapsed", "jupyter", "execution", "editable", "x"), [bad, ","]
    )
    notebook["cells"].append({**cell("markdown", "x", 2000), "metadata": settings, "attachments": {"x": [bad]}})
    notebook["metadata"] = hostile_metadata()
    path.write_text(json.dumps(notebook))


def make_like_stock(path):
    """An autograded notebook as one could come out of nbgrader without the grader: outputs and metadata as found."""
    notebook = json.loads(path.read_text())
    bad = filled('"><img src=x onerror=RUN>', "cell-metadata")
    code = cell("code", "print(1)", "x", execution_count=None, outputs=list(hostile_outputs()))
    code["metadata"] = {"tags": [bad, "remove"], "magics_language": bad}
    notebook["cells"] += [code, *hostile_cells()]
    notebook["metadata"] = hostile_metadata()
    path.write_text(json.dumps(notebook))


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class of two, graded: what one handed in is hostile, and the other's autograded notebook and name are."""
    course = Course(tmp_path_factory.mktemp("course"))
    release(RBM, course)
    for student in ("eve", "mallory"):
        hand_in(course, student, "wrong/gibbs-forgets-hidden-bias")
    add_hostile_cells(course.submitted("rbm", "eve"))
    handed_in = course.submitted("rbm", "eve").read_bytes()
    grade(course, ["eve", "mallory"])
    make_like_stock(course.autograded("rbm", "mallory"))
    with sqlite3.connect(course.gradebook) as database:
        name = filled("<img src=x onerror=RUN>", "name")
        database.execute("UPDATE student SET first_name = ?, last_name = ? WHERE id = 'mallory'", (name, name))
    yield course
    assert course.submitted("rbm", "eve").read_bytes() == handed_in


@pytest.fixture(scope="module")
def feedback(graded):
    """The pages that `nbgrader generate_feedback` makes, by student."""
    done = nbgrader(graded, "generate_feedback", "rbm", "--force")
    assert done.returncode == 0, done.stderr
    return {student: graded.feedback("rbm", student).as_uri() for student in ("eve", "mallory")}


@pytest.fixture(scope="module")
def form_grader(graded):
    """The form grader's pages in a Jupyter server, by student."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--no-browser", "--allow-root", "--IdentityProvider.token=", f"--port={port}", "--port-retries=0")
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(graded.root / ".jupyter")}
    with open(graded.root / "server.log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options], cwd=graded.root, env=environment, stderr=log
        )
    try:
        base = f"http://127.0.0.1:{port}/formgrader"
        wait_for(f"{base}/api/assignments", server)
        yield {
            each["student"]: f"{base}/submissions/{each['id']}/"
            for each in json.loads(urllib.request.urlopen(f"{base}/api/submitted_notebooks/rbm/rbm").read())
        }
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()


def wait_for(address, server):
    """Until the server answers."""
    for _ in range(300):
        assert server.poll() is None
        try:
            return urllib.request.urlopen(address).read()
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


@pytest.fixture(params=["feedback", "form_grader"])
def pages(request):
    """The addresses of one of both kinds of page, by student."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def visit(tmp_path):
    """A function that returns the document as a browser has it after loading."""
    browser = next(filter(shutil.which, ("chromium", "chromium-browser", "google-chrome")), None)
    if browser is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("there is no Chromium to load the pages in: `apt-get install chromium`, or your system's package")

    def load(address):
        command = [browser, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", address]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout

    return load


def ran(dom):
    """The names of the attacks that ran."""
    return re.findall(r"\bran-([\w-]+)", re.search("<html[^>]*>", dom)[0])


def notebook_of(dom):
    """The part of a page in which the notebook is shown."""
    return BeautifulSoup(dom, "html.parser").select_one("#notebook-container")


@pytest.mark.parametrize("student", ["eve", "mallory"])
def test_nothing_that_a_student_wrote_runs(pages, visit, student):
    """No attack runs, and none is left that waits for a click or asks another address for something."""
    dom = visit(pages[student])
    assert "Grade cell" in dom or "scoring-buttons" in dom, dom  # it is the page that was meant
    assert ran(dom) == []
    shown = notebook_of(dom)
    assert not shown.select("script,style,iframe,object,embed,form,base,link,meta,svg,math,template,body,video,audio")
    for element in shown.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on") or name in ("srcdoc", "formaction")]
        assert re.match(r"https?://(?!127)|mailto:|#|$", element.get("href", "")), element
        assert re.match(r"data:image/(png|jpeg);base64,|$", element.get("src", "")), element


def test_formulas_pictures_and_report_are_shown(pages, visit):
    """Honest text keeps its formulas, pictures, table, link and coloured code; our report keeps its look."""
    dom = visit(pages["eve"])
    shown = notebook_of(dom)
    text = shown.get_text()
    for formula in ("$a<b$", "$c > d & e$", r"$$\sum_{i<n} \mathbf{W}_{i} v_i$$", r"\begin{align}x &< y \\ z &= 1"):
        assert formula in text
    sources = {image["alt"]: image.get("src", "") for image in shown.find_all("img")}
    assert sources["first"] == f"data:image/png;base64,{PNG}"
    assert sources["second"] == f"data:image/jpeg;base64,{JPEG}"
    assert sources["far"] == ""
    assert shown.find("a", href="https://example.org/").get_text() == "a link"
    assert shown.find("td", style=re.compile("text-align: ?right"))
    assert shown.select("div.highlight span.k") and shown.find("em", string="Then")
    report = shown.find("li", style=re.compile("margin")).find("strong")
    assert "color" in report["style"] and shown.find("div", style=re.compile("border-left: ?3px solid"))


def test_this_browser_would_run_them(tmp_path, visit):
    """Shown as nbconvert shows it by itself, many of the attacks run: the tests above can fail."""
    done = {}
    for name in ("script", "onerror", "svg", "ontoggle", "iframe", "comment", "heading", "table"):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(filled(ATTACKS[name], name))])
        page, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
        (tmp_path / "page.html").write_text(f"<!doctype html><title>x</title><body>{page}")
        done[name] = ran(visit((tmp_path / "page.html").as_uri()))
    assert all(done.values()), done


@pytest.mark.parametrize("mark", ["![a](", "[", "\\begin{a}", "*a", "<a ", "$", "- ", ">", "`a", "|a", "<!--"])
def test_markdown_takes_no_time(mark):
    """What parsers read again and again, by the ten thousand, is shown in the end."""
    started = time.perf_counter()
    markdown2html({}, mark * 10_000)
    assert time.perf_counter() - started < 20


def test_a_stripped_command_of_mathjax_stays_readable():
    """What MathJax would make links and styles of is there to read, without its backslash."""
    assert clean(r"$\href{x}{y} \hrefs \alpha$") == "$\N{SET MINUS}href{x}{y} \\hrefs \\alpha$"
