"""Answers as objects that a notebook shows as formulas and tables."""

from __future__ import annotations

import html
import re
from fractions import Fraction
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from .values import decimal, exact


class Coefficient:
    """The coefficient of Delta^k. ``zero`` is True where it vanishes identically, which is proved."""

    def __init__(self, name: str, record: Mapping[str, Any]) -> None:
        self.name = name
        self.k: int = record["k"]
        self.zero: Optional[bool] = record["zero"]
        #: Proved digits, where everything has a value.
        self.digits: Optional[str] = record.get("value")
        #: ASCII and LaTeX, while symbols are left.
        self.expression: Optional[str] = record.get("expression")
        self.latex: Optional[str] = record.get("latex")

    @property
    def value(self) -> Any:
        """The digits as an mpmath number, or a Decimal; None for a formula."""
        return None if self.digits is None else decimal(self.digits)

    def __float__(self) -> float:
        if self.digits is None:
            raise TypeError(f"{self.name} is a formula: give every parameter and T_a a value in expand(at=…)")
        return float(self.digits)

    def sympy(self) -> Any:
        """The formula as a SymPy expression."""
        if self.expression is None:
            raise TypeError(f"{self.name} is a number")
        from sympy import Symbol, sympify

        names = {n: Symbol(n) for n in re.findall(r"[A-Za-z_]\w*", self.expression)}
        for function in ("exp", "sinh", "cosh", "tanh", "coth", "sqrt", "cos", "sin"):
            names.pop(function, None)
        return sympify(self.expression.replace("^", "**"), locals=names)

    def __str__(self) -> str:
        return f"{self.name} = {self.digits if self.digits is not None else self.expression}"

    __repr__ = __str__

    def _left(self) -> str:
        letter, _, index = self.name.partition("_")
        return ("\\alpha" if letter == "alpha" else letter) + f"_{{{index}}}"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self._left()} = {self.digits if self.digits is not None else self.latex}$"


class Expansion(Sequence[Coefficient]):
    """The coefficients of an expansion in Delta at fixed T_a: ``expansion[2]`` is that of Delta^2."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        self.junction: str = answer["junction"]
        self.quantity: str = answer["quantity"]
        self.at: Dict[str, Fraction] = {name: exact(text) for name, text in answer["at"].items()}
        letter = {"J": "alpha", "R": "r", "contrast": "c"}.get(self.quantity, "s")
        self.coefficients: List[Coefficient] = [Coefficient(f"{letter}_{c['k']}", c) for c in answer["coefficients"]]
        #: What the formulas use besides the parameters, each in LaTeX and ASCII.
        self.definitions: List[Mapping[str, str]] = answer.get("definitions", [])
        self.answer = answer

    def __len__(self) -> int:
        return len(self.coefficients)

    def __getitem__(self, k: Any) -> Any:
        return self.coefficients[k]

    def __iter__(self) -> Iterator[Coefficient]:
        return iter(self.coefficients)

    def __repr__(self) -> str:
        where = [f"  {d['name']} = {d['expression']}" for d in self.definitions]
        lines = [f"{self.junction}: {self.quantity} in powers of Delta", *map(str, self.coefficients)]
        return "\n".join([*lines, *(["where", *where] if where else [])])

    def _rows(self) -> List[str]:
        rows = [f"{c._left()} &= {c.digits if c.digits is not None else c.latex}" for c in self.coefficients]
        return rows + [f"{d['latex']} &= {d['latexExpression']}" for d in self.definitions]

    def _repr_latex_(self) -> str:
        return "$\\displaystyle \\begin{aligned} " + " \\\\ ".join(self._rows()) + " \\end{aligned}$"


class Conditions:
    """When heat is rectified: ``never``, ``always``, ``conditionally`` (all but where ``vanishes_iff`` holds) or ``undecided``."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        self.junction: str = answer["junction"]
        self.rectifies: str = answer["rectifies"]
        #: Heat is not rectified iff all equations of one inner list hold.
        self.vanishes_iff: List[List[str]] = answer["vanishesIff"]
        self.type: Optional[str] = answer["type"]
        #: A certificate: ``heatdiode check-proof`` verifies it from a file.
        self.proof: Any = answer.get("proof")
        self.answer = answer

    def __repr__(self) -> str:
        return f"{self.junction}: {self.sentence()}"

    def sentence(self) -> str:
        """The verdict in words."""
        if self.rectifies == "never":
            return "never rectifies (proved)"
        if self.rectifies == "always":
            return "rectifies for all parameters (proved)"
        if self.rectifies == "undecided":
            return "undecided"
        systems = " or ".join(" and ".join(system) for system in self.vanishes_iff)
        return f"rectifies unless {systems} (proved)" + (f"; type {self.type}" if self.type else "")

    def _repr_html_(self) -> str:
        return f"<p><b>{html.escape(self.junction)}</b> {html.escape(self.sentence())}</p>"


class Evaluation(Mapping[str, Any]):
    """Numbers at a point, every digit proved: ``e["R"]`` is an mpmath number (or a Decimal), ``e.digits["R"]`` its text."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        self.answer = answer
        self.junction: str = answer["junction"]
        self.at: Dict[str, Fraction] = {name: exact(text) for name, text in answer["at"].items()}
        #: Decimal strings by name.
        self.digits: Dict[str, str] = {
            name: text
            for name, text in answer.items()
            if isinstance(text, str) and name not in ("junction", "eta", "equation", "assumed")
        }
        #: Populations of the levels, proved digits too; None for the oscillator.
        self.populations: Optional[List[Any]] = (
            None if answer.get("populations") is None else [decimal(p) for p in answer["populations"]]
        )
        #: First derivatives by parameter, T_a and Delta: {"omega": {"J": "0.2…", …}, …}.
        self.sensitivities: Mapping[str, Mapping[str, Any]] = answer.get("sensitivities") or {}

    def __getitem__(self, name: str) -> Any:
        return decimal(self.digits[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.digits)

    def __len__(self) -> int:
        return len(self.digits)

    def __repr__(self) -> str:
        point = ", ".join(f"{name} = {value}" for name, value in self.at.items())
        return "\n".join([f"{self.junction} at {point}", *(f"{k} = {v}" for k, v in self.digits.items())])

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{html.escape(k)}</td><td>{html.escape(v)}</td></tr>" for k, v in self.digits.items())
        return f"<table><thead><tr><th>{html.escape(self.junction)}</th><th></th></tr></thead><tbody>{rows}</tbody></table>"


class Current:
    """The heat current as a formula, with what it is made of."""

    def __init__(self, answer: Mapping[str, Any], quantity: str) -> None:
        self.answer = answer
        self.junction: str = answer["junction"]
        self.name = quantity
        self.expression: str = answer[quantity]["expression"]
        self.latex: str = answer[quantity]["latex"]
        self.where: List[Mapping[str, str]] = list(answer["where"])

    def __repr__(self) -> str:
        where = [f"  {w['name']} = {w['expression']}" for w in self.where]
        return "\n".join([f"{self.name} = {self.expression}", *(["where", *where] if where else [])])

    def _repr_latex_(self) -> str:
        rows = [f"{self.name} &= {self.latex}", *(f"{_latex_name(w['name'])} &= {w['latex']}" for w in self.where)]
        return "$\\displaystyle \\begin{aligned} " + " \\\\ ".join(rows) + " \\end{aligned}$"


_GREEK = {"Gamma", "Upsilon", "Delta", "omega", "delta", "mu", "sigma", "lambda"}


def _latex_name(name: str) -> str:
    """``k_L`` as k^L and ``n_S_L(x)`` as n_S^L(x), as the formulas have them; other names with their index."""
    end = re.fullmatch(r"([kn])(?:_([A-Z]))?_([LR])(\(.*\))?", name)
    if end is not None:
        stem, kind, side, argument = end.groups()
        return f"{stem}{'_' + kind if kind else ''}^{side}{argument or ''}"
    head, _, index = name.partition("_")
    base = "\\" + head if head in _GREEK else head
    return f"{base}_{{{index}}}" if index else base


class Verdict:
    """What became of a claim: ``proved``, ``refuted`` with a counterexample, or ``undecided``. True where it is proved."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        self.answer = answer
        self.claim: str = answer["claim"]
        self.verdict: str = answer["verdict"]
        self.counterexample: Optional[Mapping[str, Any]] = answer.get("counterexample")

    def __bool__(self) -> bool:
        return self.verdict == "proved"

    def __repr__(self) -> str:
        against = self.counterexample
        return f"{self.claim}: {self.verdict}" + (f" (counterexample {dict(against)})" if against else "")


def columns_of(answer: Mapping[str, Any]) -> Tuple[Dict[str, Any], int]:
    """The columns of a scan and its number of rows."""
    return dict(answer["columns"]), int(answer["rows"])
