/**
 * `heatdiode band`: the metal's integral (19) for a parabolic band F(ε) = c√ε through polylogarithms, checked by quadrature,
 * and beside it what approximates it: the exact polynomials of a smooth F, and the model Γ_F(1 + δT/μ).
 */
import { DomainError } from "../../../numeric/arithmetic/errors.js";
import { metalIntegral, squareRootMetalIntegral } from "../../../numeric/bath/metal-integral.js";
import { polynomialMetalIntegral } from "../../../numeric/bath/metal-polynomial.js";
import { QuadratureError } from "../../../numeric/bath/quadrature.js";
import { parameterBindings, requireComplete } from "../../model/point.js";
import { type RunCommand } from "../command.js";
import { doubleNamed, requireFinite } from "../../input/double.js";
import { InputError } from "../../input/errors.js";
import { parameter } from "../../input/names.js";

/** Terms of √ε about μ: F_0 … F_6. */
const TERMS = 7;
/** Temperatures of the table, as parts of the given one. */
const PARTS = [1 / 8, 1 / 4, 1 / 2, 1];

/** The numbers at one temperature. */
interface BandRow {
  readonly T: number;
  readonly Lambda: number;
  readonly errorBound: number;
  /** By quadrature over ε, with its own estimate. */
  readonly quadrature: number;
  readonly quadratureError: number;
  /** 2π Σ F_m P_m with F = √ε expanded about μ to m = 6. */
  readonly polynomial: number;
  /** Λ/(1 − e^{−ω/T}). */
  readonly rate: number;
  /** δ of the model: (Λ(T)/Λ(T → 0) − 1) μ/T. */
  readonly delta: number;
}

const SYSTEM = {
  name: "a parabolic band",
  parameters: [
    parameter("omega", "gap", "gap"),
    parameter("mu", "density of states", "chemical potential above the band edge"),
    parameter("c", "coupling", "F(epsilon) = c*sqrt(epsilon)"),
  ],
  bound: new Map([["c", { numerator: 1n, denominator: 1n }]]),
};

export const run: RunCommand = (_, options) => {
  const values = parameterBindings(options.at, SYSTEM, { allowDelta: false });
  requireComplete(values, SYSTEM, { delta: false });
  const number = (name: string): number => {
    const value = values.get(name);
    return value === undefined ? 0 : doubleNamed(name, value);
  };
  const [omega, mu, c, T] = [number("omega"), number("mu"), number("c"), number("T_a") / 2];
  if (omega >= mu) {
    throw new InputError(`omega = ${omega} is not below mu = ${mu}`, {
      hint: "electrons deeper than the band edge are not there: take mu > omega to compare with the expansion about mu",
    });
  }
  try {
    const rows = requireFinite(PARTS.map((part) => bandRow(c, omega, part * T, mu)));
    const data = { omega, mu, c, rows };
    return Promise.resolve({
      text: options.format === "json" ? JSON.stringify(data, null, 2) : table(omega, mu, c, rows),
    });
  } catch (error) {
    if (error instanceof DomainError || error instanceof QuadratureError) throw new InputError(error.message);
    throw error;
  }
};

/** √ε = Σ_m C(1/2, m) μ^{1/2−m} (ε − μ)^m. */
function expandedRoot(c: number, mu: number): number[] {
  const F = [c * Math.sqrt(mu)];
  for (let m = 1; m < TERMS; m++) F.push(((F[m - 1] as number) * (1.5 - m)) / (m * mu));
  return F;
}

function bandRow(c: number, omega: number, T: number, mu: number): BandRow {
  const { value, errorBound } = squareRootMetalIntegral(c, omega, T, mu);
  const lead = { mu, weight: (e: number) => c * Math.sqrt(e), band: [0, Infinity] as const };
  const quadrature = metalIntegral(lead, omega, T);
  // T → 0: the electrons between μ − ω and μ.
  const cold = ((4 * Math.PI * c) / 3) * (mu ** 1.5 - (mu - omega) ** 1.5);
  return {
    T,
    Lambda: value,
    errorBound,
    quadrature: quadrature.value,
    quadratureError: quadrature.errorEstimate,
    polynomial: polynomialMetalIntegral(expandedRoot(c, mu), omega, T),
    rate: value / -Math.expm1(-omega / T),
    delta: ((value / cold - 1) * mu) / T,
  };
}

function table(omega: number, mu: number, c: number, rows: readonly BandRow[]): string {
  const widths = [8, 18, 9, 9, 14, 12, 10];
  const row = (cells: readonly string[]): string =>
    cells.map((cell, i) => cell.padStart(widths[i] as number)).join("");
  return [
    "metal with a parabolic band, F(epsilon) = c*sqrt(epsilon)",
    `  c = ${c}, mu = ${mu}, omega = ${omega}`,
    "  Lambda = 2*pi*c*Gamma(3/2)*T^(3/2)",
    "           *(-Li_(3/2)(-e^(mu/T)) + Li_(3/2)(-e^((mu - omega)/T)))",
    "",
    row(["T", "Lambda", "+-", "quadr.", "sum F_m*P_m", "k", "delta"]),
    ...rows.map((r) =>
      row([
        r.T.toPrecision(3),
        r.Lambda.toPrecision(15),
        r.errorBound.toExponential(0),
        (r.quadrature - r.Lambda).toExponential(0),
        r.polynomial.toPrecision(9),
        r.rate.toPrecision(8),
        r.delta.toPrecision(4),
      ]),
    ),
    "",
    "quadr.: quadrature over epsilon less Lambda. k = Lambda/(1 - e^(-omega/T)).",
    "P_m: exact polynomials in omega and (pi*T)^2 of a smooth F; m < 7, F expanded",
    "about mu, where the series of sqrt(epsilon) is asymptotic.",
    "delta: what the model Gamma_F*(1 + delta*T/mu) would need. It falls in",
    "proportion to T as T -> 0, for Lambda has no term linear in T.",
  ].join("\n");
}
