/**
 * The ring of formal trace moments: m_jk = Tr[Ĵ X^j Y^k ρ_T], s_jk = Tr[X^j Y^k ρ_T] and the joint cumulants κ_jk, with
 * X = H_L − H_R, Y = H_L + H_R and ρ_T the state at equal temperatures (docs/traces.md).
 *
 * They are independent symbols: an identity between them holds for every closed junction, at every time.
 */
import { add, multiply, type Polynomial } from "../polynomial/polynomial.js";
import { derivative } from "../polynomial/structure.js";
import { ONE, type RationalFunction, variable, ZERO } from "../fraction/rational-function.js";

/** What a symbol of the ring stands for; `tau` is 2/T_a. */
export type TraceSymbol =
  { readonly kind: "tau" } | { readonly kind: "m" | "s" | "kappa"; readonly j: number; readonly k: number };

/** The symbols that an expansion to some order in Δ needs: j + 2k ≤ order, because b is of second order in u. */
export interface TraceRing {
  readonly order: number;
  /** Symbol number i, for i = 0, 1, … */
  readonly symbols: readonly TraceSymbol[];
  readonly tau: RationalFunction;
  /** m_jk; zero for j = 0 in the stationary state. */
  readonly m: (j: number, k: number) => RationalFunction;
  /** s_jk, with s_00 = 1: ρ_T is normalised. */
  readonly s: (j: number, k: number) => RationalFunction;
  /** κ_jk; κ_0k = 0 in the stationary state. */
  readonly kappa: (j: number, k: number) => RationalFunction;
}

/**
 * @param order  highest power of Δ, an integer ≥ 0
 * @param stationary  assume m_0k = 0 for all k, what the paper's steady state amounts to
 */
export function traceRing(order: number, stationary = false): TraceRing {
  const symbols: TraceSymbol[] = [{ kind: "tau" }];
  const indices = new Map<string, number>();
  for (const kind of ["m", "s", "kappa"] as const) {
    for (let k = 0; 2 * k <= order; k++) {
      for (let j = 0; j + 2 * k <= order; j++) {
        if (kind === "s" ? j + k === 0 : stationary && j === 0) continue;
        indices.set(`${kind},${j},${k}`, symbols.length);
        symbols.push({ kind, j, k });
      }
    }
  }
  const lookup =
    (kind: "m" | "s" | "kappa") =>
    (j: number, k: number): RationalFunction => {
      if (kind === "s" && j + k === 0) return ONE;
      if (stationary && j === 0 && kind !== "s") return ZERO;
      const index = indices.get(`${kind},${j},${k}`);
      if (index === undefined) throw new RangeError(`${kind}_${j}${k} is beyond order ${order}`);
      return variable(index);
    };
  return { order, symbols, tau: variable(0), m: lookup("m"), s: lookup("s"), kappa: lookup("kappa") };
}

/**
 * The derivation that shifts of the zeros of energy generate. H_L → H_L + c_L, H_R → H_R + c_R takes X to X + x and Y to
 * Y + y with x = c_L − c_R, y = c_L + c_R, and moments to exp(x D_X + y D_Y) of themselves, where
 *     D_X m_jk = j m_{j−1,k},  D_Y m_jk = k m_{j,k−1},  and the same for s (D_X s_10 = s_00 = 1).
 * D_X and D_Y commute, so a polynomial p is invariant under all shifts iff D_X p = 0 and D_Y p = 0.
 */
export function shiftDerivative(ring: TraceRing, direction: "X" | "Y", p: Polynomial): Polynomial {
  let sum: Polynomial = 0n;
  ring.symbols.forEach((symbol, index) => {
    if (symbol.kind !== "m" && symbol.kind !== "s") return;
    const { j, k } = symbol;
    const power = direction === "X" ? j : k;
    if (power === 0) return;
    const lower = direction === "X" ? ring[symbol.kind](j - 1, k) : ring[symbol.kind](j, k - 1);
    const slope = derivative(p, index);
    sum = add(sum, multiply(multiply(slope, BigInt(power)), lower.numerator));
  });
  return sum;
}
