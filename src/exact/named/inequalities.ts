/** Relations that are assumed of parameters: `"w_L > g, 0 < delta_R < 1"` beside equations `"Gamma_L = Gamma_R"`. */
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { contradict, type Relation } from "../../../symbolic/polynomial/contradiction.js";
import { negate } from "../../../symbolic/polynomial/polynomial.js";
import { type Assumption, definiteSign } from "../../../symbolic/polynomial/sign.js";
import { toText } from "../../expression/ascii.js";
import { boundValues, foldConstant } from "../../expression/exact-value.js";
import { type Atom, normalForms } from "../../expression/normal-form.js";
import { CONSTANT_RULES, type ExpressionParser, loadExpressionParser } from "../../expression/parse.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { negative, sum, symbolsOf } from "../../expression/tree.js";
import { excerpt, InputError } from "../../input/errors.js";
import { suggestion } from "../../input/suggest.js";
import { type Inequality, type Junction } from "../../junction/junction.js";
import { withExactLevels } from "./exact-levels.js";
import { type Assumed, assuming, parseAssumptions } from "../assumptions.js";

/** What a text assumes: equations that give parameters, and inequalities. */
export interface Relations {
  readonly equations: readonly Assumed[];
  readonly inequalities: readonly Inequality[];
}

/**
 * Reads relations separated by commas.
 * @param where  the option or the key of the file
 * @throws InputError for names that the junction does not have
 */
export function parseRelations(
  text: string,
  j: Junction,
  parse: ExpressionParser,
  where = "--assume",
): Relations {
  const parts = text.split(/[,;]/).filter((part) => part.trim() !== "");
  const isInequality = (part: string): boolean => /[<>]/.test(part);
  const equations = parts.filter((part) => !isInequality(part)).join(",");
  return {
    equations: equations === "" ? [] : parseAssumptions(equations, j, parse),
    inequalities: parts.filter(isInequality).flatMap((part) => inequalitiesOf(part, j, parse, where)),
  };
}

/** a < b < c is two of them. */
function inequalitiesOf(part: string, j: Junction, parse: ExpressionParser, where: string): Inequality[] {
  const names = namesOf(j);
  const sides = part.split(/[<>]=?/).map((text) => {
    if (text.trim() === "") {
      throw new InputError(`${excerpt(part.trim())} is not an inequality`, {
        where,
        hint: 'write for example "w_L > g"',
      });
    }
    const e = parse(text, CONSTANT_RULES);
    const unknown = symbolsOf(e).find((s) => !names.includes(s));
    if (unknown !== undefined)
      throw new InputError(`${j.name} has no ${excerpt(unknown)}`, {
        where,
        hint: suggestion(unknown, names),
      });
    return e;
  });
  const signs = part.match(/[<>]=?/g) ?? [];
  return signs.map((sign, i): Inequality => {
    const [left, right] = [sides[i] as Expression, sides[i + 1] as Expression];
    const [greater, less] = sign.startsWith(">") ? [left, right] : [right, left];
    return { greater, less, strict: !sign.endsWith("=") };
  });
}

/** Parameters of the junction, and those of its Hamiltonian that made way for others. */
function namesOf(j: Junction): readonly string[] {
  const { parameters, subsystem } = withExactLevels(j);
  const written = subsystem.kind === "levels" ? subsystem.written : undefined;
  const own = written ? [written.H, written.S_L, written.S_R].flatMap(symbolsOf) : [];
  return [...new Set([...[...j.parameters, ...parameters].map((p) => p.name), ...own])];
}

/**
 * The junction under relations: equations put in, inequalities kept for the signs that they decide.
 * @param where the option or the key of the file
 * @throws InputError where inequalities contradict each other, or the signs of the parameters
 */
export function underRelations(
  j: Junction,
  { equations, inequalities }: Relations,
  where = "--assume",
): Junction {
  const put = (e: Expression): Expression =>
    equations.reduce((x, { name, value }) => replaceSymbol(x, name, value), e);
  const all = [...(j.inequalities ?? []), ...inequalities].map((i) => ({
    ...i,
    greater: put(i.greater),
    less: put(i.less),
  }));
  const changed = assuming(j, equations);
  requireConsistent(j, all, where);
  return all.length === 0 ? changed : { ...changed, inequalities: all };
}

/** Of what nothing satisfies everything could be proved. */
function requireConsistent(j: Junction, inequalities: readonly Inequality[], where: string): void {
  if (inequalities.length === 0) return;
  const atoms: Atom[] = [];
  // Bound parameters too: what breaks an inequality by its value is named with it.
  const form = normalForms(new Map(), atoms);
  const differences = inequalities.map(({ greater, less }) => form(sum(greater, negative(less))));
  const known = new Map(
    [...j.parameters, ...withExactLevels(j).parameters].map((p) => [p.name, p.assumption] as const),
  );
  const assumptions = atoms.map(({ expression, square }): Assumption => {
    if (square) return "positive";
    return (expression.type === "symbol" ? known.get(expression.name) : undefined) ?? "real";
  });
  const relations = differences.flatMap(({ numerator, denominator }, i): Relation[] => {
    const is = inequalities[i]?.strict === false ? ">=" : ">";
    const sign = definiteSign(denominator, assumptions);
    return sign === undefined ? [] : [{ polynomial: sign > 0 ? numerator : negate(numerator), is }];
  });
  if (!contradict(relations, assumptions)) return;
  throw new InputError(`nothing satisfies ${inequalities.map(inequalityText).join(", ")}`, {
    where,
    hint: "take back one of the inequalities; parameters other than delta are positive",
  });
}

/** The junction under what an option such as `--assume` says; as it is where nothing is said. @throws InputError */
export async function withAssumed(j: Junction, text: string | undefined): Promise<Junction> {
  return text === undefined ? j : underRelations(j, parseRelations(text, j, await loadExpressionParser()));
}

/** `w_L > g`. */
export function inequalityText({ greater, less, strict }: Inequality): string {
  return `${toText(greater)} ${strict ? ">" : ">="} ${toText(less)}`;
}

/** @throws InputError if the values break what is assumed */
export function requireRelations(
  { inequalities = [] }: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): void {
  for (const inequality of inequalities) {
    const { greater, less, strict } = inequality;
    const difference = foldConstant(sum(greater, negative(less)), boundValues(values));
    if (difference === undefined || difference.numerator > 0n || (!strict && difference.numerator === 0n))
      continue;
    throw new InputError(`the values break what is assumed: ${inequalityText(inequality)}`, {
      where: "--at",
    });
  }
}
