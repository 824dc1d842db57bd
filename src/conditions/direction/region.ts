/**
 * Regions of the parameters in which signs are asked for, and signs in them.
 *
 * A region keeps three things: which parameters are put by their magnitude, by zero or by an equality (`plain`); shifts
 * v := (d + v')/c that turn an inequality into v' > 0 (`shift`); and the range of temperatures, (0, ∞) or (0, T_max) where
 * 1 + δT/μ > 0 of a metal with δ < 0 ends it. In a region T is positive, or T = T_max/(1 + τ) with τ > 0, and
 * X = e^{−b/T} is 1/(1 + y) with y > x + x²/2! + … + x^k/k!, x = b/T.
 */
import { metalConstants } from "../../junction/bath.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import { factorial } from "../../../symbolic/integer/integer.js";
import {
  add,
  multiply,
  negate,
  type Polynomial,
  power,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import {
  coefficientsIn,
  degreeIn,
  shiftDown,
  substitute,
  valuationIn,
  variablesOf,
} from "../../../symbolic/polynomial/structure.js";
import {
  contradict,
  type Relation as PolynomialRelation,
} from "../../../symbolic/polynomial/contradiction.js";
import { type Assumption, definiteSign } from "../../../symbolic/polynomial/sign.js";
import { substituteFraction } from "../../../symbolic/polynomial/substitution.js";
import { boltzmannIndex, temperatureIndex, variableCount } from "../../../symbolic/thermal/variables.js";
import { equationText } from "../../certificate/text.js";
import { assumedRelations } from "../../exact/level-order.js";
import { thermalField, type ExactCurrent } from "../../exact/ladder-current.js";

/** 1 + (slope/scale)·T of a metal; both polynomials in the parameters, scale positive. */
export interface MetalSlope {
  readonly slope: Polynomial;
  readonly scale: Polynomial;
  /** The parameter that is δ itself, if it is one. */
  readonly parameter: number | undefined;
}

/** Temperatures up to scale/slope, or all; "unknown" where the sign of δ is not. */
type TemperatureRange = "all" | "unknown" | { readonly scale: Polynomial; readonly slope: Polynomial };

export interface Region {
  readonly current: ExactCurrent;
  /** Inequalities and equations in ASCII names. */
  readonly where: readonly string[];
  /** The same as polynomials in the parameters as they are, after what is assumed of the junction. */
  readonly relations: readonly PolynomialRelation[];
  readonly plain: (p: Polynomial) => Polynomial;
  readonly shift: (p: Polynomial) => Polynomial;
  /** Real parameters whose sign is settled, put by their magnitude. */
  readonly settled: ReadonlyMap<number, 1 | 0 | -1>;
  readonly range: TemperatureRange;
  /** Parameters that `shift` replaces. */
  readonly shifted: ReadonlySet<number>;
  /** Parameters given by others here, for examples. */
  readonly equalities: readonly {
    readonly variable: number;
    readonly numerator: Polynomial;
    readonly denominator: Polynomial;
  }[];
}

type Relation = ">" | "=" | "<";

/** All parameters that what is assumed of the junction admits. @param values those that the current was formed with */
export function everywhere(current: ExactCurrent, values: ReadonlyMap<string, ExactNumber>): Region {
  return {
    current,
    where: [],
    relations: assumedRelations(current.junction, thermalField(current.junction, [], values)),
    plain: (p) => p,
    shift: (p) => p,
    settled: new Map(),
    range: "all",
    shifted: new Set(),
    equalities: [],
  };
}

/** The metals of a junction. @param values those that the current was formed with */
export function metalSlopes(
  { junction, variables }: ExactCurrent,
  values: ReadonlyMap<string, ExactNumber>,
): MetalSlope[] {
  const field = thermalField(junction, [], values);
  return [junction.left, junction.right].flatMap((bath): MetalSlope[] => {
    const metal = metalConstants(bath);
    if (!metal) return [];
    const [delta, mu] = [field.parameterValue(metal.delta), field.parameterValue(metal.mu)];
    const name = metal.delta.type === "symbol" ? variables.parameters.indexOf(metal.delta.name) : -1;
    return [
      {
        slope: multiply(delta.numerator, mu.denominator),
        scale: multiply(delta.denominator, mu.numerator),
        parameter: name < 0 ? undefined : name,
      },
    ];
  });
}

/** The three parts of a region by the sign of a real parameter. */
export function bySign(region: Region, index: number): Record<Relation, Region> {
  const name = region.current.variables.parameters[index] as string;
  const part = (relation: Relation, sign: 1 | 0 | -1, put: (p: Polynomial) => Polynomial): Region => ({
    ...region,
    where: [...region.where, `${name} ${relation} 0`],
    relations: [...region.relations, compared(variablePower(index), relation)],
    plain: (p) => put(region.plain(p)),
    settled: new Map([...region.settled, [index, sign]]),
  });
  return {
    ">": part(">", 1, (p) => p),
    "=": part("=", 0, (p) => substitute(p, index, 0n)),
    "<": part("<", -1, (p) => substitute(p, index, negate(variablePower(index)))),
  };
}

/**
 * The three parts of a region by the sign of a plain polynomial in the parameters; undefined if it is not linear in some
 * positive parameter with coefficients of opposite signs.
 */
export function byPolynomial(region: Region, q: Polynomial): Record<Relation, Region> | undefined {
  const p = withoutMonomial(q);
  const shifted = region.shift(p);
  for (const v of variablesOf(shifted)) {
    const parts = linearIn(region, shifted, v);
    if (!parts) continue;
    const { coefficient: c, rest: d, sign } = parts;
    // c·v + d > 0 with c > 0 > d (or both negated): v above −d/c
    const [above, below] = sign > 0 ? ([">", "<"] as const) : (["<", ">"] as const);
    const [top, bottom] = sign > 0 ? [negate(d), c] : [d, negate(c)];
    const shift = (numerator: Polynomial, denominator: Polynomial) => (q: Polynomial) =>
      substituteFraction(region.shift(q), { variable: v, numerator, denominator });
    const replaced = new Set([...region.shifted, v]);
    const plainParts = linearIn(region, p, v);
    const equal = (): Region => {
      if (!plainParts) return { ...region, shift: shift(top, bottom), shifted: replaced };
      const image = { variable: v, numerator: negate(plainParts.rest), denominator: plainParts.coefficient };
      const positive =
        plainParts.sign > 0
          ? image
          : { ...image, numerator: plainParts.rest, denominator: negate(plainParts.coefficient) };
      return {
        ...region,
        plain: (q) => substituteFraction(region.plain(q), positive),
        equalities: [...region.equalities, positive],
      };
    };
    const named = (r: Region, relation: Relation): Region => ({
      ...r,
      where: [...region.where, relationText(region, p, relation)],
      relations: [...region.relations, compared(withSigns(region, p), relation)],
    });
    return {
      [above]: named(
        {
          ...region,
          shift: shift(add(top, variablePower(v)), bottom),
          shifted: replaced,
        },
        above,
      ),
      [below]: named(
        {
          ...region,
          shift: shift(top, multiply(bottom, add(variablePower(v), 1n))),
          shifted: replaced,
        },
        below,
      ),
      "=": named(equal(), "="),
    } as Record<Relation, Region>;
  }
  return undefined;
}

const compared = (p: Polynomial, relation: Relation): PolynomialRelation =>
  relation === "<" ? { polynomial: negate(p), is: ">" } : { polynomial: p, is: relation };

/** The parts of a region that are not found empty, from above to below. */
export function nonemptyParts(parts: Readonly<Record<Relation, Region>>): readonly Region[] {
  return [parts[">"], parts["="], parts["<"]].filter(isNonempty);
}

/** False where what is assumed and what the region says of its parameters contradict each other. */
export function isNonempty({ current, relations }: Region): boolean {
  return !contradict(
    relations,
    current.parameters.map((p) => p.assumption),
  );
}

/** The polynomial without powers of variables, which are positive, as factors. */
const withoutMonomial = (p: Polynomial): Polynomial =>
  variablesOf(p).reduce((q, v) => shiftDown(q, v, valuationIn(q, v)), p);

/**
 * Polynomials whose signs would help to split by p: factors of the rest d of a linear c·v + d with c of one sign, in
 * parameters that no shift has touched.
 */
export function helpfulFor(region: Region, p: Polynomial): Polynomial[] {
  const shifted = region.shift(p);
  const assumptions = assumptionsIn(region);
  return variablesOf(shifted).flatMap((v) => {
    if (degreeIn(shifted, v) !== 1 || assumptions[v] !== "positive") return [];
    const parts = coefficientsIn(shifted, v);
    const rest = parts.get(0) ?? 0n;
    if (rest === 0n || definiteSign(parts.get(1) ?? 0n, assumptions) === undefined) return [];
    return factor(rest)
      .factors.map((f) => f.base)
      .filter((q) => definiteSign(q, assumptions) === undefined)
      .filter((q) => variablesOf(q).every((i) => !region.shifted.has(i)));
  });
}

function linearIn(
  region: Region,
  p: Polynomial,
  v: number,
): { coefficient: Polynomial; rest: Polynomial; sign: 1 | -1 } | undefined {
  if (degreeIn(p, v) !== 1 || assumptionsIn(region)[v] !== "positive") return undefined;
  const parts = coefficientsIn(p, v);
  const [coefficient, rest] = [parts.get(1) ?? 0n, parts.get(0) ?? 0n];
  const signs = [coefficient, rest].map((q) => definiteSign(q, assumptionsIn(region)));
  const [sign] = signs;
  return sign !== undefined && signs[1] === -sign ? { coefficient, rest, sign } : undefined;
}

/** The inequality with real parameters as they are: `Gamma_L > Gamma_R`. */
function relationText(region: Region, p: Polynomial, relation: Relation): string {
  return equationText(withSigns(region, p), region.current.variables.parameters).replace(
    " = ",
    ` ${relation} `,
  );
}

/** A plain polynomial in the real parameters themselves instead of their magnitudes. */
export function withSigns(region: Region, p: Polynomial): Polynomial {
  return [...region.settled].reduce<Polynomial>(
    (q, [index, sign]) => (sign < 0 ? substitute(q, index, negate(variablePower(index))) : q),
    p,
  );
}

/** What is known of the variables after `plain`. */
function assumptionsIn({ current, settled }: Region): Assumption[] {
  return Array.from({ length: variableCount(current.variables) }, (_, i) =>
    current.parameters[i]?.assumption === "real" && !settled.has(i) ? "real" : "positive",
  );
}

/** The sign of a plain polynomial in the parameters alone. */
export function parameterSign(region: Region, p: Polynomial): 1 | -1 | 0 | undefined {
  const q = region.shift(p);
  return q === 0n ? 0 : definiteSign(q, assumptionsIn(region));
}

/** Terms of e^x that are tried in turn. */
const TAYLOR_ORDERS = [0, 1, 2, 3, 4];

/**
 * The sign of a polynomial in parameters, T_L and X_L at all temperatures of the region: 1, −1, 0 for identically zero,
 * undefined if the coefficients do not tell.
 */
export function signIn(region: Region, p: Polynomial): 1 | -1 | 0 | undefined {
  return plainSign(region, region.plain(p), false);
}

/** Larger powers of a Boltzmann factor are not expanded about 1 to see a sign: energies without a short common unit have them. */
const LARGEST_POWER = 64;

/** The same for a polynomial that `plain` was applied to; `atEnd` asks for X at T = T_max. */
export function plainSign(region: Region, q: Polynomial, atEnd: boolean): 1 | -1 | 0 | undefined {
  const v = region.current.variables;
  if (q === 0n) return 0;
  if (
    v.energies.some((e) => definiteSign(region.shift(region.plain(e.numerator)), assumptionsIn(region)) !== 1)
  )
    return undefined;
  const { range } = region;
  if (range === "unknown" || (range !== "all" && v.root !== 1)) return undefined;
  if (v.energies.some((_, i) => degreeIn(q, boltzmannIndex(v, "L", i)) > LARGEST_POWER)) return undefined;
  for (const order of TAYLOR_ORDERS) {
    const transformed = region.shift(withPositives(region, q, order, atEnd));
    const sign = transformed === 0n ? 0 : definiteSign(transformed, assumptionsIn(region));
    if (sign !== undefined) return sign;
  }
  return undefined;
}

/** T and X in terms of positive variables. */
function withPositives(
  { current, plain, range }: Region,
  p: Polynomial,
  order: number,
  atEnd: boolean,
): Polynomial {
  const v = current.variables;
  const t = temperatureIndex(v, "L");
  const tau = atEnd ? 1n : add(variablePower(t), 1n);
  // 1/T as a fraction in t
  const inverse =
    typeof range === "string"
      ? { numerator: 1n as Polynomial, denominator: variablePower(t, v.root) }
      : { numerator: multiply(range.slope, tau), denominator: range.scale };
  const withT =
    typeof range === "string"
      ? p
      : substituteFraction(p, {
          variable: t,
          numerator: inverse.denominator,
          denominator: inverse.numerator,
        });
  return v.energies.reduce((q, energy, i) => {
    const above = multiply(plain(energy.numerator), inverse.numerator);
    const below = multiply(energy.denominator, inverse.denominator);
    const x = boltzmannIndex(v, "L", i);
    const whole = multiply(power(below, order), factorial(order));
    let sum = multiply(whole, add(variablePower(x), 1n));
    for (let n = 1; n <= order; n++) {
      const scale = factorial(order) / factorial(n);
      sum = add(sum, multiply(multiply(power(above, n), power(below, order - n)), scale));
    }
    return substituteFraction(q, { variable: x, numerator: whole, denominator: sum });
  }, withT);
}
