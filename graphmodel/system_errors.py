"""What the operating system says of a file, in Chinese: its own words are English or of another language."""

from __future__ import annotations

import errno

_SAID = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EBUSY: "正被占用",
    errno.EEXIST: "已经存在",
    errno.EISDIR: "这是文件夹",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENOENT: "文件夹或文件不存在",
    errno.ENOEXEC: "不是可执行的程序",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EROFS: "磁盘只能读取",
}


def reason_in_chinese(error: BaseException) -> str:
    """Return why an operation on a file failed, in Chinese where it is one of the usual reasons, else as it is told.

    Examples
    --------
    >>> reason_in_chinese(PermissionError(13, "Permission denied", "企业.xlsx")), reason_in_chinese(ValueError("odd"))
    ('没有权限', 'odd')
    """
    # Who writes workbooks wraps the error of the system.
    inner = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
    number = inner.errno if isinstance(inner, OSError) else None
    return _SAID.get(number or 0) or " ".join(str(error).split())
