"""Steady states and currents of N-level junctions by QuTiP's steadystate, timed.

Reads JSON {"T_L", "T_R", "junctions": [{"energies", "left", "right"}]} on stdin, rates [i][j] from level j to i,
and writes {"version", "seconds", "currents"} to stdout: heat taken from the left bath.
"""

import json
import sys
import time

import numpy as np
import qutip

data = json.load(sys.stdin)
currents = []
prepared = []
for junction in data["junctions"]:
    prepared.append(
        (np.array(junction["energies"]), np.array(junction["left"]), np.array(junction["right"]))
    )
start = time.perf_counter()
for energies, left, right in prepared:
    n = len(energies)
    hamiltonian = qutip.Qobj(np.diag(energies))
    collapse = []
    for i in range(n):
        for j in range(n):
            rate = left[i, j] + right[i, j]
            if i != j and rate > 0:
                jump = np.zeros((n, n))
                jump[i, j] = np.sqrt(rate)
                collapse.append(qutip.Qobj(jump))
    populations = qutip.steadystate(hamiltonian, collapse).diag()
    gaps = energies[:, None] - energies[None, :]
    currents.append(float(np.sum(gaps * left * populations[None, :])))
seconds = time.perf_counter() - start
json.dump({"version": qutip.__version__, "seconds": seconds, "currents": currents}, sys.stdout)
