/**
 * What is left uncollected in a printed formula, found by reading the text with mathjs and expanding each sum: independent of
 * the code that prints.
 */
import { all, create, type MathNode } from "mathjs";
import { type Expression } from "../../../symbolic/expression/expression.js";
import {
  callExpression,
  childrenOf,
  nodeCount,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { toText } from "../../../src/expression/ascii.js";

const math = create(all ?? {}, { number: "bigint" });

/** The formula of a text. */
export function readFormula(text: string): Expression {
  return convert(math.parse(text));
}

function convert(node: MathNode): Expression {
  const n = node as MathNode & {
    readonly args: MathNode[];
    readonly fn: { readonly name: string } & string;
    readonly content: MathNode;
    readonly name: string;
    readonly value: number | bigint;
  };
  const minus = (e: Expression): Expression => productExpression([numberExpression(-1n), e]);
  switch (n.type) {
    case "ParenthesisNode":
      return convert(n.content);
    case "ConstantNode":
      return numberExpression(BigInt(n.value));
    case "SymbolNode":
      return symbolExpression(n.name);
    case "FunctionNode":
      return callExpression(n.fn.name, convert(n.args[0] as MathNode));
    case "OperatorNode": {
      const [a, b] = n.args.map(convert) as [Expression, Expression];
      switch (String(n.fn)) {
        case "unaryMinus":
          return minus(a);
        case "add":
          return sumExpression([a, b]);
        case "subtract":
          return sumExpression([a, minus(b)]);
        case "multiply":
          return productExpression([a, b]);
        case "divide":
          if (a.type === "number" && b.type === "number")
            return productExpression([numberExpression(a.numerator, b.numerator)]);
          return b.type === "number"
            ? productExpression([numberExpression(1n, b.numerator), a])
            : productExpression([a, inverse(b)]);
        case "pow":
          if (b.type === "number") return powerExpression(a, b);
      }
    }
  }
  throw new Error(`cannot be read: ${node.toString()}`);
}

/** 1/e with its factors apart. */
function inverse(e: Expression): Expression {
  if (e.type === "product") return productExpression(e.factors.map(inverse));
  if (e.type === "number") return numberExpression(e.denominator, e.numerator);
  if (e.type === "power") return powerExpression(e.base, { ...e.exponent, numerator: -e.exponent.numerator });
  return powerExpression(e, -1);
}

const factorsOf = (e: Expression): readonly Expression[] => (e.type === "product" ? e.factors : [e]);
const baseOf = (e: Expression): Expression => (e.type === "power" ? e.base : e);
const isNegative = (e: Expression): boolean => {
  const [first] = factorsOf(e);
  return first?.type === "number" && first.numerator < 0n;
};

/** A text that is the same for sums that differ in the order of their terms. */
const unordered = (e: Expression): string =>
  e.type === "sum"
    ? e.terms
        .map((t) => toText(t))
        .sort()
        .join(" + ")
    : toText(e);

/** Each fault of each sum and product, in words. */
export function uncollected(e: Expression): string[] {
  return [...ownFaults(e), ...childrenOf(e).flatMap(uncollected)];
}

/** Factors X − 1 of a product, X between 0 and 1: they are negative only because they are written backwards. */
export function backwards(e: Expression): string[] {
  const own = factorsOf(e)
    .map(baseOf)
    .filter(isXMinusOne)
    .map((f) => `backwards: ${toText(f)} in ${toText(e)}`);
  return [...(e.type === "product" ? own : []), ...childrenOf(e).flatMap(backwards)];
}

const isXMinusOne = (e: Expression): boolean =>
  e.type === "sum" &&
  e.terms.length === 2 &&
  e.terms.some((t) => t.type === "number" && t.numerator === -1n) &&
  e.terms.some((t) => /^(X_[LR]|tanh\([^-].*\)|exp\(-.*\))$/.test(toText(t)));

function ownFaults(e: Expression): string[] {
  if (e.type === "product") {
    const bases = e.factors.map(baseOf).map(unordered);
    const opposite = e.factors
      .map(baseOf)
      .filter((x) => x.type === "sum")
      .map((x) => unordered(negated(x)));
    const faults = bases.filter((x, i) => bases.indexOf(x) !== i || opposite.includes(x));
    const exponentials = e.factors.map(baseOf).filter((b) => b.type === "call" && b.name === "exp").length;
    return [
      ...faults.map((b) => `twice in a product: ${b}`),
      ...(exponentials > 1 ? [`exponentials apart: ${toText(e)}`] : []),
    ];
  }
  if (e.type !== "sum") return [];
  const faults: string[] = [];
  const numbers = e.terms.map((t) => factorsOf(t).find((f) => f.type === "number"));
  const bare = e.terms.map((t) => factorsOf(t).filter((f) => f.type !== "number"));
  for (const [i, t] of e.terms.entries())
    if (bare[i]?.length === 1 && bare[i][0]?.type === "sum") faults.push(`a sum in a sum: ${toText(t)}`);
  const keys = bare.map((fs) =>
    fs
      .map((f) => toText(f))
      .sort()
      .join("*"),
  );
  if (new Set(keys).size < keys.length) faults.push("like terms");
  const shared = (bare[0] ?? []).filter((f) =>
    bare.every((fs) => fs.some((g) => toText(baseOf(g)) === toText(baseOf(f)))),
  );
  if (shared.length > 0) faults.push(`a common factor: ${toText(shared[0] as Expression)}`);
  const content = numbers.reduce((g, n) => gcd(g, n?.type === "number" ? n.numerator : 1n), 0n);
  if (content > 1n) faults.push(`a common number: ${content}`);
  if (e.terms.some(isNegative) && isNegative(e.terms[0] as Expression)) {
    if (!e.terms.every(isNegative)) faults.push("begins with a negative term");
    else faults.push("all terms are negative");
  }
  const parts = e.terms.map(expanded);
  const whole = new Map<string, Term>();
  for (const part of parts) for (const [key, term] of part) accumulate(whole, key, term);
  const apart = parts.reduce((n, p) => n + p.size, 0);
  const tree = sumExpression([...whole.values()].map(treeOf));
  if (whole.size < apart && nodeCount(tree) <= nodeCount(e))
    faults.push(`no longer expanded: ${toText(tree)}`);
  return faults.map((f) => `${f} in ${toText(e)}`);
}

const negated = (e: Expression & { readonly type: "sum" }): Expression =>
  sumExpression(e.terms.map((t) => productExpression([numberExpression(-1n), t])));

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** number × Π base^power of one monomial. */
interface Term {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly powers: ReadonlyMap<string, readonly [Expression, number]>;
}

function accumulate(into: Map<string, Term>, key: string, t: Term): void {
  const old = into.get(key);
  const sum = old
    ? {
        ...t,
        numerator: old.numerator * t.denominator + t.numerator * old.denominator,
        denominator: old.denominator * t.denominator,
      }
    : t;
  if (sum.numerator === 0n) into.delete(key);
  else into.set(key, sum);
}

const keyOf = (t: Term): string =>
  [...t.powers]
    .flatMap(([b, [, e]]) => (e === 0 ? [] : [`${b}^${e}`]))
    .sort()
    .join("*");

function expanded(e: Expression): Map<string, Term> {
  const one: Term = { numerator: 1n, denominator: 1n, powers: new Map() };
  const single = (t: Term): Map<string, Term> => new Map([[keyOf(t), t]]);
  switch (e.type) {
    case "number":
      return e.numerator === 0n
        ? new Map<string, Term>()
        : single({ ...one, numerator: e.numerator, denominator: e.denominator });
    case "sum": {
      const result = new Map<string, Term>();
      for (const t of e.terms) for (const [key, term] of expanded(t)) accumulate(result, key, term);
      return result;
    }
    case "product":
      return e.factors.map(expanded).reduce(times, single(one));
    case "power": {
      const n = Number(e.exponent.numerator);
      if (e.exponent.denominator === 1n && n > 0 && e.base.type === "sum") {
        const base = expanded(e.base);
        return Array.from({ length: n }, () => base).reduce(times, single(one));
      }
      if (e.exponent.denominator === 1n)
        return single({ ...one, powers: new Map([[toText(e.base), [e.base, n]]]) });
      return single({ ...one, powers: new Map([[toText(e), [e, 1]]]) });
    }
    case "symbol":
    case "call":
      return single({ ...one, powers: new Map([[toText(e), [e, 1]]]) });
  }
}

function times(a: Map<string, Term>, b: Map<string, Term>): Map<string, Term> {
  const result = new Map<string, Term>();
  for (const x of a.values())
    for (const y of b.values()) {
      const powers = new Map(x.powers);
      for (const [key, [base, e]] of y.powers) powers.set(key, [base, e + (powers.get(key)?.[1] ?? 0)]);
      const t = { numerator: x.numerator * y.numerator, denominator: x.denominator * y.denominator, powers };
      accumulate(result, keyOf(t), t);
    }
  return result;
}

const treeOf = (t: Term): Expression => {
  const g = gcd(t.numerator, t.denominator);
  return productExpression([
    numberExpression(t.numerator / g, t.denominator / g),
    ...[...t.powers.values()].map(([base, e]) => powerExpression(base, e)),
  ]);
};
