"""Where `configure` lay before: the nbgrader_config.py of older course folders imports it from here."""

from .gradebook.settings import configure

__all__ = ["configure"]
