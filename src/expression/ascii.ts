/**
 * Expressions as ASCII text: `*`, `/`, `^`, function calls, the ASCII names. What is printed reads back to the same
 * value in mathjs, SymPy or a calculator.
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";

const PRECEDENCE = { sum: 1, product: 2, power: 3, atom: 4 } as const;

/** The expression as ASCII text. */
export function toText(e: Expression): string {
  return render(e).text;
}

interface Rendered {
  readonly text: string;
  readonly precedence: number;
}

function atLeast(r: Rendered, precedence: number): string {
  return r.precedence >= precedence ? r.text : `(${r.text})`;
}

function render(e: Expression): Rendered {
  switch (e.type) {
    case "number":
      return renderNumber(e);
    case "symbol":
      return { text: e.name, precedence: PRECEDENCE.atom };
    case "sum":
      return renderSum(e.terms);
    case "product":
      return renderProduct(e.factors);
    case "power":
      return renderPower(e.base, e.exponent);
    case "call":
      return { text: `${e.name}(${e.arguments.map(toText).join(", ")})`, precedence: PRECEDENCE.atom };
  }
}

function renderNumber(n: ExactNumber): Rendered {
  if (n.denominator !== 1n)
    return { text: `${n.numerator}/${n.denominator}`, precedence: PRECEDENCE.product };
  return { text: String(n.numerator), precedence: n.numerator < 0n ? PRECEDENCE.sum : PRECEDENCE.atom };
}

function renderSum(terms: readonly Expression[]): Rendered {
  let text = "";
  terms.forEach((t, i) => {
    const term = atLeast(render(t), t.type === "sum" ? PRECEDENCE.product : PRECEDENCE.sum);
    if (i === 0) text = term;
    else text += term.startsWith("-") ? ` - ${term.slice(1)}` : ` + ${term}`;
  });
  return { text, precedence: PRECEDENCE.sum };
}

function renderProduct(factors: readonly Expression[]): Rendered {
  const above: string[] = [];
  const below: string[] = [];
  let sign = "";
  let belowCount = 0;
  for (const f of factors) {
    if (f.type === "number") {
      if (f.numerator < 0n) sign = "-";
      const n = f.numerator < 0n ? -f.numerator : f.numerator;
      if (n !== 1n) above.push(String(n));
      if (f.denominator !== 1n) {
        below.push(String(f.denominator));
        belowCount++;
      }
    } else if (f.type === "power" && f.exponent.numerator < 0n) {
      const inverse = { numerator: -f.exponent.numerator, denominator: f.exponent.denominator };
      below.push(atLeast(renderPower(f.base, inverse), PRECEDENCE.power));
      belowCount++;
    } else above.push(atLeast(render(f), PRECEDENCE.power));
  }
  const top = above.length === 0 ? "1" : above.join("*");
  if (belowCount === 0) return { text: sign + top, precedence: sign ? PRECEDENCE.sum : PRECEDENCE.product };
  const bottom = belowCount === 1 ? (below[0] as string) : `(${below.join("*")})`;
  return { text: `${sign}${top}/${bottom}`, precedence: sign ? PRECEDENCE.sum : PRECEDENCE.product };
}

function renderPower(base: Expression, exponent: ExactNumber): Rendered {
  if (exponent.numerator === 1n && exponent.denominator === 1n) return render(base);
  if (exponent.numerator < 0n) {
    const inverse = { numerator: -exponent.numerator, denominator: exponent.denominator };
    return {
      text: `1/${atLeast(renderPower(base, inverse), PRECEDENCE.power)}`,
      precedence: PRECEDENCE.product,
    };
  }
  const e =
    exponent.denominator === 1n
      ? String(exponent.numerator)
      : `(${exponent.numerator}/${exponent.denominator})`;
  return { text: `${atLeast(render(base), PRECEDENCE.atom)}^${e}`, precedence: PRECEDENCE.power };
}
