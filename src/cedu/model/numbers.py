"""Decimal numbers, exact to the digits that people wrote."""

from decimal import Decimal


def as_written(value: float) -> Decimal:
    """The decimal number that `value` is written as."""
    return Decimal(repr(value))


def decimal(value: float | Decimal) -> str:
    """A number without an exponent, and without zeros that say nothing."""
    return format((value if isinstance(value, Decimal) else as_written(value)).normalize(), "f")


def places(value: float) -> int:
    """How many decimal places it has."""
    return len(decimal(value).partition(".")[2])
