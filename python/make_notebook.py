"""The notebook examples/python.ipynb: its cells, and what is done with the outputs. Run by scripts/notebook.sh.

    make_notebook.py                     the notebook without outputs
    make_notebook.py --finish FILE       the executed notebook without what differs from run to run
    make_notebook.py --compare NEW OLD   whether the text outputs are the same
"""

import json
import sys

CELLS = [
    (
        "markdown",
        "# Thermal rectification from Python\n\n"
        "Everything here is computed by [heatdiode](../README.md): formulas are exact, verdicts are proved, digits are proved.\n"
        "Units: $\\hbar = k_B = 1$; $T_a = T_L + T_R$, $\\Delta = T_L - T_R$, and $J > 0$ flows from left to right.",
    ),
    ("code", "import heatdiode as hd\n\ndiode = hd.junction(\"spin-TLS-metal\")\ndiode.current()"),
    ("markdown", "The coefficients of $J = \\sum_k \\alpha_k \\Delta^k$, to any order:"),
    ("code", "diode.expand(order=2)"),
    ("markdown", "When is heat rectified? Not a fit: a proof, for all temperatures and couplings."),
    (
        "code",
        "for name in (\"solid-TLS-solid\", \"solid-HO-solid\", \"spin-TLS-metal\"):\n    print(hd.junction(name).conditions())",
    ),
    ("markdown", "Numbers at a point, with as many proved digits as you like; `at` holds the point as fractions."),
    (
        "code",
        "two = hd.junction(\"solid-TLS-solid\")\n"
        "point = two.evaluate(omega=1, Gamma_L=1, Gamma_R=3, T_L=2, T_R=1, digits=25, quantity=[\"J\", \"S\"])\n"
        "point",
    ),
    ("code", "two.check(\"R = 1\"), two.check(\"R = 1\", assume=\"Gamma_L = Gamma_R\")"),
    ("markdown", "## Scans and figures\n\n`scan` gives NumPy arrays (or a pandas DataFrame with `as_pandas=True`)."),
    (
        "code",
        "%matplotlib inline\n"
        "import matplotlib.pyplot as plt\n\n"
        "fixed = dict(T_a=1, Delta=0.5, Gamma_L=1)\n"
        "fig, ax = plt.subplots(figsize=(8.6 / 2.54, 6.2 / 2.54), dpi=150)\n"
        "for ratio, style in ((0.1, \"-\"), (3, \"--\"), (10, \":\")):\n"
        "    grid = two.scan({\"omega\": \"0.05:5:100:log\"}, quantity=\"R\", Gamma_R=ratio, **fixed)\n"
        "    ax.semilogx(grid[\"omega\"], grid[\"R\"], style, color=\"black\", label=f\"$\\\\Gamma_R/\\\\Gamma_L = {ratio}$\")\n"
        "ax.set(xlabel=\"$\\\\omega/T_a$\", ylabel=\"$R$\", title=\"two levels between solids\")\n"
        "ax.legend(frameon=False)\n"
        "fig.tight_layout()",
    ),
    (
        "markdown",
        "## In your own program\n\n`module` loads the NumPy export: $J$, $R$, the contrast, $S$ and $\\alpha_k$ as functions of arrays, "
        "with their derivatives. No process is asked any more, and `xp=jax.numpy` works.",
    ),
    (
        "code",
        "import numpy as np\n\n"
        "m = two.module(order=3)\n"
        "p = dict(Gamma_L=1.0, Gamma_R=3.0, omega=1.0, T_a=3.0)\n"
        "Delta = np.array([0.0, 0.5, 1.0])\n"
        "print(\"J       \", m.J(**p, Delta=Delta).round(12))\n"
        "print(\"dJ/dw   \", m.dJ(**p, Delta=Delta)[\"omega\"].round(12))\n"
        "print(\"alpha_3 \", round(float(m.alpha_3(**p)), 12))",
    ),
    ("markdown", "Errors are exceptions with the sentence of the command line:"),
    (
        "code",
        "try:\n    two.evaluate(omga=1)\nexcept hd.InputError as error:\n    print(error)",
    ),
]


def notebook():
    cells = []
    for i, (kind, source) in enumerate(CELLS):
        cell = {"cell_type": kind, "id": f"cell-{i}", "metadata": {}, "source": source.splitlines(keepends=True)}
        if kind == "code":
            cell.update(execution_count=None, outputs=[])
        cells.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def finished(book):
    """Without times, versions and the addresses of objects."""
    book["metadata"] = notebook()["metadata"]
    for cell in book["cells"]:
        cell["metadata"] = {}
        cell["outputs"] = [o for o in cell.get("outputs", []) if o.get("name") != "stderr"] if "outputs" in cell else None
        if cell["outputs"] is None:
            del cell["outputs"]
    return book


def texts(book):
    """What the cells print and show, without pictures."""
    found = []
    for cell in book["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                continue
            found.append("".join(output.get("text", data.get("text/plain", []))))
    return found


def main(words):
    if not words:
        print(json.dumps(notebook(), indent=1, ensure_ascii=False))
    elif words[0] == "--finish":
        with open(words[1], encoding="utf-8") as file:
            print(json.dumps(finished(json.load(file)), indent=1, ensure_ascii=False))
    elif words[0] == "--compare":
        books = []
        for path in words[1:3]:
            with open(path, encoding="utf-8") as file:
                books.append(texts(json.load(file)))
        if books[0] != books[1]:
            for new, old in zip(*books):
                if new != old:
                    print(f"now:\n{new}\nin the repository:\n{old}")
            sys.exit("the notebook's outputs are not those in the repository")
        print(f"{len(books[0])} outputs are those in the repository")


main(sys.argv[1:])
