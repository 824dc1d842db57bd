"""R and J of spin-TLS-metal over a grid in NumPy's expm1 form, one row of the gap at a time, buffers allocated once.

Reads a JSON object from stdin: rows, columns (axes as [from, to, count, "uniform" | "log"]), parameters, runs. Prints
JSON: version, the processor time of each run in seconds for R, for J and for both, and sums by which values compare.
"""

import json
import sys
import time

import numpy as np

request = json.load(sys.stdin)
p = request["parameters"]


def axis(spec):
    start, stop, count, kind = spec
    if kind == "uniform":
        return np.linspace(start, stop, count)
    return np.geomspace(start, stop, count)


omega, delta = axis(request["rows"]), axis(request["columns"])
n, m = len(omega), len(delta)
t_l, t_r = (p["T_a"] + delta) / 2, (p["T_a"] - delta) / 2
# What depends on the column only is computed once.
minus_inverse_l, minus_inverse_r = -1 / t_l, -1 / t_r
inverse_g_l = 1 / (p["Gamma_R"] * (1 + p["delta_R"] * t_l / p["mu_R"]))
inverse_g_r = 1 / (p["Gamma_R"] * (1 + p["delta_R"] * t_r / p["mu_R"]))
slope = -np.abs(delta) / (t_l * t_r)
minus_inverse_hot = np.where(delta < 0, minus_inverse_r, minus_inverse_l)
sign = np.where(delta < 0, 1.0, -1.0)
spin = 1 / p["Upsilon_L"]
e_l, e_r, a_l, a_r, x, y = (np.empty(m) for _ in range(6))


def resistance(e, above, inverse_g, out):
    """1/Upsilon + tanh(omega/2T)/g: tanh = -E/(2 + E); `above` becomes 2 + E."""
    np.add(e, 2, out=above)
    np.divide(e, above, out=out)
    np.multiply(out, inverse_g, out=out)
    np.subtract(spin, out, out=out)


def ratio(out):
    for i in range(n):
        np.expm1(np.multiply(omega[i], minus_inverse_l, out=x), out=e_l)
        np.expm1(np.multiply(omega[i], minus_inverse_r, out=x), out=e_r)
        resistance(e_l, a_l, inverse_g_l, x)
        resistance(e_r, a_r, inverse_g_r, y)
        np.divide(x, y, out=out[i])


def current(out):
    for i in range(n):
        w = omega[i]
        np.expm1(np.multiply(w, minus_inverse_l, out=x), out=e_l)
        np.expm1(np.multiply(w, minus_inverse_r, out=x), out=e_r)
        np.add(e_l, 2, out=a_l)
        resistance(e_r, a_r, inverse_g_r, y)
        drop(w, out[i])


def drop(w, row):
    """omega (X_L - X_R)/((1 + X_L)(1 + X_R) S) with S in y: X_hot from exp, the difference from expm1."""
    np.expm1(np.multiply(w, slope, out=x), out=x)
    np.exp(np.multiply(w, minus_inverse_hot, out=row), out=row)
    np.multiply(row, x, out=row)
    np.multiply(row, sign, out=row)
    np.multiply(row, w, out=row)
    np.multiply(y, a_l, out=y)
    np.multiply(y, a_r, out=y)
    np.divide(row, y, out=row)


def both(out_r, out_j):
    for i in range(n):
        w = omega[i]
        np.expm1(np.multiply(w, minus_inverse_l, out=x), out=e_l)
        np.expm1(np.multiply(w, minus_inverse_r, out=x), out=e_r)
        resistance(e_l, a_l, inverse_g_l, x)
        resistance(e_r, a_r, inverse_g_r, y)
        np.divide(x, y, out=out_r[i])
        drop(w, out_j[i])


def timed(work):
    start = time.process_time()
    work()
    return time.process_time() - start


r, j = np.empty((n, m)), np.empty((n, m))
works = {"R": lambda: ratio(r), "J": lambda: current(j), "both": lambda: both(r, j)}
times = {}
for name, work in works.items():
    work()
    times[name] = [timed(work) for _ in range(request["runs"])]
picked = [[i, k] for i in range(0, n, max(1, n // 7)) for k in range(0, m, max(1, m // 7))]
values = [[i, k, float(r[i, k]), float(j[i, k])] for i, k in picked]
print(json.dumps({"version": np.__version__, "seconds": times, "values": values}))
