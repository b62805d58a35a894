"""Governance-readiness reviews as files: a checklist, one committed answers file, a gate and a report."""

__version__ = "0.1.0"
