/**
 * Couplings that depend on the gap: named spectral densities, and what is refused of any coupling.
 *
 * | density    | Γ(ω)                                       |
 * |------------|--------------------------------------------|
 * | flat       | Γ f(ω)                                     |
 * | ohmic      | Γ ω f(ω)                                   |
 * | power      | Γ ω^s f(ω)                                 |
 * | lorentzian | Γ κ²/(κ² + (ω − ν)²)                       |
 * | resonator  | Γ ω/(1 + Q²(ω/ν − ν/ω)²), an ohmic resistor behind an LC resonator, as in circuit experiments |
 *
 * The cut-off f is 1, ω_c²/(ω_c² + ω²) (Drude), or e^{−ω/ω_c}. Each name is short for the expression written out.
 */
import { type Expression } from "../../symbolic/expression/expression.js";
import { coefficientsIn } from "../../symbolic/polynomial/structure.js";
import { type RationalFunction, variable } from "../../symbolic/fraction/rational-function.js";
import { definiteSign } from "../../symbolic/polynomial/sign.js";
import { type Side } from "./bath.js";
import {
  call,
  negative,
  number,
  operands,
  power,
  product,
  quotient,
  sum,
  symbol,
  symbolsOf,
} from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { parseExactNumber } from "../input/exact-number.js";
import { rationalValue } from "../expression/rational-value.js";
import { toText } from "../expression/ascii.js";

/** Spectral densities by name. */
export const DENSITIES = ["flat", "ohmic", "power", "lorentzian", "resonator"] as const;
type Density = (typeof DENSITIES)[number];

/** Shapes of a cut-off: ω_c²/(ω_c² + ω²), and e^{−ω/ω_c}. */
export const CUTOFF_SHAPES = ["drude", "exponential"] as const;

/** The keys of a bath that describe its spectral density, as texts of the file. */
export interface DensityData {
  readonly density?: Density | undefined;
  readonly coupling?: string | undefined;
  readonly exponent?: string | undefined;
  readonly cutoff?: string | undefined;
  readonly cutoff_shape?: (typeof CUTOFF_SHAPES)[number] | undefined;
  readonly center?: string | undefined;
  readonly width?: string | undefined;
  readonly quality?: string | undefined;
}

/** Keys that belong to each density, besides `coupling`. */
const KEYS: Readonly<Record<Density, readonly string[]>> = {
  flat: ["cutoff", "cutoff_shape"],
  ohmic: ["cutoff", "cutoff_shape"],
  power: ["exponent", "cutoff", "cutoff_shape"],
  lorentzian: ["center", "width"],
  resonator: ["center", "quality"],
};

const OMEGA = symbol("omega");

/**
 * The coupling of a bath with these keys; undefined where none of them is given.
 * @param read  reads an expression in parameters that stands under a key
 * @throws InputError for keys that do not belong together
 */
export function densityCoupling(
  data: DensityData,
  side: Side,
  stem: string,
  read: (text: string, key: keyof DensityData) => Expression,
  where: string,
): Expression | undefined {
  const own = Object.entries(data).filter(
    ([key, x]) => x !== undefined && key !== "coupling" && key !== "density",
  );
  const strength = data.coupling === undefined ? undefined : read(data.coupling, "coupling");
  if (data.density === undefined) {
    const [first] = own;
    if (first)
      throw new InputError(`${first[0]} stands without a density`, {
        where,
        hint: `add "density": one of ${DENSITIES.join(", ")}`,
      });
    return strength;
  }
  const { density } = data;
  const foreign = own.find(([key]) => !KEYS[density].includes(key));
  if (foreign) {
    throw new InputError(`a ${density} density has no ${foreign[0]}`, {
      where,
      hint: `it takes coupling, ${KEYS[density].join(", ")}`,
    });
  }
  const gamma = strength ?? symbol(`${stem}_${side}`);
  if (symbolsOf(gamma).includes("omega"))
    throw new InputError("the density says how the coupling depends on omega", {
      where: `${where}.coupling`,
      hint: "leave one of them out",
    });
  const of = (key: "center" | "width" | "quality", name: string): Expression => {
    const text = data[key];
    return text === undefined ? symbol(`${name}_${side}`) : read(text, key);
  };
  switch (density) {
    case "flat":
      return cutOff(gamma, data, read, where);
    case "ohmic":
      return cutOff(product(gamma, OMEGA), data, read, where);
    case "power": {
      if (data.exponent === undefined)
        throw new InputError("a power needs its exponent", {
          where: `${where}.exponent`,
          hint: 'for example "exponent": 3',
        });
      return cutOff(product(gamma, power(OMEGA, parseExactNumber(data.exponent))), data, read, where);
    }
    case "lorentzian": {
      const [nu, kappa] = [of("center", "nu"), of("width", "kappa")];
      const square = power(kappa, 2);
      return quotient(product(gamma, square), sum(square, power(sum(OMEGA, negative(nu)), 2)));
    }
    case "resonator": {
      const [nu, Q] = [of("center", "nu"), of("quality", "Q")];
      const detuning = sum(quotient(OMEGA, nu), negative(quotient(nu, OMEGA)));
      return quotient(product(gamma, OMEGA), sum(number(1), product(power(Q, 2), power(detuning, 2))));
    }
  }
}

function cutOff(
  coupling: Expression,
  { cutoff, cutoff_shape: shape }: DensityData,
  read: (text: string, key: keyof DensityData) => Expression,
  where: string,
): Expression {
  if (cutoff === undefined) {
    if (shape !== undefined)
      throw new InputError("cutoff_shape stands without a cutoff", { where: `${where}.cutoff_shape` });
    return coupling;
  }
  const frequency = read(cutoff, "cutoff");
  if (shape === "exponential") return product(coupling, call("exp", negative(quotient(OMEGA, frequency))));
  const square = power(frequency, 2);
  return quotient(product(coupling, square), sum(square, power(OMEGA, 2)));
}

/**
 * Refuses couplings that diverge as functions of the gap: an exponential that grows with it, a denominator that changes sign
 * at some positive gap whatever the (positive) parameters are.
 * @throws InputError
 */
export function refuseDivergence(coupling: Expression): void {
  const names = ["omega", ...symbolsOf(coupling).filter((name) => name !== "omega")];
  const visit = (e: Expression): void => {
    if (e.type === "call" && e.name === "exp") {
      const x = valueOf(e.arguments[0] as Expression, names);
      if (x && signAtLargeGap(x, names) === 1)
        throw new InputError(`${toText(e)} grows with the gap without bound`, {
          hint: "a cut-off decays: exp(-omega/omega_c)",
        });
    }
    if (e.type === "power" && e.exponent.numerator < 0n) {
      // (omega - nu)^2 does not change sign, but what it is the square of does.
      let root = e.base;
      while (root.type === "power") root = root.base;
      const base = valueOf(root, names);
      if (base && changesSign(base, names))
        throw new InputError(`the coupling diverges where ${toText(e.base)} = 0, at a positive gap`, {
          hint: "a cut-off stays finite, such as omega_c^2/(omega_c^2 + omega^2)",
        });
    }
    operands(e).forEach(visit);
  };
  visit(coupling);
}

/** The expression over ℚ(omega, parameters); undefined where it is not rational. */
function valueOf(e: Expression, names: readonly string[]): RationalFunction | undefined {
  const no = (): never => {
    throw new InputError("not rational");
  };
  try {
    return rationalValue(e, {
      symbol: (name) => variable(names.indexOf(name)),
      temperature: no,
      exponential: no,
      formal: no,
    });
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Sign of the coefficients of the highest and of the lowest power of omega, as far as positive parameters decide it. */
function endSigns(f: RationalFunction, names: readonly string[]): readonly (1 | -1 | undefined)[] {
  const assumptions = names.map(() => "positive" as const);
  return [f.numerator, f.denominator].flatMap((p) => {
    const coefficients = coefficientsIn(p, 0);
    const powers = [...coefficients.keys()].sort((a, b) => a - b);
    return [powers[0], powers[powers.length - 1]].map((e) =>
      definiteSign(coefficients.get(e ?? 0) ?? 0n, assumptions),
    );
  });
}

/** The sign of f for large gaps if f grows there; undefined where it is open, or where f stays bounded. */
function signAtLargeGap(f: RationalFunction, names: readonly string[]): 1 | -1 | undefined {
  const degree = (p: RationalFunction["numerator"]): number => Math.max(...coefficientsIn(p, 0).keys());
  if (degree(f.numerator) <= degree(f.denominator)) return undefined;
  const [, above, , below] = endSigns(f, names);
  return above === undefined || below === undefined ? undefined : above === below ? 1 : -1;
}

/** The numerator has one sign at small gaps and the other at large ones. */
function changesSign(f: RationalFunction, names: readonly string[]): boolean {
  const [small, large] = endSigns(f, names);
  return small !== undefined && large !== undefined && small !== large;
}
