"""heatdiode: thermal rectification in two-terminal quantum junctions, derived, proved and checked.

>>> import heatdiode as hd
>>> diode = hd.junction("solid-TLS-solid")
>>> diode.conditions()
solid-TLS-solid: rectifies unless Gamma_L = Gamma_R (proved); type B
>>> print(diode.expand(order=1)[1])
alpha_1 = 2*omega^2*Gamma_L*Gamma_R/(T_a^2*(Gamma_L + Gamma_R)*sinh(2*omega/T_a))
>>> diode.evaluate(omega=1, Gamma_L=1, Gamma_R=3, T_L=2, T_R=1, digits=20).digits["R"]
'1.3629432172651416989'

hbar = k_B = 1; T_a = T_L + T_R, Delta = T_L - T_R, and J > 0 flows from left to right.
"""

from .answers import Coefficient, Conditions, Current, Evaluation, Expansion, Verdict
from .errors import HeatdiodeError, InputError, ProcessError
from .junction import Junction, junction
from .session import Session, default_session, find_command

__all__ = [
    "Coefficient",
    "Conditions",
    "Current",
    "Evaluation",
    "Expansion",
    "HeatdiodeError",
    "InputError",
    "Junction",
    "ProcessError",
    "Session",
    "Verdict",
    "default_session",
    "find_command",
    "junction",
]
