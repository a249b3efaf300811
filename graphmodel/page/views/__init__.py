"""From results to the rows that the page shows: plain functions, one module a part of the page."""
