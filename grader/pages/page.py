"""The HTML around every page: one template environment, one style sheet, one content security policy."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from . import words
from .text import line, plain

TEMPLATES = Path(__file__).parent / "templates"


def fill(template: str, **values: Any) -> str:
    """The template filled in. Every text in it has passed `plain` and is escaped."""
    return environment().get_template(template).render(values)


@cache
def environment() -> Environment:
    """The Jinja environment, where nothing from a submission can become markup."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(line=line, points=words.points)
    made.globals.update(
        points_of=words.points_of, tone=words.tone, part_note=words.part_note, part_lines=words.part_lines
    )
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    made.globals.update(style=Markup(style), policy=policy(style))
    return made


def policy(style: str) -> str:
    """The content security policy that allows this style sheet and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _clean(value: Any) -> Any:
    # Not Markup, which is what our own templates and style sheet are.
    return plain(value) if type(value) is str else value
