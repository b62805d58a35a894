"""A portfolio in each of its formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govcheck.jobs.portfolio_text import portfolio_text
from govcheck.jobs.reporting import TOOL
from govcheck.rules.formats.portfolio_jsonl import portfolio_jsonl
from govcheck.rules.formats.portfolio_table import portfolio_rows
from govcheck.rules.portfolio import Portfolio
from govcheck.rules.report.portfolio_page import portfolio_page
from govcheck.tools.csvtext import csv_text
from govcheck.tools.templates import render
from govcheck.words.settings import Branding


def as_html(one: Portfolio, branding: Branding) -> str:
    """One file that asks for nothing else."""
    return render("portfolio", "html", {"page": portfolio_page(one, branding, TOOL)})


PORTFOLIO_FORMATS: Mapping[str, Callable[[Portfolio, Branding], str]] = {
    "text": lambda one, _: portfolio_text(one),
    "html": as_html,
    "csv": lambda one, _: csv_text(portfolio_rows(one)),
    "jsonl": lambda one, _: portfolio_jsonl(one),
}
