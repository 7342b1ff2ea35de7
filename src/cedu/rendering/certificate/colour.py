"""The colours of a certificate: an sRGB profile (ICC.1:2004-10, version 4.2), which PDF/A wants to be inside (ISO 19005-3, 6.2.3)."""

import struct

# The primaries and the white point, adapted to D50 (IEC 61966-2-1; ICC.1, annex E), and the curve's g, a, b, c and d.
_COLOURS = {"rXYZ": (0.43607, 0.22249, 0.01392), "gXYZ": (0.38515, 0.71687, 0.09708), "bXYZ": (0.14307, 0.06061, 0.71410)}
_D50 = (0.96420, 1.0, 0.82491)
# From the white of the screen, D65, to D50 (Bradford's way).
_ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def srgb() -> bytes:
    """The profile, always the same bytes; whatever makes one with a library puts the library's version and the time into it."""
    tags = {"desc": _text("sRGB"), "cprt": _text("No copyright"), "wtpt": _xyz(_D50)}
    tags["chad"] = b"sf32" + bytes(4) + _fixed(*_ADAPTATION)
    tags |= {name: _xyz(values) for name, values in _COLOURS.items()}
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*_CURVE)
    tags |= dict.fromkeys(("rTRC", "gTRC", "bTRC"), curve)
    table, content, offsets = b"", b"", {}
    start = 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        if value not in offsets:
            offsets[value] = start + len(content)
            content += value + bytes(-len(value) % 4)
        table += struct.pack(">4sII", name.encode(), offsets[value], len(value))
    body = struct.pack(">I", len(tags)) + table + content
    # Size, no preferred module, version, class, spaces, date, signature; then the rendering intent (perceptual) and the illuminant.
    head = struct.pack(">I4xI4s4s4s6H4s", 128 + len(body), 0x04200000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp")
    head += bytes(28) + _fixed(*_D50)
    return head.ljust(128, b"\0") + body


def _fixed(*values: float) -> bytes:
    """Numbers of sixteen bits before the point and sixteen after it."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*values)


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded
