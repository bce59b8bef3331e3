"""Text files in whatever encoding their program wrote them."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def as_utf8(data: bytes) -> bytes:
    """A text file's bytes as UTF-8 without a byte order mark; others come back as they are.

    UTF-16 is known by its mark, or by the zeros beside its first letters.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :]
            return text if encoding == "utf-8" else text.decode(encoding, "replace").encode()
    start = data[:8]
    if len(start) == 8 and not any(start[1::2]) and all(start[0::2]):
        return data.decode("utf-16-le", "replace").encode()
    if len(start) == 8 and not any(start[0::2]) and all(start[1::2]):
        return data.decode("utf-16-be", "replace").encode()
    return data
