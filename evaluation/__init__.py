"""How good recommended links would have been, on public networks that nobody on the project wrote."""
