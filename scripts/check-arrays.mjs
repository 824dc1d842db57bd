/**
 * The export for arrays under other array libraries. `node scripts/check-arrays.mjs [PYTHON]` runs it with that interpreter
 * (python3): NumPy must be there (Debian: python3-numpy); where jax or torch is, its automatic derivatives are compared with
 * the exported ones, and at Δ = 0 those of the second and third order with 2·alpha_2 and 6·alpha_3.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const python = process.argv[2] ?? "python3";
const command = fileURLToPath(new URL("../dist/src/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "heatdiode-arrays-"));

const CHECK = `
import importlib.util, math, sys
import numpy as np

def load(path):
    spec = importlib.util.spec_from_file_location("exported", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

def arguments(f):
    return [a for a in f.__code__.co_varnames[:f.__code__.co_argcount] if a != "xp"]

def close(a, b, what, tolerance=1e-11):
    if not abs(a - b) <= tolerance*max(1e-3, abs(a), abs(b)):
        sys.exit(f"{what}: {a} against {b}")

def jax_checks(m):
    import jax
    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp
    count = 0
    names = [n for n in dir(m) if not n.startswith("_") and hasattr(m, "d" + n)]
    for Delta in (0.0, 0.4, -0.7):
        at = {a: 0.2 if a.startswith("delta") else 1.0 + 0.25*i for i, a in enumerate(arguments(m.J))}
        at["Delta"] = Delta
        for name in names:
            f = getattr(m, name)
            own = {a: at[a] for a in arguments(f)}
            exported = getattr(m, "d" + name)(**own)
            for by in own:
                g = jax.grad(lambda x: f(**{**own, by: x}, xp=jnp))
                close(float(g(own[by])), float(exported[by]), f"d{name}/d{by} at Delta = {Delta}")
                count += 1
    rest = {a: v for a, v in at.items() if a != "Delta"}
    order = lambda x: m.J(**rest, Delta=x, xp=jnp)
    for k in range(1, 4 if hasattr(m, "alpha_3") else 1):
        order = jax.grad(order)
        close(float(order(0.0))/math.factorial(k), float(getattr(m, f"alpha_{k}")(**rest)), f"alpha_{k} by jax", 1e-9)
        count += 1
    column = jnp.linspace(-0.5, 0.5, 7)
    close(float(m.J(**rest, Delta=column, xp=jnp)[-1]), float(m.J(**rest, Delta=0.5)), "an array")
    return count

def torch_checks(m):
    import torch
    count = 0
    at = {a: 0.2 if a.startswith("delta") else 1.0 + 0.25*i for i, a in enumerate(arguments(m.J))}
    for Delta in (0.0, 0.4):
        at["Delta"] = Delta
        tensors = {a: torch.tensor(v, dtype=torch.float64, requires_grad=True) for a, v in at.items()}
        m.J(**tensors, xp=torch).backward()
        exported = m.dJ(**at)
        for a, t in tensors.items():
            close(float(t.grad), float(exported[a]), f"dJ/d{a} by torch")
            count += 1
    return count

m = load(sys.argv[1])
words = [f"NumPy {np.__version__}"]
at = {a: np.full(3, 0.2 if a.startswith("delta") else 1.0) for a in arguments(m.J)}
at["Delta"] = np.array([-0.3, 0.0, 0.3])
if not np.all(np.isfinite(m.J(**at))): sys.exit("J is not finite")
for library, checks in (("jax", jax_checks), ("torch", torch_checks)):
    if importlib.util.find_spec(library) is None:
        words.append(f"{library} is not installed")
        continue
    words.append(f"{checks(m)} derivatives by {library}")
print(sys.argv[2] + ": " + ", ".join(words))
`;

/** Levels without coefficients: those are formulas of thousands of terms. */
const COMMANDS = [
  ...["spin-TLS-metal", "solid-TLS-solid", "solid-ladder:3-spin", "metal-HO-solid"].map((name) => [
    "expand",
    name,
    "--order",
    "3",
  ]),
  ["current", "examples/qutrit-diode.json", "--free", "Gamma_L,omega_1"],
];

try {
  if (spawnSync(python, ["-c", "import numpy"], { stdio: "ignore" }).status !== 0) {
    console.error(
      `${python} has no NumPy: install it (Debian: apt-get install python3-numpy), or name another interpreter`,
    );
    process.exit(2);
  }
  writeFileSync(join(folder, "check.py"), CHECK);
  for (const words of COMMANDS) {
    const path = join(folder, "exported.py");
    execFileSync(process.execPath, [command, ...words, "--format", "numpy", "--out", path]);
    execFileSync(python, [join(folder, "check.py"), path, words[1]], { stdio: "inherit" });
  }
} finally {
  rmSync(folder, { recursive: true });
}
