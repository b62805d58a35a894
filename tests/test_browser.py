"""The HTML pages in a real browser: nothing runs over the edge, and print shows everything."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from program import AS_OF, copied_example, govcheck

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--virtual-time-budget=4000",
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
# A page that shows another one in frames of several widths and writes down how far each runs over its edge.
PROBE = """<!doctype html><title>probe</title><body><script>
const widths = [320, 360, 768, 1280], found = {};
const ready = widths.map(width => new Promise(done => {
  const frame = document.createElement('iframe');
  frame.width = width; frame.height = 900; frame.src = 'PAGE';
  frame.onload = () => {
    const root = frame.contentDocument.documentElement;
    found[width] = {over: root.scrollWidth - root.clientWidth, requests:
      frame.contentWindow.performance.getEntriesByType('resource').length, height: root.scrollHeight};
    done();
  };
  document.body.append(frame);
}));
Promise.all(ready).then(() => { document.title = JSON.stringify(found); });
</script>"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the report of the worked example, and the portfolio of two of them and a broken one."""
    folder = tmp_path_factory.mktemp("browser")
    for name in ("conditional-go", "not-ready", "go"):
        copied_example(name, folder)
    (folder / "go" / "answers.yaml").write_text(f"format: 1\n{'long' * 90}: 1\n", "utf-8")
    assert govcheck("portfolio", "--as-of", AS_OF, "-o", "portfolio.html", cwd=folder).code == 2
    assert govcheck("report", "-a", "conditional-go", "--as-of", AS_OF, "-o", "report.html", cwd=folder).code == 0
    return folder


def chromium(folder: Path, *arguments: str) -> str:
    assert CHROMIUM
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'browser'}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, cwd=folder).stdout


@pytest.mark.parametrize("name", ["report.html", "portfolio.html"])
def test_the_page_never_scrolls_sideways_and_asks_for_nothing(name: str, report: Path) -> None:
    (report / "probe.html").write_text(PROBE.replace("PAGE", name), "utf-8")
    page = chromium(report, "--dump-dom", (report / "probe.html").as_uri())
    title = re.search(r"<title>(.*?)</title>", page)
    assert title
    found = json.loads(title[1])
    assert {width: one["over"] for width, one in found.items()} == {"320": 0, "360": 0, "768": 0, "1280": 0}
    assert all(one["requests"] == 0 and one["height"] > 2000 for one in found.values())


def test_it_prints_as_a_document_of_pages(report: Path) -> None:
    target = report / "report.pdf"
    chromium(report, f"--print-to-pdf={target}", "--no-pdf-header-footer", (report / "report.html").as_uri())
    pages = len(re.findall(rb"/Type\s*/Page\b", target.read_bytes()))
    assert 10 <= pages <= 80
