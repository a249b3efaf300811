"""The sections of a report: one module each, with a function ``section``; None where there is nothing to say."""
