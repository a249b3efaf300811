from __future__ import annotations

from loaders.values.text import Fault, clean, is_unknown

_ANSWERS = {
    **dict.fromkeys(("yes", "true", "1", "1.0", "是", "有", "√", "✓", "✔"), True),
    **dict.fromkeys(("no", "false", "0", "0.0", "否", "无", "×", "✗"), False),
}


def parse_yes_no(raw: str) -> bool | Fault | None:
    """Return yes or no; None where it is unknown. Here 无 is a no.

    Examples
    --------
    >>> [parse_yes_no(cell) for cell in ("是", "无", "√", "FALSE", "-")]
    [True, False, True, False, None]
    """
    answer = _ANSWERS.get(clean(raw).lower())
    if answer is not None:
        return answer
    return None if is_unknown(raw) else Fault("bad_yes_no")
