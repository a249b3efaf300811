"""The catalogue of problems, and one problem at its place."""

from __future__ import annotations

from loaders.problems.catalogue import BY_CODE, PROBLEM_KINDS, ProblemKind, Severity
from loaders.problems.problem import Problem

__all__ = ["BY_CODE", "PROBLEM_KINDS", "Problem", "ProblemKind", "Severity"]
