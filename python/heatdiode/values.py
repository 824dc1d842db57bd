"""Numbers on their way in and out: nothing is rounded on the way that was exact before."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational
from typing import Any, Dict, Iterable, List, Mapping, Union

from .errors import InputError

#: A value of a parameter: a float stands for its shortest decimal, so 0.1 is 1/10.
Number = Union[int, float, str, Decimal, Fraction]
#: An axis of a scan: values, or "from:to:count[:log]".
Axis = Union[str, Iterable[Number]]


def to_text(value: Any, name: str = "a value") -> str:
    """The value as text that heatdiode reads back exactly."""
    if isinstance(value, bool):
        raise InputError(f"{name}: {value} is not a number")
    if isinstance(value, str):
        return value
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Rational):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise InputError(f"{name}: {value} is not a number")
        return str(value)
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise InputError(f"{name}: {value!r} is not a number") from None
    if number != number or number in (float("inf"), float("-inf")):
        raise InputError(f"{name}: {number} is not a number")
    # mpmath numbers keep their digits
    return str(value) if type(value).__module__.startswith("mpmath") else repr(number)


def to_texts(values: Mapping[str, Any]) -> Dict[str, str]:
    """Values by name, as text."""
    return {name: to_text(value, name) for name, value in values.items()}


def to_axis(name: str, values: Any) -> Union[str, List[str]]:
    """An axis as heatdiode reads it."""
    if isinstance(values, str):
        return values
    try:
        return [to_text(value, name) for value in values]
    except TypeError:
        return [to_text(values, name)]


def exact(text: str) -> Fraction:
    """A decimal or a fraction as the rational number that it is.

    >>> exact("0.1") + exact("1/5")
    Fraction(3, 10)
    """
    return Fraction(text)


def decimal(text: str) -> Any:
    """Proved digits as a number that holds them all: of mpmath where it is installed (at as many digits), else Decimal."""
    try:
        import mpmath
    except ImportError:
        return Decimal(text)
    digits = max(15, len(text.strip("-0.").replace(".", "").split("e")[0]) + 2)
    with mpmath.workdps(digits):
        return mpmath.mpf(text)
