"""Planted truth: every rule held against gaps that were put into data on purpose: `make verify`."""
