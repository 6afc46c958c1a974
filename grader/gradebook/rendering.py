"""A notebook as nbgrader's pages may show it: the feedback and the form grader run nothing that a student wrote.

Both pages are made by nbconvert's HTMLExporter with templates of nbgrader that escape little. So a preprocessor leaves
only what the pages need, and what is shown as HTML goes through a sanitiser after it was made of Markdown: cleaned
Markdown could become markup again. The notebook on the disk stays as it is.
"""

from __future__ import annotations

import html
import re
from typing import Any

import nh3
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.filters.strings import strip_files_prefix
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, from_dict

Bundle = dict[str, str]  # the same thing in several formats, by MIME type

_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")  # not SVG: it is a document, with scripts
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
_PICTURE = re.compile(rf"data:(?:{'|'.join(_PICTURES)});base64,{_BASE64.pattern}")
_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)  # others lead into the instructor's Jupyter, or run
_NUMBER = re.compile(r"\d{1,4}%?")
_COLOURED = re.compile(r"highlight|hl-\w+|[a-z]\w{0,2}")  # Pygments' classes; those of nbgrader's buttons are longer
_NAME = re.compile(r"[\w .-]*")

_MAX_MARKS = 500  # in one text: the parser's time grows with the square of their number

_TAGS = (
    nh3.ALLOWED_TAGS
    - {"area", "map"}  # links without a text
    - {"article", "aside", "center", "data", "footer", "header", "hgroup", "nav", "time"}
    - {"wbr"}  # MathJax reads over it: a command could be cut in two before it is looked for
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "*": {"class", "dir", "style"},
}
_ALLOWED = {"href": _LINK.match, "src": _PICTURE.fullmatch, "width": _NUMBER.fullmatch, "height": _NUMBER.fullmatch}
_OF_MARKDOWN = {"text-align"}  # tables
_OF_A_REPORT = {  # grader/pages/templates/cell.html; nothing that lays one thing over another
    *("border-left", "color", "font-family", "line-height", "list-style", "margin", "overflow", "overflow-wrap"),
    *("padding", "padding-left", "white-space"),
}

# MathJax runs in the page afterwards. nbconvert loads it with its extension `Safe`; these would need that.
_MARKUP_OF_MATH = re.compile(
    r"\\(?=(?:href|url|style|class|cssId|data|html[A-Za-z]*|unicode|require|bbox|mmlToken|includegraphics"
    r"|(?:text|math|tool)tip|action|toggle|enclose|csname)(?![A-Za-z]))",
    re.IGNORECASE,
)


def clean(text: object, styles: set[str] = _OF_MARKDOWN) -> str:
    """HTML of which every element and attribute is known to be harmless, also after MathJax."""
    cleaned = nh3.clean(
        _encodable(text),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=styles,
    )
    return _MARKUP_OF_MATH.sub("\N{SET MINUS}", cleaned)


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """The value of an attribute, or None to leave it out."""
    if name == "class":
        return " ".join(filter(_COLOURED.fullmatch, value.split())) or None
    return value if name not in _ALLOWED or _ALLOWED[name](value) else None


def _encodable(text: object) -> str:
    """Text that can be written: JSON may hold halves of characters."""
    return str(text).encode(errors="replace").decode()


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """Harmless HTML of Markdown with formulas; as it was typed, if it cannot be read. In the place of nbconvert's."""
    if max(source.count("["), source.count("\\begin")) > _MAX_MARKS:
        return clean(_typed(source))
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    try:
        made = MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # an attachment that is not there, or nested too deeply
        made = _typed(source)
    return clean(strip_files_prefix(made))  # type: ignore[no-untyped-call]


def unchanged(text: str) -> str:
    """The text: templates take `files/` out of links, which `files/javascript:` waits for, when it is too late."""
    return text


def _typed(text: object) -> str:
    return f"<pre>{html.escape(_encodable(text))}</pre>"


class ShowHarmless(Preprocessor):
    """Leave of a notebook what the pages show, in forms that cannot harm."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """A notebook without metadata of a student, and what the form grader's template shows of names, escaped."""
        cells = [_shown(number, cell) for number, cell in enumerate(nb.cells)]
        for name in ("student", "first_name", "last_name", "notebook_path"):
            if isinstance(resources.get(name), str):
                resources[name] = html.escape(resources[name])
        return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}), resources


def _shown(number: int, cell: NotebookNode) -> dict[str, Any]:
    kind, source = cell.cell_type, _encodable(cell.source)
    shown = {"cell_type": kind, "id": f"cell-{number}", "metadata": _metadata(cell), "source": source}
    if kind == "code":
        return {**shown, "execution_count": None, "outputs": [_output(output) for output in cell.outputs]}
    if kind == "markdown":
        attachments = {name: _pictures(each) for name, each in cell.get("attachments", {}).items()}
        return {**shown, "attachments": {name: each for name, each in attachments.items() if each}}
    is_html = str(cell.metadata.get("raw_mimetype", "")).lower() == "text/html"
    return {**shown, "cell_type": "raw", "source": clean(source) if is_html else _typed(source)}


def _metadata(cell: NotebookNode) -> dict[str, Any]:
    """What nbgrader needs to know of its cell; everything else, such as tags, is the student's."""
    known = cell.metadata.get("nbgrader")
    if not isinstance(known, dict) or not _NAME.fullmatch(str(known.get("grade_id"))):
        return {}
    plain = {name: value for name, value in known.items() if _is_plain(value)}
    return {"nbgrader": plain} if plain else {}


def _is_plain(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and _NAME.fullmatch(value) is not None)


def _output(output: NotebookNode) -> dict[str, Any]:
    """An output as it is if it is text, which nbconvert escapes; else with what may be shown of it."""
    if output.output_type == "stream":
        return {"output_type": "stream", "name": str(output.name), "text": _encodable(output.text)}
    if output.output_type == "error":
        lines = [_encodable(line) for line in output.traceback]
        return {"output_type": "error", "ename": "", "evalue": "", "traceback": lines}
    count = {"execution_count": None} if output.output_type == "execute_result" else {}
    return {"output_type": output.output_type, "metadata": {}, "data": _data(output.data), **count}


def _data(data: Bundle) -> Bundle:
    shown = _pictures(data)
    if "text/plain" in data:
        shown["text/plain"] = _encodable(data["text/plain"])
    if "text/latex" in data:  # some versions of nbconvert show it unescaped
        shown["text/html"] = clean(html.escape(str(data["text/latex"])))
    if "text/markdown" in data:
        shown["text/markdown"] = _encodable(data["text/markdown"])
    if "text/html" in data:
        shown["text/html"] = clean(data["text/html"], _OF_A_REPORT)
    return shown


def _pictures(data: Bundle) -> Bundle:
    return {kind: str(data[kind]) for kind in _PICTURES if kind in data and _BASE64.fullmatch(str(data[kind]))}
