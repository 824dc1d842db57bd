"""Formulas as SymPy writes them: a line of JSON a formula on stdin, the shortest forms on stdout.

Each method has the seconds given as the first argument; what takes longer is left out.
"""

import json
import signal
import sys

import sympy as sp

LIMIT = int(sys.argv[1])
METHODS = {
    "simplify": sp.simplify,
    "factor": sp.factor,
    "trigsimp": sp.trigsimp,
    "together": lambda e: sp.together(e),
    "factor_terms": sp.factor_terms,
    "collect": lambda e: sp.collect(sp.together(e), sorted(e.free_symbols, key=str)),
    "factor(exp)": lambda e: sp.factor(e.rewrite(sp.exp)),
}


class Late(Exception):
    pass


def late(*_):
    raise Late


signal.signal(signal.SIGALRM, late)
for line in sys.stdin:
    text = json.loads(line)
    names = {str(s): sp.Symbol(str(s), positive=True) for s in sp.sympify(text).free_symbols}
    start = sp.sympify(text, locals=names)
    forms = {}
    for name, method in METHODS.items():
        signal.alarm(LIMIT)
        try:
            forms[name] = str(method(start)).replace("**", "^")
        except (Late, RecursionError, NotImplementedError, AttributeError):
            pass
        finally:
            signal.alarm(0)
    print(json.dumps(forms), flush=True)
