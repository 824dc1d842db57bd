"""What goes wrong, with the sentence that the command line prints."""

from __future__ import annotations


class HeatdiodeError(Exception):
    """Anything that heatdiode refuses or cannot do."""


class InputError(HeatdiodeError, ValueError):
    """Wrong input: says what, where, and what would be right."""


class ProcessError(HeatdiodeError, RuntimeError):
    """The command could not be started, or ended by itself."""
