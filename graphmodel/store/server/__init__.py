"""A Neo4j Community server of the user's own: no Docker, no Java on the machine, nothing to configure."""

from __future__ import annotations

from graphmodel.store.server.bulk import bulk_import
from graphmodel.store.server.config import USERNAME, read_password
from graphmodel.store.server.layout import DATABASE, cache_dir, data_dir, home_at
from graphmodel.store.server.lifecycle import ServerState, reset, start, status, stop

__all__ = [
    "DATABASE",
    "USERNAME",
    "ServerState",
    "bulk_import",
    "cache_dir",
    "data_dir",
    "home_at",
    "read_password",
    "reset",
    "start",
    "status",
    "stop",
]
