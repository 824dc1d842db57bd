/** (13), (16)–(18): rates from the definition (13) for explicit baths, as exact identities, and (19) as an integral. */
import { metalIntegral, squareRootMetalIntegral } from "../../numeric/bath/metal-integral.js";
import { polynomialMetalIntegral } from "../../numeric/bath/metal-polynomial.js";
import { METAL_THERMAL, metalPolynomials } from "../../symbolic/thermal/metal-polynomial.js";
import { variablePower } from "../../symbolic/polynomial/polynomial.js";
import { termsOf } from "../../symbolic/polynomial/structure.js";
import {
  add,
  constant,
  divide,
  equals,
  multiply,
  ONE,
  power,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { type PaperResult, verdictOf } from "./result.js";

const sumOf = (list: readonly RationalFunction[]): RationalFunction => list.reduce(add, ZERO);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** (13): k(−ω) = e^{−ω/T}k(ω) for a bath with levels 0, ε, 2ε, 3ε and any symmetric B. */
export function detailedBalance(): PaperResult {
  const levels = 4;
  const X = variable(0);
  const B = (a: number, b: number): RationalFunction =>
    variable(1 + levels * Math.min(a, b) + Math.max(a, b));
  const Z = sumOf(upTo(levels).map((a) => power(X, a)));
  // ∫dτ e^{iωτ}⟨B(τ)B(0)⟩ = 2π Σ p_a |B_ab|² δ(ω + E_a − E_b); the weight of the line at ω = nε
  const rate = (n: number): RationalFunction =>
    sumOf(
      upTo(levels).flatMap((a) =>
        a + n < 0 || a + n >= levels ? [] : [multiply(divide(power(X, a), Z), power(B(a, a + n), 2))],
      ),
    );
  const holds = [1, 2, 3].every((n) => equals(rate(-n), multiply(power(X, n), rate(n))));
  return {
    equation: "(13)",
    title: "detailed balance",
    says: "k_(n-1 -> n) = e^(-omega/T) k_(n -> n-1)",
    derived:
      "k(omega) = 2 pi sum p_a |B_ab|^2 delta(omega + E_a - E_b), p_a ~ e^(-E_a/T): exchanging a and b gives it term by term, " +
      "for any bath and any B; verified for four levels and a matrix of symbols",
    verdict: verdictOf(holds),
  };
}

/** (16) from two spins of different splittings; (17) from the levels of one mode. */
export function microscopicRates(): PaperResult[] {
  return [twoSpins(), oneMode(), ...metalRates()];
}

function twoSpins(): PaperResult {
  const [x1, x2, l1, l2] = [0, 1, 2, 3].map(variable) as [
    RationalFunction,
    RationalFunction,
    RationalFunction,
    RationalFunction,
  ];
  const Z = multiply(add(ONE, x1), add(ONE, x2));
  // States (s1, s2); B flips one spin. The bath takes up ε_1 where spin 1 goes up, whatever spin 2 does.
  const weight = (s1: number, s2: number): RationalFunction =>
    divide(multiply(power(x1, s1), power(x2, s2)), Z);
  const line = (spin: 1 | 2): RationalFunction =>
    sumOf(
      [0, 1].map((other) =>
        multiply(spin === 1 ? weight(0, other) : weight(other, 0), power(spin === 1 ? l1 : l2, 2)),
      ),
    );
  const printed = (x: RationalFunction, l: RationalFunction): RationalFunction =>
    multiply(power(l, 2), subtract(ONE, divide(x, add(ONE, x))));
  return {
    equation: "(16)",
    title: "from explicit spins",
    says: "k = n_S(-omega) Upsilon(omega), Upsilon = 2 pi sum |<0|b_p|1>|^2 delta(omega - epsilon_p)",
    derived:
      "from (13) with B = sum b_p over the four states of two spins: the other spin drops out of each line, as <b_p> = 0; so " +
      "for any number of independent spins",
    verdict: verdictOf(equals(line(1), printed(x1, l1)) && equals(line(2), printed(x2, l2))),
  };
}

function oneMode(): PaperResult {
  const x = variable(0);
  const holds = [2, 3, 4, 8, 12].every((M) => {
    // M levels: Σ_{n<M−1}(n + 1)x^n/Σ_{n<M}x^n = [1 − M x^{M−1} + (M − 1) x^M]/((1 − x)(1 − x^M)), and x^M → 0.
    const above = sumOf(upTo(M - 1).map((n) => multiply(constant(BigInt(n + 1)), power(x, n))));
    const below = sumOf(upTo(M).map((n) => power(x, n)));
    const rest = add(
      subtract(ONE, multiply(constant(BigInt(M)), power(x, M - 1))),
      multiply(constant(BigInt(M - 1)), power(x, M)),
    );
    const closed = divide(rest, multiply(subtract(ONE, x), subtract(ONE, power(x, M))));
    return equals(divide(above, below), closed);
  });
  return {
    equation: "(17)",
    title: "from explicit modes",
    says: "k = -Gamma_B(omega) n_B(-omega), Gamma_B = 2 pi sum |lambda_j|^2 delta(omega_j - omega)",
    derived:
      "from (13): sum p_n (n + 1) over M levels of a mode is [1 - M x^(M-1) + (M - 1) x^M]/((1 - x)(1 - x^M)), x = " +
      "e^(-omega/T), which tends to 1/(1 - x) = -n_B(-omega) for M -> infinity",
    verdict: verdictOf(holds),
  };
}

function metalRates(): PaperResult[] {
  // y = e^{(ε − μ)/T} of the level that is left, X = e^{−ω/T}: the level reached has y/X.
  const [y, X] = [variable(0), variable(1)];
  const fermi = (z: RationalFunction): RationalFunction => divide(ONE, add(z, ONE));
  const upper = divide(y, X);
  // Four states of two levels: the one that counts has the lower filled and the upper empty.
  const filled = divide(ONE, y);
  const filledUpper = divide(X, y);
  const Z = multiply(add(ONE, filled), add(ONE, filledUpper));
  const weight = divide(filled, Z);
  const occupation = divide(ONE, subtract(ONE, X)); // −n_B(−ω)
  const printed = multiply(occupation, subtract(fermi(y), fermi(upper)));
  return [
    {
      equation: "(18)",
      title: "metal from its electrons",
      says: "k = -2 pi n_B(-omega) sum |v_ij|^2 delta(epsilon_i - epsilon_j + omega) [n_F(epsilon_i) - n_F(epsilon_i + omega)]",
      derived:
        "an electron goes from i to j with omega taken up: the probability that i is filled and j empty, from the four states " +
        "of two levels, is n_F(1 - n_F') = -n_B(-omega)[n_F - n_F'] identically",
      verdict: verdictOf(equals(weight, printed)),
    },
    ...metalIntegralResults(),
  ];
}

/** Gap and temperature at which the integral is also done by quadrature. */
const GAP = 0.8;
const TEMPERATURE = 0.37;

function metalIntegralResults(): PaperResult[] {
  const highest = 12;
  const polynomials = metalPolynomials(highest);
  const even = polynomials.every((p) =>
    termsOf(p.numerator, 2).every(({ exponents }) => (exponents[METAL_THERMAL] as number) % 2 === 0),
  );
  const flat = equals(polynomials[0] as RationalFunction, {
    numerator: variablePower(0),
    denominator: 1n,
  });
  const F = [1, 0.3, 0.2, -0.05];
  const weight = (e: number): number => F.reduce((s, f, m) => s + f * e ** m, 0);
  const { value, errorEstimate } = metalIntegral({ mu: 0, weight }, GAP, TEMPERATURE);
  const exact = polynomialMetalIntegral(F, GAP, TEMPERATURE);
  // a dozen terms not larger than the sum, rounded once each
  const agrees = Math.abs(value - exact) <= errorEstimate + 16 * 2 ** -52 * Math.abs(exact);
  // F = 1 + |ε − μ| has a kink at μ: ∫(−n_F′)|ε − μ|dε = 2 ln 2·T, linear in T, up to (ω/T)² relative
  const gap = 1e-3;
  const kink = { mu: 0, weight: (e: number): number => 1 + Math.abs(e), breakpoints: [0] };
  const slope = (metalIntegral(kink, gap, TEMPERATURE).value / (2 * Math.PI * gap) - 1) / TEMPERATURE;
  const linear = Math.abs(slope - 2 * Math.LN2) < (gap / TEMPERATURE) ** 2 + gap;
  return [
    {
      equation: "(19)",
      title: "the integral for F = sum F_m (epsilon - mu)^m",
      says: "Lambda = 2 pi int [n_F(epsilon) - n_F(epsilon + omega)] F(epsilon), ~ Gamma_F = 2 pi omega F(mu) for a flat band",
      derived:
        "Lambda = 2 pi sum F_m P_m, sum P_m s^m/m! = (1 - e^(-s omega))/s * pi T s/sin(pi T s): P_0 = omega, P_1 = -omega^2/2, " +
        "P_2 = omega^3/3 + omega (pi T)^2/3; checked by quadrature within its error",
      verdict: verdictOf(flat && agrees),
    },
    parabolicBand(),
    {
      equation: "(19)",
      title: "temperature dependence of the metal",
      says: "Lambda ~ Gamma_F (1 + delta T/mu) when the density of states varies slowly",
      derived:
        `a model: P_m has even powers of T only (y/sin y is even; checked to m = ${highest}), so a smooth F gives T^2, never ` +
        "T; a kink at mu, F = 1 + |epsilon - mu|, gives 2 ln 2 T (quadrature)",
      verdict: verdictOf(even && linear, "qualified"),
    },
  ];
}

/** F ∝ √ε: the polylogarithms with their bound against quadrature over ε with its estimate. */
function parabolicBand(): PaperResult {
  const holds = [0.02, 0.1, 0.4, 1].every((T) => {
    const mu = 2;
    const lead = { mu, weight: Math.sqrt, band: [0, Infinity] as const };
    const { value: expected, errorEstimate } = metalIntegral(lead, GAP, T);
    const { value, errorBound } = squareRootMetalIntegral(1, GAP, T, mu);
    // The quadrature rounds (ε − μ)/T in its exponents too.
    const rounding = (mu / T + 20) * 2 ** -51 * expected;
    return Math.abs(value - expected) <= errorBound + errorEstimate + rounding && errorBound < 1e-12 * value;
  });
  return {
    equation: "(19)",
    title: "the integral for a parabolic band, F = sqrt(epsilon)",
    says: "Lambda = 2 pi int [n_F(epsilon) - n_F(epsilon + omega)] F(epsilon)",
    derived:
      "Lambda = 2 pi Gamma(3/2) T^(3/2) [-Li_(3/2)(-e^(mu/T)) + Li_(3/2)(-e^((mu - omega)/T))], with a bound below 1e-12, and " +
      "by quadrature over epsilon, mu = 2, T = 0.02 ... 1 (heatdiode band)",
    verdict: verdictOf(holds, "checked"),
  };
}
