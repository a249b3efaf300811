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

A message says what was found, what was expected and what to do, in one line, in both languages.
"""

from __future__ import annotations

from graphmodel.bilingual import Bilingual, Language


class GongjianError(Exception):
    """Base of all errors that the command line shows as one line.

    Python shows the English text; the command line and the planner's page show that of the user's language.

    Examples
    --------
    >>> error = GongjianError(Bilingual("found no tables", "没有找到表格"))
    >>> str(error), error.in_language("zh")
    ('found no tables', '没有找到表格')
    """

    def __init__(self, message: Bilingual) -> None:
        """Keep the message."""
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """Return the message in English, as Python's own errors are."""
        return self.message.en

    def in_language(self, language: Language) -> str:
        """Return the message in ``language``."""
        return self.message.in_language(language)


class InputError(GongjianError, ValueError):
    """A file, argument or parameter from the user cannot be used."""


class SchemaError(GongjianError, ValueError):
    """A declaration in the schema contradicts itself: told to who wrote it, in English."""

    def __init__(self, message: str) -> None:
        """Keep the message."""
        super().__init__(Bilingual(message, message))

    def __reduce__(self) -> tuple[type[SchemaError], tuple[str]]:
        """Let it be sent between processes."""
        return type(self), (self.message.en,)


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
