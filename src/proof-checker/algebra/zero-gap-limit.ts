/**
 * The rate between two levels of one energy for the proof checker: lim k(ω, T) for ω → 0.
 *
 * The rate is read at a gap ω that is a variable of its own, with a variable x for e^{−ω/T}. Along x = e^{−ω/T} the operator
 * θ = T∂_ω − x∂_x is T·d/dω, so by l'Hôpital's rule k = P/Q has the limit (θ^m P)/(θ^m Q) at ω = 0, x = 1 for the least m
 * at which these do not both vanish.
 */
import {
  demand,
  derivative,
  type Expanded,
  exponentOf,
  plus,
  ProofError,
  times,
  toThe,
  variableOf,
  limitedAs,
} from "./polynomial.js";
import { type Quotient } from "./reader.js";
import { statedRate } from "./rate.js";
import { type Ring, ringOf } from "./ring.js";
import { type CertificateBath, type CertificateHeader } from "../../certificate/format.js";

/** Names that no parameter can have. */
const [GAP, X] = ["gap_", { L: "x_L_", R: "x_R_" }] as const;

/** More zeros than any rate of physical interest cancels. */
const MOST_ZEROS = 12;

/** The limit of a bath's rate for a gap of zero. @throws ProofError if there is none or the rate cannot be read */
export function limitingRate(
  c: CertificateHeader,
  ring: Ring,
  side: "L" | "R",
  bath: CertificateBath,
): Quotient {
  const { variables } = c;
  const wider: CertificateHeader = {
    ...c,
    parameters: [...c.parameters, { name: GAP, assumption: "positive" }],
    variables: {
      ...variables,
      energies: [...variables.energies, GAP],
      L: [...variables.L, X.L],
      R: [...variables.R, X.R],
    },
  };
  const wide = ringOf(wider);
  const rate = statedRate(wider, wide, side, bath, GAP);
  const [temperature] = wide.ends[side] as readonly [number, ...number[]];
  const T = toThe(variableOf(temperature, wide.count), variables.root, wide.count);
  const [gap, x] = [GAP, X[side]].map((name) => wide.names.indexOf(name)) as [number, number];
  let [above, below] = [rate.numerator, rate.denominator];
  for (let m = 0; m <= MOST_ZEROS; m++) {
    const [p, q] = [above, below].map((polynomial) => atZero(polynomial, gap, x, ring, wide)) as [
      Expanded,
      Expanded,
    ];
    if (q.size > 0) return { numerator: p, denominator: q };
    demand(p.size === 0, "a rate that diverges between levels of one energy");
    [above, below] = [above, below].map((f) =>
      plus(times(T, derivative(f, gap)), times(variableOf(x, wide.count), derivative(f, x)), -1n),
    ) as [Expanded, Expanded];
  }
  throw new ProofError("the limit of a rate between levels of one energy is not found");
}

/** The value at ω = 0, x = 1, in the ring of the certificate. */
function atZero(a: Expanded, gap: number, x: number, ring: Ring, wide: Ring): Expanded {
  const kept = wide.names.flatMap((name, i) => (ring.names.includes(name) ? [i] : []));
  const sums = new Map<string, bigint>();
  for (const [m, c] of a) {
    if (exponentOf(m, gap) > 0) continue;
    const others = wide.names.some((_, i) => !kept.includes(i) && i !== x && exponentOf(m, i) > 0);
    demand(!others, "a rate with the other bath's Boltzmann factor");
    const key = kept.map((i) => m.charAt(i)).join("");
    sums.set(key, (sums.get(key) ?? 0n) + c);
  }
  return limitedAs(new Map([...sums].filter(([, c]) => c !== 0n)), a);
}
