"""LibLZF, the compression inside binary PCD files."""


def lzf_decompress(data: bytes, size: int) -> bytes:
    """Unpack an LZF stream.

    A control byte below 32 copies that many bytes plus one as they are. Any other one repeats
    earlier output: its upper three bits are the length minus 2 (7: a further byte adds to it), its
    lower five and the next byte the distance minus 1. (Format: liblzf's `lzf_d.c`.)

    Args:
        data: The stream.
        size: How many bytes it unpacks to.

    Raises:
        ValueError: The stream is damaged or unpacks to another size.
    """
    output = bytearray()
    position, end = 0, len(data)
    try:
        while position < end and len(output) <= size:
            control = data[position]
            position += 1
            if control < 32:
                output += data[position : position + control + 1]
                position += control + 1
                continue
            length = (control >> 5) + 2
            if length == 9:
                length += data[position]
                position += 1
            start = len(output) - ((control & 31) << 8) - data[position] - 1
            position += 1
            if start < 0:
                raise ValueError("an LZF stream refers to bytes ahead of its start")
            piece = bytes(output[start : start + length])
            repeats = -(-length // len(piece))  # above 1 where the copy overlaps what it writes
            output += (piece * repeats)[:length]
    except IndexError as error:
        raise ValueError("an LZF stream is cut short") from error
    if len(output) != size:
        raise ValueError(f"an LZF stream unpacks to {len(output)} bytes, not {size}")
    return bytes(output)
