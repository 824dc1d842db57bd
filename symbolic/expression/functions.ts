/**
 * The functions that a formula may call with a meaning of its own: one record each, which every reader, printer and
 * exact evaluation asks. A name that is not here is no function with a value; at most it is an unknown one, g(T).
 */
import { type ExactNumber } from "./expression.js";

/** c·E^n. */
interface ExponentialTerm {
  readonly coefficient: bigint;
  readonly power: -1 | 0 | 1;
}

/**
 * A function as a quotient of sums in one exponential E. Exponents are chosen least: tanh(ω/2T) holds e^{−ω/T}, and no
 * e^{−ω/2T}.
 */
export interface ExponentialForm {
  /** E = e^{step·x}; for occupations E = e^{step·x/T}. */
  readonly step: bigint;
  readonly numerator: readonly ExponentialTerm[];
  readonly denominator: readonly ExponentialTerm[];
}

/** What a known function is, and how it is written. Each takes one argument x. */
export interface KnownFunction {
  readonly name: string;
  readonly kind: "exponential" | "hyperbolic" | "root" | "circular" | "occupation";
  /** Its exact value; absent for the square root, which is algebraic, and for cos and sin, which have numbers only. */
  readonly form?: ExponentialForm;
  /** The command that prints it. */
  readonly latex: string;
  /** Other names that papers use for it. */
  readonly spellings: readonly string[];
}

const E = (coefficient: bigint, power: -1 | 0 | 1): ExponentialTerm => ({ coefficient, power });
const ONE = [E(1n, 0)];

function hyperbolic(
  name: string,
  latex: string,
  form: ExponentialForm,
  ...spellings: string[]
): KnownFunction {
  return { name, kind: "hyperbolic", form, latex, spellings };
}

/** Every function with a meaning, in the order in which messages list them. */
export const FUNCTIONS: readonly KnownFunction[] = [
  {
    name: "exp",
    kind: "exponential",
    form: { step: 1n, numerator: [E(1n, 1)], denominator: ONE },
    latex: "\\exp",
    spellings: [],
  },
  hyperbolic("sinh", "\\sinh", { step: 1n, numerator: [E(1n, 1), E(-1n, -1)], denominator: [E(2n, 0)] }),
  hyperbolic("cosh", "\\cosh", { step: 1n, numerator: [E(1n, 1), E(1n, -1)], denominator: [E(2n, 0)] }),
  hyperbolic("tanh", "\\tanh", {
    step: 2n,
    numerator: [E(1n, 0), E(-1n, -1)],
    denominator: [E(1n, 0), E(1n, -1)],
  }),
  hyperbolic("coth", "\\coth", {
    step: 2n,
    numerator: [E(1n, 0), E(1n, -1)],
    denominator: [E(1n, 0), E(-1n, -1)],
  }),
  hyperbolic("sech", "\\operatorname{sech}", {
    step: 1n,
    numerator: [E(2n, 0)],
    denominator: [E(1n, 1), E(1n, -1)],
  }),
  hyperbolic(
    "csch",
    "\\operatorname{csch}",
    { step: 1n, numerator: [E(2n, 0)], denominator: [E(1n, 1), E(-1n, -1)] },
    "cosech",
  ),
  { name: "sqrt", kind: "root", latex: "\\sqrt", spellings: [] },
  { name: "cos", kind: "circular", latex: "\\cos", spellings: [] },
  { name: "sin", kind: "circular", latex: "\\sin", spellings: [] },
  {
    name: "n_B",
    kind: "occupation",
    form: { step: 1n, numerator: ONE, denominator: [E(1n, 1), E(-1n, 0)] },
    latex: "n_B",
    spellings: [],
  },
  {
    name: "n_S",
    kind: "occupation",
    form: { step: 1n, numerator: ONE, denominator: [E(1n, 1), E(1n, 0)] },
    latex: "n_S",
    spellings: [],
  },
];

const BY_NAME: ReadonlyMap<string, KnownFunction> = new Map(
  FUNCTIONS.flatMap((f) => [f.name, ...f.spellings].map((name) => [name, f] as const)),
);

/** The function of that name, or by another spelling of it; undefined if there is none. */
export function knownFunction(name: string): KnownFunction | undefined {
  return BY_NAME.get(name);
}

/** The names of the functions of which formulas hold the exact value, each once. */
export const FUNCTION_NAMES: readonly string[] = FUNCTIONS.filter((f) => f.kind !== "circular").map(
  (f) => f.name,
);

/** Those that have a value in numbers only. */
export const NUMERIC_FUNCTIONS: readonly string[] = FUNCTIONS.filter((f) => f.kind === "circular").map(
  (f) => f.name,
);

/** n_B or n_S: functions of an energy at the temperature of a bath. */
export function isOccupation(name: string): boolean {
  return knownFunction(name)?.kind === "occupation";
}

/** Arithmetic in which exponentials can be combined. */
export interface ExponentialArithmetic<S> {
  readonly constant: (value: ExactNumber | bigint) => S;
  readonly add: (a: S, b: S) => S;
  readonly multiply: (a: S, b: S) => S;
  /** @throws NotInvertibleError, or another error of its own, where b is zero */
  readonly divide: (a: S, b: S) => S;
}

/**
 * The value of a function from its exponentials.
 * @param exponential e^{n·x}, or e^{n·x/T} for occupations
 */
export function fromExponentials<S>(
  { step, numerator, denominator }: ExponentialForm,
  A: ExponentialArithmetic<S>,
  exponential: (n: bigint) => S,
): S {
  const total = (terms: readonly ExponentialTerm[]): S =>
    terms
      .map(({ coefficient, power }) =>
        power === 0
          ? A.constant(coefficient)
          : A.multiply(A.constant(coefficient), exponential(step * BigInt(power))),
      )
      .reduce((sum, term) => A.add(sum, term));
  return A.divide(total(numerator), total(denominator));
}
