"""Every error the product raises on purpose.

::

    GongjianError
    ├── InputError (ValueError)        the user's files, arguments or parameters
    ├── SchemaError (ValueError)       a declaration contradicts itself (a bug, found at import)
    ├── QueryError (ValueError)        a named query or its parameters
    ├── StoreError                     the database refused, or went away
    │   ├── AuthenticationError        the server refuses the password
    │   └── ServerError                the local server could not be brought up
    │       └── DownloadError          its parts could not be fetched or verified
    └── RenderError                    a picture or report could not be made

A message says what was found, what was expected and what to do, in one line.
"""


class GongjianError(Exception):
    """Base of all errors that the command line shows as one line."""


class InputError(GongjianError, ValueError):
    """A file, argument or parameter from the user cannot be used."""


class SchemaError(GongjianError, ValueError):
    """A declaration in the schema contradicts itself."""


class QueryError(GongjianError, ValueError):
    """A named query is unknown, malformed, or was given wrong parameters."""


class StoreError(GongjianError):
    """The database refused a request or went away."""


class AuthenticationError(StoreError):
    """The server refuses the user name or password."""


class ServerError(StoreError):
    """The local server could not be started, stopped or repaired."""


class DownloadError(ServerError):
    """Parts of the local server could not be fetched or failed verification."""


class RenderError(GongjianError):
    """A chart or report could not be rendered."""
