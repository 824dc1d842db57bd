/** Expressions in the syntax of a programming language. */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { PI } from "../input/names.js";

/** What distinguishes the languages' expressions. */
export interface Dialect {
  /** A name as an identifier. */
  readonly identifier: (name: string) => string;
  /** The number π, which no parameter is called. */
  readonly pi: string;
  readonly integer: (n: bigint) => string;
  /** n/d where no product could take it; already in parentheses if needed. */
  readonly rational: (n: bigint, d: bigint) => string;
  readonly times: string;
  readonly over: string;
  /** base^n for n ≥ 2; base is printed as an atom. */
  readonly power: (base: string, n: bigint) => string;
  /** base^(n/d). */
  readonly root: (base: string, exponent: ExactNumber) => string;
  readonly call: (name: string, args: readonly string[]) => string;
}

/** The expression on one line. */
export function codeOf(e: Expression, d: Dialect): string {
  return render(e, d).text;
}

interface Rendered {
  readonly text: string;
  /** 1 sum or a leading minus, 2 product, 3 atom. */
  readonly level: 1 | 2 | 3;
}

function atLeast(r: Rendered, level: number): string {
  return r.level >= level ? r.text : `(${r.text})`;
}

function render(e: Expression, d: Dialect): Rendered {
  switch (e.type) {
    case "number":
      if (e.denominator !== 1n) return { text: d.rational(e.numerator, e.denominator), level: 3 };
      return { text: d.integer(e.numerator), level: e.numerator < 0n ? 1 : 3 };
    case "symbol":
      return { text: e.name === PI ? d.pi : d.identifier(e.name), level: 3 };
    case "sum": {
      const terms = e.terms.map((t) => atLeast(render(t, d), t.type === "sum" ? 2 : 1));
      const text = terms.reduce((s, t) => (t.startsWith("-") ? `${s} - ${t.slice(1)}` : `${s} + ${t}`));
      return { text, level: 1 };
    }
    case "product":
      return renderProduct(e.factors, d);
    case "power":
      return e.exponent.numerator < 0n
        ? renderProduct([e], d)
        : { text: power(e.base, e.exponent, d), level: 3 };
    case "call":
      return {
        text: d.call(
          e.name,
          e.arguments.map((a) => codeOf(a, d)),
        ),
        level: 3,
      };
  }
}

function power(base: Expression, exponent: ExactNumber, d: Dialect): string {
  const text = atLeast(render(base, d), 3);
  if (exponent.denominator !== 1n) return d.root(text, exponent);
  return exponent.numerator === 1n ? text : d.power(text, exponent.numerator);
}

function renderProduct(factors: readonly Expression[], d: Dialect): Rendered {
  const above: string[] = [];
  const below: string[] = [];
  let negative = false;
  for (const f of factors) {
    if (f.type === "number") {
      negative = f.numerator < 0n !== negative;
      const n = f.numerator < 0n ? -f.numerator : f.numerator;
      if (n !== 1n) above.push(d.integer(n));
      if (f.denominator !== 1n) below.push(d.integer(f.denominator));
    } else if (f.type === "power" && f.exponent.numerator < 0n) {
      below.push(power(f.base, { ...f.exponent, numerator: -f.exponent.numerator }, d));
    } else above.push(atLeast(render(f, d), 2));
  }
  if (above.length === 0) above.push(d.integer(1n));
  const top = above.join(d.times);
  const bottom = below.length > 1 ? `(${below.join(d.times)})` : below[0];
  const text = `${negative ? "-" : ""}${top}${bottom === undefined ? "" : `${d.over}${bottom}`}`;
  return { text, level: negative ? 1 : 2 };
}
