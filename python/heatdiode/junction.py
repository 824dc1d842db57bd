"""Junctions: what is asked about them, each question one method."""

from __future__ import annotations

import html
from typing import Any, List, Mapping, Optional, Sequence, Tuple, Union

from .answers import Conditions, Current, Evaluation, Expansion, Verdict, columns_of
from .errors import HeatdiodeError
from .session import Session, default_session
from .values import Axis, Number, to_axis, to_text, to_texts

#: A shorthand such as "spin-TLS-metal", the path of a junction file, or what such a file holds.
Description = Union[str, Mapping[str, Any]]


class Junction:
    """A junction. Temperatures are T_a = T_L + T_R and Delta = T_L - T_R, or T_L and T_R; hbar = k_B = 1.

    >>> junction("solid-TLS-solid").conditions().vanishes_iff
    [['Gamma_L = Gamma_R']]
    """

    def __init__(self, description: Description, session: Optional[Session] = None) -> None:
        self.description = description
        self._session = session or default_session()

    def expand(
        self,
        order: int = 4,
        quantity: str = "J",
        at: Optional[Mapping[str, Number]] = None,
        digits: Optional[int] = None,
        **options: Any,
    ) -> Expansion:
        """The coefficients of Delta^k: formulas, or proved digits where ``at`` gives everything a value."""
        return Expansion(self._ask("expand", order=order, quantity=quantity, at=at, digits=digits, **options))

    def current(self, quantity: str = "J", at: Optional[Mapping[str, Number]] = None, **options: Any) -> Current:
        """J, or a cumulant such as "S", as a formula; ``form="boltzmann"`` and ``"tanh"`` write it otherwise."""
        return Current(self._ask("current", quantity=quantity, at=at, **options), quantity)

    def conditions(self, at: Optional[Mapping[str, Number]] = None, **options: Any) -> Conditions:
        """When heat is rectified, and when not, with the proof."""
        return Conditions(self._ask("conditions", at=at, **options))

    def evaluate(
        self,
        at: Optional[Mapping[str, Number]] = None,
        digits: int = 16,
        quantity: Union[str, Sequence[str], None] = None,
        **values: Number,
    ) -> Evaluation:
        """Proved digits of J, J(-Delta), R, the contrast and what ``quantity`` names, at a point.

        Values are given by name or in ``at``: ``evaluate(omega=1, T_L=2, T_R=1, …)``.
        """
        point = {**(at or {}), **values}
        return Evaluation(self._ask("evaluate", at=point, digits=digits, quantity=_names(quantity)))

    def check(self, claim: str, at: Optional[Mapping[str, Number]] = None, **options: Any) -> Verdict:
        """Decides a claim such as "alpha_2 = 0" or "R = 1": ``check("R = 1", assume="Gamma_L = Gamma_R")``."""
        return Verdict(self._ask("check", claim=claim, at=at, **options))

    def scan(
        self,
        axes: Mapping[str, Axis],
        quantity: Union[str, Sequence[str]] = ("R", "J"),
        at: Optional[Mapping[str, Number]] = None,
        as_pandas: bool = False,
        **values: Number,
    ) -> Any:
        """Quantities over a grid: arrays of NumPy by name, or a DataFrame of pandas; nan where a point has no value.

        An axis is a list, an array, or "from:to:count[:log]"; the last one varies fastest. Columns have a row for each
        point; ``reshape`` with the lengths of the axes makes a grid.
        """
        given = {name: to_axis(name, axis) for name, axis in axes.items()}
        answer = self._ask("scan", axes=given, quantity=_names(quantity), at={**(at or {}), **values})
        columns, _ = columns_of(answer)
        try:
            import numpy
        except ImportError:
            raise HeatdiodeError("scan gives arrays of NumPy, which is not installed") from None
        arrays = {name: numpy.array(column, dtype=float) for name, column in columns.items()}
        if not as_pandas:
            return arrays
        try:
            import pandas
        except ImportError:
            raise HeatdiodeError("as_pandas=True needs pandas, which is not installed") from None
        return pandas.DataFrame(arrays)

    def transitions(self, at: Optional[Mapping[str, Number]] = None, **values: Number) -> Mapping[str, Any]:
        """Inside N levels: populations, the current of every transition, cycles."""
        return self._ask("transitions", at={**(at or {}), **values})

    def optimise(
        self,
        over: Mapping[str, Tuple[Number, Number]],
        maximise: str = "contrast",
        at: Optional[Mapping[str, Number]] = None,
        **options: Any,
    ) -> Mapping[str, Any]:
        """The best parameters within bounds; ``prove="gap=1e-6"`` bounds what could be better."""
        bounds = {name: [to_text(x, name) for x in pair] for name, pair in over.items()}
        return self._ask("optimise", over=bounds, maximise=maximise, at=at, **options)

    def fit(
        self,
        data: str,
        free: Sequence[str],
        at: Optional[Mapping[str, Number]] = None,
        **values: Number,
    ) -> Mapping[str, Any]:
        """Parameters fitted to a CSV file of measured values: ``fit("measured.csv", ["Gamma_R"], Gamma_L=1, omega=1)``.

        The answer has ``parameters`` with ``value`` and ``error``, ``covariance``, ``chi2``, ``aic``, ``residuals``. Raises
        InputError where the data cannot determine the parameters, which is proved.
        """
        return self._ask("fit", data=str(data), free=list(free), at={**(at or {}), **values})

    def code(self, language: str = "numpy", order: int = 2, **options: Any) -> str:
        """Source text of J, R and the coefficients: numpy, sympy, julia, c, …"""
        return self._ask("expand", order=order, format=language, **options)["text"]

    def module(self, order: int = 2, **options: Any) -> Any:
        """The NumPy export as a module, loaded: ``m.J(omega=…, T_a=…, Delta=…)``, ``m.dJ(…)["omega"]``."""
        import types

        module = types.ModuleType("heatdiode_junction")
        exec(compile(self.code("numpy", order, **options), f"<heatdiode {self}>", "exec"), module.__dict__)
        return module

    def _ask(self, command: str, **arguments: Any) -> Any:
        at = arguments.pop("at", None)
        if at:
            arguments["at"] = to_texts(at)
        return self._session.ask(command, junction=self.description, **arguments)

    def __str__(self) -> str:
        return self.description if isinstance(self.description, str) else "a junction file"

    def __repr__(self) -> str:
        return f"junction({self.description!r})"

    def _repr_html_(self) -> str:
        try:
            return self.conditions()._repr_html_()
        except HeatdiodeError as error:
            return f"<p>{html.escape(str(error))}</p>"


def _names(quantity: Union[str, Sequence[str], None]) -> Union[str, List[str], None]:
    return list(quantity) if isinstance(quantity, (list, tuple)) else quantity


def junction(description: Description, session: Optional[Session] = None) -> Junction:
    """A junction by its shorthand (looked at at once), the path of its file, or what such a file holds.

    Raises InputError, with the sentence of the command line, for what is no junction.
    """
    found = Junction(description, session)
    if isinstance(description, str) and not description.lower().endswith(".json"):
        found.current()
    return found
