import type { FiniteBath } from "../../numeric/closed/finite-bath.js";
import type { FiniteJunctionModel } from "../../numeric/closed/finite-junction.js";
import {
  identity,
  onSite,
  oscillatorNumber,
  oscillatorX,
  spinX,
  spinZ,
} from "../../numeric/closed/operators.js";
import { multiply, transpose, type RealMatrix } from "../../numeric/linear-algebra/real-matrix.js";

/** H and K (Ĵ = iK) of a TLS junction from (1)–(3) as written: Kronecker products and commutators of full matrices. */
export function kroneckerReference(model: FiniteJunctionModel) {
  if (model.subsystem.kind !== "TLS") throw new Error("the reference knows the TLS only");
  const left = bathMatrices(model.left);
  const right = bathMatrices(model.right);
  const dimensions = [2, left.h.rows, right.h.rows];
  const hS = onSite(dimensions, 0, scale(diagonal(spinZ(1)), model.subsystem.gap));
  const S = onSite(dimensions, 0, spinX(1));
  const vL = multiply(S, onSite(dimensions, 1, left.b));
  const vR = multiply(S, onSite(dimensions, 2, right.b));
  const hL = onSite(dimensions, 1, left.h);
  const hR = onSite(dimensions, 2, right.h);
  const h = [hS, hL, hR, vL, vR].reduce(add);
  const k = scale(add(commutator(vL, hS), commutator(hS, vR)), 0.5);
  return { h, k, hS, hL, hR, vL, vR };
}

/** The diagonal of e^{iHt} iK e^{−iHt} by the Taylor series of the exponential in short steps: no eigenvalues. */
export function propagatedDiagonal(h: RealMatrix, k: RealMatrix, time: number): Float64Array {
  const n = h.rows;
  const norm = Math.max(...Array.from({ length: n }, (_, i) => rowSum(h, i)));
  const steps = Math.max(1, Math.ceil(norm * Math.abs(time)));
  // e^{−iHτ} = C − iD with C, D real, from 24 terms of the series: the remainder 1/25! is far below rounding.
  let power = identity(n);
  let c = identity(n);
  let d = scale(identity(n), 0);
  for (let order = 1; order <= 24; order++) {
    power = scale(multiply(h, power), time / steps / order);
    if (order % 2 === 1) d = add(d, scale(power, order % 4 === 1 ? 1 : -1));
    else c = add(c, scale(power, order % 4 === 0 ? 1 : -1));
  }
  let re = identity(n);
  let im = scale(identity(n), 0);
  for (let step = 0; step < steps; step++) {
    // (re + i·im)(C − iD)
    [re, im] = [add(multiply(re, c), multiply(im, d)), add(multiply(im, c), scale(multiply(re, d), -1))];
  }
  // U†(iK)U with U = re + i·im: its diagonal is 2 Σ im_jn K_jm re_mn (the rest is antisymmetric).
  const kRe = multiply(k, re);
  return Float64Array.from({ length: n }, (_, state) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += im.data[j * n + state]! * kRe.data[j * n + state]!;
    return 2 * sum;
  });
}

export function commutator(a: RealMatrix, b: RealMatrix): RealMatrix {
  return add(multiply(a, b), scale(multiply(b, a), -1));
}

function add(a: RealMatrix, b: RealMatrix): RealMatrix {
  return { ...a, data: a.data.map((x, i) => x + b.data[i]!) };
}

function scale(a: RealMatrix, factor: number): RealMatrix {
  return { ...a, data: a.data.map((x) => x * factor) };
}

export function largestDifference(a: RealMatrix, b: RealMatrix): number {
  return a.data.reduce((largest, x, i) => Math.max(largest, Math.abs(x - b.data[i]!)), 0);
}

export function isAntisymmetric(a: RealMatrix): boolean {
  return largestDifference(a, scale(transpose(a), -1)) === 0;
}

function bathMatrices(bath: FiniteBath): { h: RealMatrix; b: RealMatrix } {
  const dimensions = bath.energies.map((_, p) => {
    if (bath.bath === "finite-spins") return 2;
    return typeof bath.levels === "number" ? bath.levels : bath.levels[p]!;
  });
  const size = dimensions.reduce((product, d) => product * d, 1);
  const spins = bath.bath === "finite-spins";
  const sigmaZ = diagonal(spinZ(1).map((x) => 2 * x));
  let h = scale(identity(size), bath.shift);
  let b = scale(identity(size), 0);
  bath.energies.forEach((energy, p) => {
    const d = dimensions[p]!;
    const own = spins ? scale(sigmaZ, 0.5) : diagonal(oscillatorNumber(d));
    h = add(h, scale(onSite(dimensions, p, own), energy));
    b = add(b, scale(onSite(dimensions, p, spins ? spinX(1) : oscillatorX(d)), bath.couplings[p]!));
    if (spins && p > 0) {
      const pair = multiply(onSite(dimensions, p - 1, sigmaZ), onSite(dimensions, p, sigmaZ));
      h = add(h, scale(pair, bath.zz));
    }
  });
  return { h, b };
}

function diagonal(values: Float64Array): RealMatrix {
  const n = values.length;
  const data = new Float64Array(n * n);
  values.forEach((x, i) => (data[i * n + i] = x));
  return { rows: n, columns: n, data };
}

function rowSum(a: RealMatrix, i: number): number {
  return a.data.subarray(i * a.columns, (i + 1) * a.columns).reduce((sum, x) => sum + Math.abs(x), 0);
}
