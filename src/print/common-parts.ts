/**
 * Long formulas with their common parts named, as a paper would print them: an angle y that all hyperbolic functions
 * share, sums that occur more than once, and sums that make a formula longer than a line. Purely by structure.
 */
import {
  childrenOf,
  nodeCount,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../symbolic/expression/build.js";
import { type Expression } from "../../symbolic/expression/expression.js";
import { knownFunction } from "../../symbolic/expression/functions.js";

/** A name and what it stands for; later definitions use earlier ones. */
interface NamedPart {
  readonly name: string;
  readonly value: Expression;
}

/** Formulas in terms of named parts. */
export interface NamedFormulas {
  readonly parts: readonly NamedPart[];
  readonly values: readonly Expression[];
}

/** What decides about names. */
export interface NamingOptions {
  /** Names that are taken: parameters, T_a and the like. */
  readonly taken: ReadonlySet<string>;
  /** Length of a formula on one line, in the unit of `limit`. */
  readonly measure: (e: Expression) => number;
  /** The longest term that fits a line; sums may break between terms. */
  readonly limit: number;
}

/** Sums of fewer nodes are repeated rather than named. */
const SMALLEST = 6;
/** Nodes that a name for a repeated sum must save; a denominator deserves its name anyway. */
const WORTH = 24;
/** Fewer hyperbolic functions do not need a name for their angle. */
const FEW_FUNCTIONS = 6;

/** Names common and overlong parts of formulas that are printed together. */
export function nameParts(formulas: readonly Expression[], options: NamingOptions): NamedFormulas {
  const fresh = nameSource(options.taken);
  const { parts: angles, values } = nameAngle(formulas, fresh);
  const naming = nameRepeated(values, fresh);
  return breakLong(naming, angles, fresh, options);
}

/** D for a denominator, y for an angle, P_1, P_2, … for the rest; never a name that is taken. */
function nameSource(taken: ReadonlySet<string>): (stem: string) => string {
  const used = new Set(taken);
  const counts = new Map<string, number>();
  return (stem) => {
    for (;;) {
      const n = counts.get(stem) ?? 0;
      counts.set(stem, n + 1);
      const name = n === 0 && stem !== "P" ? stem : `${stem}_${stem === "P" ? n + 1 : n}`;
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}

const isHyperbolic = (name: string): boolean => knownFunction(name)?.kind === "hyperbolic";

/** sinh(4ω/T_a) → sinh(4y), where functions of one angle abound. */
function nameAngle(formulas: readonly Expression[], fresh: (stem: string) => string): NamedFormulas {
  const angles = new Map<string, { angle: Expression; count: number }>();
  const visit = (e: Expression): void => {
    if (e.type === "call" && isHyperbolic(e.name)) {
      const { key, angle } = withoutNumber(e.arguments[0] as Expression);
      const entry = angles.get(key) ?? { angle, count: 0 };
      entry.count++;
      angles.set(key, entry);
    } else childrenOf(e).forEach(visit);
  };
  formulas.forEach(visit);
  const names = new Map<string, string>();
  const parts: NamedPart[] = [];
  for (const [key, { angle, count }] of angles) {
    if (count < FEW_FUNCTIONS || angle.type === "symbol") continue;
    const name = fresh("y");
    names.set(key, name);
    parts.push({ name, value: angle });
  }
  const replace = (e: Expression): Expression => {
    if (e.type !== "call" || !isHyperbolic(e.name)) return withChildren(e, replace);
    const { key, number } = withoutNumber(e.arguments[0] as Expression);
    const name = names.get(key);
    return name === undefined
      ? e
      : { ...e, arguments: [productExpression([number, symbolExpression(name)])] };
  };
  return { parts, values: names.size === 0 ? formulas : formulas.map(replace) };
}

function withoutNumber(e: Expression): { key: string; angle: Expression; number: Expression } {
  const [first, ...rest] = e.type === "product" ? e.factors : [e];
  const number = first?.type === "number" && rest.length > 0 ? first : numberExpression(1n);
  const angle = number === first ? productExpression(rest) : e;
  return { key: structureKey(angle), angle, number };
}

/** A string that two trees share iff they are the same formula. */
export function structureKey(e: Expression): string {
  switch (e.type) {
    case "number":
      return `${e.numerator}/${e.denominator}`;
    case "symbol":
      return e.name;
    case "power":
      return `(${structureKey(e.base)})^${e.exponent.numerator}/${e.exponent.denominator}`;
    case "call":
      return `${e.name}(${e.arguments.map(structureKey).join()})`;
    case "sum":
      return `[+${e.terms.map(structureKey).join()}]`;
    case "product":
      return `[*${e.factors.map(structureKey).join()}]`;
  }
}

/** The same node over changed children. */
export function withChildren(e: Expression, change: (child: Expression) => Expression): Expression {
  switch (e.type) {
    case "number":
    case "symbol":
      return e;
    case "sum":
      return sumExpression(e.terms.map(change));
    case "product":
      return productExpression(e.factors.map(change));
    case "power":
      return powerExpression(change(e.base), e.exponent);
    case "call":
      return { ...e, arguments: e.arguments.map(change) };
  }
}

/** Sums that occur more than once get names, inner ones first. */
function nameRepeated(formulas: readonly Expression[], fresh: (stem: string) => string): NamedFormulas {
  const seen = new Map<string, { count: number; below: boolean; size: number }>();
  const visit = (e: Expression, below: boolean): void => {
    if (e.type === "sum") {
      const key = structureKey(e);
      const entry = seen.get(key);
      if (entry) {
        entry.count++;
        entry.below ||= below;
        // what is inside counts once
        return;
      }
      seen.set(key, { count: 1, below, size: nodeCount(e) });
    }
    const inverse = e.type === "power" && e.exponent.numerator < 0n;
    childrenOf(e).forEach((child) => visit(child, inverse));
  };
  formulas.forEach((e) => visit(e, false));
  const names = new Map<string, string>();
  const parts: NamedPart[] = [];
  const replace = (e: Expression): Expression => {
    const key = e.type === "sum" ? structureKey(e) : undefined;
    const known = key === undefined ? undefined : names.get(key);
    if (known !== undefined) return symbolExpression(known);
    const value = withChildren(e, replace);
    const entry = key === undefined ? undefined : seen.get(key);
    if (
      key === undefined ||
      !entry ||
      entry.count < 2 ||
      entry.size < SMALLEST ||
      (!entry.below && (entry.count - 1) * entry.size < WORTH)
    )
      return value;
    const name = fresh(entry.below ? "D" : "P");
    names.set(key, name);
    parts.push({ name, value });
    return symbolExpression(name);
  };
  const values = formulas.map(replace);
  return { parts, values };
}

/** Names the largest sums inside terms that do not fit a line, until all fit. */
function breakLong(
  { parts, values }: NamedFormulas,
  before: readonly NamedPart[],
  fresh: (stem: string) => string,
  { measure, limit }: NamingOptions,
): NamedFormulas {
  const done: NamedPart[] = [...before];
  const fit = (e: Expression): Expression => {
    if (e.type === "sum") return sumExpression(e.terms.map(fitTerm));
    return fitTerm(e);
  };
  const fitTerm = (e: Expression): Expression => {
    let term = e;
    while (measure(term) > limit) {
      const longest = longestSum(term, measure);
      if (!longest) break;
      const name = fresh("P");
      done.push({ name, value: fit(longest) });
      term = replaceNode(term, longest, symbolExpression(name));
    }
    return term;
  };
  for (const { name, value } of parts) {
    const fitted = fit(value);
    done.push({ name, value: fitted });
  }
  const fitted = values.map(fit);
  return numbered({ parts: done, values: fitted });
}

/** P_1, P_2, … in the order of their definitions. */
function numbered({ parts, values }: NamedFormulas): NamedFormulas {
  const ours = parts.map((p) => p.name).filter((name) => name.startsWith("P_"));
  const inOrder = [...ours].sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)));
  const renamed = new Map(ours.map((name, i) => [name, inOrder[i] as string]));
  const rename = (e: Expression): Expression =>
    e.type === "symbol" ? symbolExpression(renamed.get(e.name) ?? e.name) : withChildren(e, rename);
  return {
    parts: parts.map(({ name, value }) => ({ name: renamed.get(name) ?? name, value: rename(value) })),
    values: values.map(rename),
  };
}

/** The longest proper sum inside a term. */
function longestSum(e: Expression, measure: (e: Expression) => number): Expression | undefined {
  let best: { e: Expression; length: number } | undefined;
  const visit = (x: Expression): void => {
    if (x !== e && x.type === "sum") {
      const length = measure(x);
      if (nodeCount(x) >= SMALLEST && (!best || length > best.length)) best = { e: x, length };
      return;
    }
    childrenOf(x).forEach(visit);
  };
  visit(e);
  return best?.e;
}

function replaceNode(e: Expression, old: Expression, next: Expression): Expression {
  return e === old ? next : withChildren(e, (child) => replaceNode(child, old, next));
}
