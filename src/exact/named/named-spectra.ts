/**
 * Couplings by name. At a fixed gap a spectral density is one positive number for each gap and bath, so formulas hold it as a symbol
 * Γ_L(ω), whatever the function is, and its definition stands beneath them. This serves densities that lie outside the field (e^{−ω/ω_c},
 * fractional powers, functions known only by name) and those that would fill the formulas (Lorentzians, resonators, Drude cut-offs).
 * What is proved for all positive values of the symbols holds for those that the densities have.
 *
 * A coupling that is a product of powers of parameters and of the gap, as Γω³, stays written out, and so does any rational one without
 * the gap. Of a ladder the coupling itself becomes the symbol. Levels have many gaps: with |S|²Γ(ω) in each rate, the symbols go to the
 * squares of the matrix elements, S_ij → S_ij √Γ(ω_ij), and 1 takes the place of the coupling.
 */
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { knownFunction } from "../../../symbolic/expression/functions.js";
import {
  constant,
  divide,
  equals,
  isZero,
  negate,
  type RationalFunction,
} from "../../../symbolic/fraction/rational-function.js";
import { toText } from "../../expression/ascii.js";
import { rationalExpression } from "../../expression/rational-expression.js";
import { sameFunction } from "../../expression/normal-form.js";
import { replaceSymbol } from "../../expression/substitute.js";
import {
  call,
  number,
  operands,
  product,
  quotient,
  symbol,
  symbolsOf,
  withOperands,
} from "../../expression/tree.js";
import { InputError } from "../../input/errors.js";
import {
  type Bath,
  bathRecord,
  builtInBath,
  type CoupledBath,
  type Side,
  withCoupling,
} from "../../junction/bath.js";
import { type Junction, type NamedSpectrum, withParts } from "../../junction/junction.js";
import { type Levels } from "../../junction/ladder.js";
import { generalLevels } from "../../junction/levels.js";
import { graphOf } from "../level-graph.js";
import { withExactLevels } from "./exact-levels.js";
import { positiveText, signIn } from "../level-order.js";
import { thermalField, type ThermalField } from "../thermal-field.js";

type Values = ReadonlyMap<string, ExactNumber>;

/** What a coupling becomes: its expression with calls in it, one for each function that is known by name from here on. */
interface Naming {
  readonly side: Side;
  readonly coupling: Expression;
  readonly functions: readonly { readonly name: string; readonly definition?: Expression }[];
}

/**
 * The junction with the couplings that are no short products in the place of symbols, and what these stand for; the junction as it is
 * where there are none.
 * @param values  of parameters, besides those that the junction binds
 * @throws InputError for a density outside the field between levels of one energy, or of unknown order
 */
export function withNamedSpectra(given: Junction, values: Values = new Map()): Junction {
  const junction = withNamedGap(withExactLevels(given));
  if (junction.spectra || ![junction.left, junction.right].some(needsName)) return junction;
  const { subsystem } = junction;
  if (subsystem.kind === "ladder") return ladderWithNames(junction, subsystem.gap, values);
  // With coherences the rates are symbols of their own already (`coherent-current.ts`).
  if (subsystem.kind === "coherent") return junction;
  return subsystem.approximate ? junction : levelsWithNames(junction, subsystem, values);
}

/** A gap such as √(ε² + Δ²) as a positive symbol: formulas, conditions and expansions in Δ hold whatever it is made of. */
function withNamedGap(junction: Junction): Junction {
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder" || junction.namedGap) return junction;
  const factor = junction.units ? numberInFront(subsystem.gap) : undefined;
  const value =
    factor && subsystem.gap.type === "product" ? product(...subsystem.gap.factors.slice(1)) : subsystem.gap;
  if (isRational(value)) return junction;
  const taken = junction.parameters.map((p) => p.name);
  const name = ["omega", "omega_0", "w_0"].find((n) => !taken.includes(n)) ?? "omega_gap";
  const gap = factor ? product(factor, symbol(name)) : symbol(name);
  return { ...withParts(junction, { subsystem: { ...subsystem, gap } }), namedGap: { name, value } };
}

/** An expression with the symbols of the spectra replaced by what they stand for; symbols without a definition stay. */
export function withDensities(e: Expression, { spectra = [], namedGap, units }: Junction): Expression {
  // Densities are functions of the gap in the units of the file.
  const measured = (gap: Expression): Expression =>
    units ? quotient(gap, { type: "number", ...units.gapFactor }) : gap;
  const written = spectra.reduce(
    (all, { definition, values }) =>
      definition
        ? values.reduce(
            (x, { name, gap }) => replaceSymbol(x, name, replaceSymbol(definition, "omega", measured(gap))),
            all,
          )
        : all,
    e,
  );
  return namedGap ? replaceSymbol(written, namedGap.name, namedGap.value) : written;
}

function needsName(bath: Bath): bath is CoupledBath {
  return "coupling" in bath && (bath.formalFunctions.length > 0 || !isShort(asWritten(bath)));
}

/** The coupling in the file's units. */
function asWritten({ written, coupling }: CoupledBath): Expression {
  return written ?? coupling;
}

/** Rational, and in the gap a power. Functions known only by name count as symbols. */
function isShort(e: Expression): boolean {
  switch (e.type) {
    case "number":
    case "symbol":
      return true;
    case "product":
      return e.factors.every(isShort);
    case "power":
      return e.exponent.denominator === 1n && isShort(e.base);
    case "sum":
      return e.terms.every((term) => isShort(term) && !mentionsGap(term));
    case "call":
      return knownFunction(e.name) === undefined;
  }
}

function mentionsGap(e: Expression): boolean {
  return e.type === "call" || symbolsOf(e).includes("omega") || operands(e).some(mentionsGap);
}

/** Rational in the gap and the parameters: what the field holds written out. */
function isRational(e: Expression): boolean {
  if (e.type === "power" && e.exponent.denominator !== 1n) return false;
  return e.type !== "call" && operands(e).every(isRational);
}

/** Names for the couplings of both ends: the same name where both are one function at the values. */
function namings(junction: Junction, values: Values): readonly Naming[] {
  const taken = new Set([
    ...junction.left.formalFunctions,
    ...junction.right.formalFunctions,
    ...[junction.left, junction.right].filter((b) => !needsName(b) || isShort(asWritten(b))).flatMap(namesOf),
    ...(junction.subsystem.kind === "ladder"
      ? symbolsOf(junction.subsystem.gap)
      : junction.subsystem.kind === "levels"
        ? namesOfLevels(junction.subsystem)
        : []),
  ]);
  const { left, right } = junction;
  const long = [left, right].filter((b): b is CoupledBath => needsName(b) && !isShort(asWritten(b)));
  const [one, other] = long;
  const at = (e: Expression): Expression =>
    [...values].reduce((x, [name, value]) => replaceSymbol(x, name, { type: "number", ...value }), e);
  const alike = one && other && sameCoupling(at(asWritten(one)), at(asWritten(other)));
  return [left, right].filter(needsName).map((bath): Naming => {
    const { side } = bath;
    const definition = asWritten(bath);
    if (isShort(definition))
      return { side, coupling: bath.coupling, functions: bath.formalFunctions.map((name) => ({ name })) };
    const stem = bathRecord(bath.kind).letter;
    const wanted = alike ? [stem, "K"] : [`${stem}_${side}`, `K_${side}`, `${stem}_${side}_${side}`];
    const name = wanted.find((n) => !taken.has(n)) ?? `${stem}_bath_${side}`;
    const factor = bath.written ? numberInFront(bath.coupling) : undefined;
    const value = call(name, symbol("omega"));
    return { side, coupling: factor ? product(factor, value) : value, functions: [{ name, definition }] };
  });
}

/** The factor that units put in front of a coupling. */
function numberInFront(e: Expression): Expression | undefined {
  const first = e.type === "product" ? e.factors[0] : undefined;
  return first?.type === "number" ? first : undefined;
}

function sameCoupling(a: Expression, b: Expression): boolean {
  const [x, y] = [symbolsOf(a), symbolsOf(b)];
  return x.length === y.length && x.every((name) => y.includes(name)) && sameFunction(a, b);
}

const namesOf = (bath: Bath): readonly string[] => bath.parameters.map((p) => p.name);

function namesOfLevels({ energies, S_L, S_R }: Levels): readonly string[] {
  return [...energies, ...S_L.flat(), ...S_R.flat()].flatMap(symbolsOf);
}

/** Calls of the functions replaced by symbols at one gap. */
function atOneGap(e: Expression, symbols: ReadonlyMap<string, string>): Expression {
  if (e.type === "call") {
    const name = symbols.get(e.name);
    if (name !== undefined) return symbol(name);
  }
  return withOperands(e, (x) => atOneGap(x, symbols));
}

function ladderWithNames(junction: Junction, gap: Expression, values: Values): Junction {
  const list = namings(junction, new Map([...junction.bound, ...values]));
  const argument = argumentText(junction, gap);
  const symbolFor = (name: string): string => `${name}(${argument})`;
  const bath = (original: Bath): Bath => {
    const naming = list.find(({ side }) => side === original.side);
    if (!naming || !("coupling" in original)) return original;
    const symbols = new Map(naming.functions.map(({ name }) => [name, symbolFor(name)]));
    return withCoupling(original, atOneGap(naming.coupling, symbols));
  };
  const spectra = spectraOf(list, (name) => [{ name: symbolFor(name), gap }]);
  return { ...withParts(junction, { left: bath(junction.left), right: bath(junction.right) }), spectra };
}

function spectraOf(
  list: readonly Naming[],
  values: (name: string) => NamedSpectrum["values"],
): readonly NamedSpectrum[] {
  const spectra = new Map<string, NamedSpectrum>();
  for (const { side, functions } of list)
    for (const { name, definition } of functions) {
      const known = spectra.get(name);
      spectra.set(name, {
        name,
        sides: [...(known?.sides ?? []), side],
        ...(definition ? { definition } : {}),
        values: values(name),
      });
    }
  return [...spectra.values()];
}

/** The field of the parameters alone: what the couplings hold may lie outside it. */
function fieldOfParameters(junction: Junction, values: Values): ThermalField {
  return thermalField(
    { ...junction, left: builtInBath("solid", "L"), right: builtInBath("solid", "R") },
    [],
    values,
  );
}

/** A gap as the argument of a name, in the units of the file. */
function argumentText(junction: Junction, gap: Expression): string {
  const field = fieldOfParameters({ ...junction, bound: new Map() }, new Map());
  const value = field.parameterValue(gap);
  const { units } = junction;
  const measured = units ? divide(value, constant(units.gapFactor)) : value;
  const names = field.variables.parameters;
  return toText(rationalExpression(measured, names.map(symbol)));
}

/** A gap at which a density is asked for. */
interface Gap {
  /** Positive. */
  readonly value: RationalFunction;
  readonly expression: Expression;
  readonly text: string;
}

function levelsWithNames(junction: Junction, levels: Levels, given: Values): Junction {
  const values = new Map([...junction.bound, ...given]);
  const field = fieldOfParameters(junction, values);
  const graph = graphOf(junction, levels, values);
  const gaps: Gap[] = [];
  /** The gap between two levels; a reason where it has no sign, with an order that would do. */
  const gapOf = (i: number, j: number): Gap | { readonly reason: string; readonly order?: string } => {
    const [upper, lower] = [levels.energies[i] as Expression, levels.energies[j] as Expression];
    const difference = (a: Expression, b: Expression): Expression => ({
      type: "sum",
      terms: [a, product(number(-1), b)],
    });
    const value = field.parameterValue(difference(upper, lower));
    if (isZero(value)) return { reason: `the levels ${j} and ${i} have one energy` };
    const { sign } = signIn(value.numerator, junction, field) ?? {};
    const order = positiveText(value.numerator, field.variables.parameters);
    if (sign === undefined) {
      return { reason: `which of the levels ${j} and ${i} is higher depends on the parameters`, order };
    }
    const size = sign === 1 ? value : negate(value);
    const known = gaps.find((gap) => equals(gap.value, size));
    if (known) return known;
    const expression = sign === 1 ? difference(upper, lower) : difference(lower, upper);
    const gap = { value: size, expression, text: argumentText(junction, expression) };
    gaps.push(gap);
    return gap;
  };
  const matrices = { L: levels.S_L, R: levels.S_R };
  const done: Naming[] = [];
  const used = new Map<string, Gap[]>();
  for (const naming of namings(junction, values)) {
    const pairs = graph.contacts.filter(({ side }) => side === naming.side);
    const found = pairs.map(({ i, j }) => gapOf(i, j));
    const open = found.find((gap) => "reason" in gap);
    if (open) {
      const bath = naming.side === "L" ? junction.left : junction.right;
      if ("coupling" in bath && isRational(asWritten(bath))) continue;
      const [spectrum] = naming.functions;
      throw new InputError(
        `${open.reason}, and ${spectrum?.name ?? "the coupling"}(omega) is known at positive gaps only`,
        {
          hint:
            open.order === undefined
              ? "there take a rational coupling that vanishes with the gap, such as Gamma*omega"
              : `assume one, --assume "${open.order}", or bind the parameters`,
        },
      );
    }
    done.push(naming);
    for (const { name } of naming.functions)
      used.set(name, [...new Set([...(used.get(name) ?? []), ...(found as Gap[])])]);
    const S = matrices[naming.side].map((row) => [...row]);
    pairs.forEach(({ i, j }, k) => {
      const { text } = found[k] as Gap;
      const symbols = new Map(naming.functions.map(({ name }) => [name, `${name}(${text})`]));
      const strength = atOneGap(
        replaceSymbol(naming.coupling, "omega", (found[k] as Gap).expression),
        symbols,
      );
      for (const [a, b] of [
        [i, j],
        [j, i],
      ] as const)
        (S[a] as Expression[])[b] = product(S[a]?.[b] as Expression, call("sqrt", strength));
    });
    matrices[naming.side] = S;
  }
  if (done.length === 0) return junction;
  const plain = (bath: Bath): Bath =>
    done.some(({ side }) => side === bath.side) && "coupling" in bath ? withCoupling(bath, number(1)) : bath;
  const strong = generalLevels(levels.energies, { S: undefined, S_L: matrices.L, S_R: matrices.R });
  const whole = withParts(junction, {
    left: plain(junction.left),
    subsystem: { ...levels, ...strong },
    right: plain(junction.right),
  });
  const spectra = spectraOf(done, (name) =>
    (used.get(name) ?? []).map(({ text, expression }) => ({ name: `${name}(${text})`, gap: expression })),
  );
  return { ...whole, spectra };
}
