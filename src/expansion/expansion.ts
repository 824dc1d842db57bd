/** The expansion of a junction's current, of the ratio R and of the contrast in powers of Δ: formulas, and numbers. */
import { type Expansion, expandInDelta } from "../../symbolic/expansion/expansion.js";
import { sumExpression } from "../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type FactoredFraction, isZeroFraction } from "../../symbolic/fraction/factored-fraction.js";
import { bindMeanTemperature } from "./certified-value.js";
import { missingNames } from "../model/point.js";
import { naturalJunction, type NaturalVariable } from "./natural-variables.js";
import { isFluctuation, type Quantity } from "../junction/quantity.js";
import { InputError } from "../input/errors.js";
import { currentsByGap, namedLevels, type NamedLevels } from "./named-levels.js";
import { exactSeries } from "./series.js";
import { requireExpansion } from "./size.js";
import { requirePopulationsAlone } from "../exact/no-steady-state.js";
import { heatFlow, requireHeat } from "../exact/heat-flow.js";
import { type Junction, withNamesKept } from "../junction/junction.js";
import { withNamedSpectra } from "../exact/named/named-spectra.js";
import { parseExactNumber } from "../input/exact-number.js";
import { lazily } from "../input/lazily.js";
import { randomSource } from "../input/random-source.js";
import { outsideDomain } from "../model/domain.js";
import {
  pointExpansion,
  type PointCoefficient,
  type PointExpansion,
  UndecidedZeroError,
} from "./point-expansion.js";
import { sizeLimit } from "../input/size-limit.js";
import { presentCoefficient, presentInGenerators } from "../exact/formula/coefficient.js";

/** The coefficients of one quantity of a junction, made when asked for and kept. */
export interface JunctionExpansion {
  readonly junction: Junction;
  readonly quantity: Quantity;
  /**
   * True iff the coefficient of Δ^k vanishes identically (a proof).
   * @throws UndecidedZeroError where everything is bound and that could not be decided
   */
  isZero(k: number): boolean;
  /** The exact coefficient of Δ^k. */
  coefficient(k: number): FactoredFraction;
  /** Its printable form. */
  expression(k: number): Expression;
  /**
   * The same in the natural variables of the contacts (`expansion/natural-variables.ts`); undefined where there are none
   * but the parameters.
   */
  natural(): NaturalExpansion | undefined;
  /** @throws SizeLimitError where the formulas up to that order are estimated to be too large to be written out */
  requireOrder(order: number): void;
  /**
   * Its value at T_a with every parameter bound: `digits` proved significant digits, "0" for a proved zero.
   * @throws UndecidedZeroError for a value that was neither distinguished from zero nor proved to be zero
   */
  value(k: number, digits: number): string;
  /** The values of the coefficients 0 … order, as {@link value}; none where one is undecided is thrown for. */
  values(order: number, digits: number): readonly PointCoefficient[];
}

/** Printable forms in natural variables. */
interface NaturalExpansion {
  /** The coefficient of Δ^k. */
  expression(k: number): Expression;
  /** What the natural variables are. */
  readonly definitions: readonly NaturalVariable[];
  /** Strengths of the contacts at T_a/2, or strengths and gaps of mixed levels: those are short where all else is long. */
  readonly kind: "contacts" | "levels";
}

/**
 * Expands a quantity of a junction in Δ at fixed T_a. With everything bound the numbers come from enclosures, and a formula
 * is formed only where one is asked for.
 * @param at  exact values by name (parameters, and T_a); the rest stays symbolic
 * @example  expansion(parseShorthand("solid-TLS-solid"), "J").expression(2)
 */
export function expansion(
  junction: Junction,
  quantity: Quantity = "J",
  at: ReadonlyMap<string, ExactNumber> = new Map(),
): JunctionExpansion {
  if (at.has("Delta")) throw new InputError("Delta cannot be bound: it is the expansion variable");
  const bound = new Map([...junction.bound, ...at]);
  if (isFluctuation(quantity)) requirePopulationsAlone(junction, quantity);
  requireHeat(heatFlow(junction, bound).none, quantity);
  const missing = missingNames(bound, junction, { delta: false });
  // Numbers are those of the densities; formulas hold them by name.
  const named = lazily(() => withNamedSpectra(junction, at));
  const exact = lazily(() => exactExpansion(named(), quantity, at));
  // Mixed levels have symbols for strengths and gaps, in which formulas are short; without them some are never done.
  const levels = lazily(() => (missing.includes("T_a") ? namedLevels(named(), bound) : undefined));
  const inNames = lazily(() => {
    const found = levels();
    return found && mixedExpansion(found, quantity, at);
  });
  // A formula is begun at once: what stands in its way is said before anything is printed.
  if (missing.length > 0 && !inNames()) exact();
  const point = lazily((): PointExpansion => {
    if (missing.length > 0) throw new InputError(`no value for ${missing.join(", ")}`);
    return pointExpansion(junction, quantity, bound);
  });
  const natural = lazily((): NaturalExpansion | undefined => {
    const [mixed, series] = [levels(), inNames()];
    if (mixed && series)
      return { expression: series.expression, definitions: mixed.definitions, kind: "levels" };
    const found = missing.includes("T_a") ? naturalJunction(named(), bound) : undefined;
    if (!found) return undefined;
    const inNatural = (j: Junction): ((k: number) => Expression) =>
      exactExpansion(j, quantity, at).expression;
    const laws = [junction.left, junction.right].some((bath) => bath.formalFunctions.length > 0);
    if (!laws) {
      const expression = inNatural(found.junction);
      return { expression, definitions: found.definitions, kind: "contacts" };
    }
    // Of a law known only by name each order holds one derivative more.
    const made: Expression[] = [];
    const withDerivatives = (n: number): typeof found => naturalJunction(named(), bound, n) as typeof found;
    const expression = (k: number): Expression =>
      (made[k] ??= inNatural(withDerivatives(quantity === "J" ? k : k + 1).junction)(k));
    return { expression, definitions: withDerivatives(MOST_DERIVATIVES).definitions, kind: "contacts" };
  });
  const vanishes = (k: number): boolean => {
    const series = inNames();
    if (!series) return exact().isZero(k);
    if (series.isZero(k)) return true;
    // Strengths are related: a value that is not zero says that the coefficient is not, whatever they are.
    return !isNonzeroSomewhere(named(), quantity, at, k) && exact().isZero(k);
  };
  return {
    junction: missing.length > 0 ? named() : junction,
    quantity,
    coefficient: (k) => exact().coefficient(k),
    expression: (k) => exact().expression(k),
    natural,
    requireOrder: (order) => (inNames() ?? exact()).requireOrder(order),
    isZero: (k) => (missing.length > 0 ? vanishes(k) : point().isZero(k)),
    values: (order, digits) => point().coefficients(order, digits),
    value(k, digits) {
      const { value, bound: size } = point().coefficients(k, digits)[k] as PointCoefficient;
      if (value === null) throw new UndecidedZeroError(`the coefficient of Delta^${k}`, size);
      return value;
    },
  };
}

/** Definitions of natural variables that are at hand; those that occur are printed. */
const MOST_DERIVATIVES = 24;

/** The expansion of mixed levels: of J as the sum of the currents by the gaps, where those are had. */
function mixedExpansion(
  mixed: NamedLevels,
  quantity: Quantity,
  at: ReadonlyMap<string, ExactNumber>,
): Pick<JunctionExpansion, "isZero" | "expression" | "requireOrder"> {
  const found = quantity === "J" ? currentsByGap(mixed, at) : undefined;
  if (!found) return exactExpansion({ ...mixed.junction, bound: new Map() }, quantity, at);
  const { variables } = found;
  const parts = found.parts.map((part) => expandInDelta(variables, part));
  return {
    isZero: (k) => parts.every((part) => part.isZero(k)),
    expression: (k) =>
      sumExpression(
        parts
          .filter((part) => !part.isZero(k))
          .map((part) =>
            part.inGenerators
              ? presentInGenerators(part.inGenerators)(k)
              : presentCoefficient(variables, part.coefficient(k), k),
          ),
      ),
    requireOrder(order) {
      for (const part of parts) requireExpansion(part, order, sizeLimit(mixed.junction));
    },
  };
}

/** True if the coefficient is proved not to vanish at one of a few points. */
function isNonzeroSomewhere(
  junction: Junction,
  quantity: Quantity,
  at: ReadonlyMap<string, ExactNumber>,
  k: number,
): boolean {
  const random = randomSource(1);
  for (let attempt = 0; attempt < POINTS; attempt++) {
    const drawn = new Map<string, ExactNumber>();
    for (const { name, reference } of junction.parameters)
      if (reference === undefined) drawn.set(name, parseExactNumber((0.5 + random()).toFixed(2)));
    const values = new Map([
      ...drawn,
      ...(attempt === 0 ? (junction.orderAt ?? []) : []),
      ...junction.bound,
      ...at,
      ["T_a", parseExactNumber((1 + random()).toFixed(2))] as const,
    ]);
    try {
      if (outsideDomain(junction, values)) continue;
      const { value } = pointExpansion(junction, quantity, values).coefficients(k, 3)[k] as PointCoefficient;
      if (value !== null && value !== "0") return true;
    } catch (error) {
      // A point at which the roots are not those of a Hamiltonian, or levels meet.
      if (!(error instanceof InputError)) throw error;
    }
  }
  return false;
}

/** Points that are looked at. */
const POINTS = 6;

/** Whether a coefficient vanishes identically; null where that could not be decided. */
export function zeroOrNull(series: JunctionExpansion, k: number): boolean | null {
  try {
    return series.isZero(k);
  } catch (error) {
    if (error instanceof UndecidedZeroError) return null;
    throw error;
  }
}

/** The part of an expansion that the exact layer makes. */
function exactExpansion(
  junction: Junction,
  quantity: Quantity,
  at: ReadonlyMap<string, ExactNumber>,
): Pick<JunctionExpansion, "isZero" | "coefficient" | "expression" | "requireOrder"> {
  const series: Expansion = exactSeries(junction, quantity, at);
  const { variables } = series;
  const temperature = at.get("T_a");
  const bound: FactoredFraction[] = [];
  const printed: Expression[] = [];
  const coefficient = (k: number): FactoredFraction =>
    (bound[k] ??= temperature
      ? bindMeanTemperature(variables, series.coefficient(k), temperature)
      : series.coefficient(k));
  const print =
    series.inGenerators && !temperature
      ? presentInGenerators(series.inGenerators)
      : (k: number): Expression => presentCoefficient(variables, coefficient(k), k, temperature);
  // Only needed where a coefficient vanishes with some values put in: does it vanish identically?
  const unbound = lazily(() => exactExpansion(withNamesKept(junction, at), quantity, new Map()));
  return {
    coefficient,
    requireOrder: (order) => requireExpansion(series, order, sizeLimit(junction)),
    isZero(k) {
      if (at.size === 0 && junction.bound.size === 0) return series.isZero(k);
      if (!isZeroFraction(coefficient(k))) return false;
      if (k === 0 && quantity !== "R") return true; // no current without bias, whatever the parameters
      return unbound().isZero(k);
    },
    expression: (k) => (printed[k] ??= print(k)),
  };
}
