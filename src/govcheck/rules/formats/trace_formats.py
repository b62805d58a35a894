"""A trace as text, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.formats.plain import json_text
from govcheck.rules.trace import Cites, Trace
from govcheck.words.digest import SourceFact

FORMAT = 1
HEADINGS = ("Kind", "Id", "Fact", "Source", "Section", "Text")


def trace_text(trace: Trace, changes: tuple[str, ...]) -> str:
    """For a reader: each control with its facts, then what is set aside and what nothing asks about."""
    return "\n".join([*lines(trace), *changes]) + "\n"


def lines(trace: Trace) -> Iterator[str]:
    checklist, facts = trace.checklist, trace.facts
    yield f"{checklist.title} ({checklist.edition.id} {checklist.edition.version})"
    yield f"{len(facts)} facts of {', '.join(d.title for d in trace.digests) or 'no source that ships with govcheck'}"
    cited, aside, missing = len(trace.cited & set(facts)), len(trace.set_aside), len(trace.missing)
    yield f"  {cited} cited, {aside} set aside, {missing} not asked about"
    before = ("", "")
    for citation in trace.citations:
        here = (citation.cites.value, citation.id)
        if here != before:
            title = checklist.controls[citation.id].question if citation.cites is Cites.CONTROL else ""
            yield f"\n{citation.id} ({citation.cites})" + (f": {title}" if title else "")
            before = here
        yield f"  {fact_text(citation.fact, facts.get(citation.fact))}"
    aside_texts = [f"{fact_text(id, facts[id])} - {why}" for id, why in trace.set_aside.items()]
    yield from listed("Set aside, with the reason", aside_texts)
    yield from listed("Said by a source, and asked by nothing", [fact_text(id, facts[id]) for id in trace.missing])
    yield from listed("Cited, and in none of the sources", trace.unknown)


def fact_text(id: str, fact: SourceFact | None) -> str:
    return f"{id} (section {fact.section}): {fact.text}" if fact else id


def listed(title: str, texts: tuple[str, ...] | list[str]) -> Iterator[str]:
    if texts:
        yield f"\n{title}"
        yield from (f"  {text}" for text in texts)


def trace_rows(trace: Trace) -> Iterator[tuple[str, ...]]:
    """A row for each citation, then for each fact that is set aside or that nothing asks about."""
    yield HEADINGS
    of = {id: (digest.id, fact) for digest in trace.digests for id, fact in digest.facts.items()}
    told = [(citation.cites.value, citation.id, citation.fact) for citation in trace.citations]
    told += [("set-aside", why, id) for id, why in trace.set_aside.items()]
    told += [("missing", "", id) for id in trace.missing]
    for kind, id, fact in told:
        source, known = of.get(fact, ("", None))
        yield kind, id, fact, source, known.section if known else "", known.text if known else ""


def trace_json(trace: Trace, changes: tuple[str, ...]) -> str:
    document = {
        "format": FORMAT,
        "checklist": trace.checklist.versions,
        "sources": {digest.id: digest.sha256 for digest in trace.digests},
        "facts": {id: {"section": fact.section, "text": fact.text} for id, fact in trace.facts.items()},
        "citations": [{"kind": one.cites.value, "id": one.id, "fact": one.fact} for one in trace.citations],
        "set-aside": trace.set_aside,
        "missing": list(trace.missing),
        "unknown": list(trace.unknown),
        "originals": list(changes),
    }
    return json_text(document)
