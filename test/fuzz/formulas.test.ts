/** Generated formulas: what is printed reads back as the same; brackets are never taken for what they are not. */
import fc from "fast-check";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { float64 } from "../../numeric/arithmetic/float64.js";
import { beforeAll, describe, expect, it } from "vitest";
import { type Expression } from "../../symbolic/expression/expression.js";
import { productExpression, powerExpression, sumExpression } from "../../symbolic/expression/build.js";
import { call, number, symbol } from "../../src/expression/tree.js";
import { parseClaim } from "../../src/claim/parse.js";
import { decideClaim } from "../../src/claim/decide.js";
import { sameFunction } from "../../src/expression/normal-form.js";
import { InputError } from "../../src/input/errors.js";
import { expansion } from "../../src/expansion/expansion.js";
import { type ExpressionParser, loadExpressionParser } from "../../src/expression/parse.js";
import { parseJunctionFile } from "../../src/junction/file/parse.js";
import { type Junction } from "../../src/junction/junction.js";
import { toLatex } from "../../src/print/latex.js";
import { parseShorthand } from "../../src/junction/shorthand.js";
import { toText } from "../../src/expression/ascii.js";

let parse: ExpressionParser;
let junction: Junction;
beforeAll(async () => {
  parse = await loadExpressionParser();
  junction = await parseJunctionFile(
    JSON.stringify({
      left: { bath: "solid", coupling: "Gamma_L" },
      right: { bath: "metal", coupling: "kappa", delta: "delta_R", mu: "mu_R" },
      subsystem: { kind: "TLS", gap: "w_1 + w_2" },
    }),
  );
});

const formulaOf = (claim: string): Expression => parseClaim(claim, junction, parse).formula;

const NAMES = [
  "Gamma_L",
  "kappa",
  "delta_R",
  "mu_R",
  "w_1",
  "w_2",
  "omega",
  "T_a",
  "T_L",
  "T_R",
  "Delta",
  "k_L",
  "k_R",
];
const positive = fc.integer({ min: 1, max: 4 });
const exponent = fc.constantFrom<[bigint, bigint]>(
  [2n, 1n],
  [3n, 1n],
  [-1n, 1n],
  [-2n, 1n],
  [1n, 2n],
  [-1n, 2n],
);

/** Trees as the exact layer makes them: nested sums and products are flat, numbers stand in front. */
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.constantFrom(...NAMES).map(symbol),
    fc.tuple(positive, positive).map(([n, d]) => number(n, d)),
    fc.array(tie("tree"), { minLength: 2, maxLength: 3 }).map(sumExpression),
    fc.array(tie("tree"), { minLength: 2, maxLength: 4 }).map(productExpression),
    fc
      .tuple(tie("tree"), exponent)
      .map(([base, [numerator, denominator]]) => powerExpression(base, { numerator, denominator })),
    fc
      .tuple(fc.constantFrom("exp", "sinh", "cosh", "tanh", "coth", "sech", "csch", "sqrt"), tie("tree"))
      .map(([name, x]) => call(name, x)),
  ),
}));

/** Values between 0.2 and 1.2, each name its own; undefined where doubles do not reach. */
function valueOf(e: Expression, shift: number): number | undefined {
  const lookup = (name: string): number => 0.2 + ((NAMES.indexOf(name) * 0.618 + shift) % 1);
  const value = evaluateExpression(float64, e, { lookup });
  return Math.abs(value) < 1e100 && Math.abs(value) > 1e-100 ? value : undefined;
}

/** The same to 7 digits at three points: no cancellation of ours costs nine. */
function alike(a: Expression, b: Expression): boolean {
  return [0.1, 0.37, 0.73].every((shift) => {
    const [x, y] = [valueOf(a, shift), valueOf(b, shift)];
    return x === undefined || y === undefined || Math.abs(x - y) <= 1e-7 * Math.abs(x);
  });
}

describe("printed formulas", () => {
  it("read back from LaTeX and from text as the same function", () => {
    fc.assert(
      fc.property(tree, (e) => {
        const latex = toLatex(e);
        const text = toText(e);
        const [fromLatex, fromText] = [formulaOf(`J = \\,${latex}`), formulaOf(`J = ${text}`)];
        expect([latex, toText(fromLatex), alike(fromLatex, e)]).toEqual([latex, toText(fromLatex), true]);
        expect([text, alike(fromText, e)]).toEqual([text, true]);
      }),
      { numRuns: 400, seed: 20090306 },
    );
  });
});

const OWN_OF_COUPLINGS = /^(?:\\omega|w_1\+w_2|w_2\+w_1)$/;
const OWN_OF_RATES = /^(?:\\omega|w_1\+w_2|w_2\+w_1|T_[LR])$/;

describe("a name and brackets", () => {
  const LATEX = ["\\Gamma_L", "\\kappa", "\\mu_R", "w_1", "\\omega", "T_a", "T_L", "k^L", "k_R", "X_L"];
  const part = fc.oneof(
    fc.constantFrom(...LATEX, "2", "n_B^L", "\\tfrac12", "e^{-\\omega/T_L}"),
    fc.tuple(fc.constantFrom(...LATEX), fc.constantFrom(...LATEX)).map((two) => two.join(" ")),
  );
  const sum = fc.array(part, { minLength: 1, maxLength: 3 }).map((terms) => terms.join("+"));
  const content = fc.oneof(sum, fc.constantFrom("\\omega", "T_L", "T_R", "w_1+w_2"));
  const bare = (latex: string): Expression => formulaOf(`J = \\,${latex}`);

  it("are the product, the name itself, or refused with both readings: nothing else", () => {
    const seen = { product: 0, name: 0, refused: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...LATEX), fc.constantFrom("", "^2"), content, (name, power, inside) => {
        const product = bare(`${name}${power}\\cdot(${inside})`);
        try {
          const read = bare(`${name}${power}(${inside})`);
          const isProduct = sameFunction(read, product);
          if (isProduct) seen.product++;
          else {
            seen.name++;
            expect([name, inside, sameFunction(read, bare(name + power))]).toEqual([name, inside, true]);
            // only arguments that the name has
            expect(inside).toMatch(name.startsWith("\\") ? OWN_OF_COUPLINGS : OWN_OF_RATES);
          }
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          seen.refused++;
          expect(error.hint).toMatch(/^write .*\\cdot/);
        }
      }),
      { numRuns: 600, seed: 20090306 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
  });
});

describe("coefficients with couplings at their gap", () => {
  it("are proved, and with a factor dropped never", () => {
    const factors =
      /\\omega\^\{\d\} |\\omega |\\Gamma_[LR](?:\^\{\d\})?\(\\omega\) |\\sinh(?:\^\{\d\})?\(2 \\omega\/T_a\)|T_a\^\{\d\} /g;
    for (const [name, orders] of [
      ["solid-TLS-solid", [1, 2]],
      ["solid-HO-solid", [1]],
      ["solid-HO-metal", [1]],
    ] as const) {
      const j = parseShorthand(name);
      const decide = (formula: string, k: number): string => {
        try {
          return decideClaim(j, parseClaim(`\\alpha_${k} = ${formula}`, j, parse)).verdict;
        } catch (error) {
          if (error instanceof InputError) return "refused";
          throw error;
        }
      };
      for (const k of orders) {
        const printed = toLatex(expansion(j).expression(k));
        const written = printed.replace(/\\Gamma_([LR])(\^\{\d\})?(?= )/g, "\\Gamma_$1$2(\\omega)");
        expect([written, decide(written, k)]).toEqual([written, "proved"]);
        const places = [...written.matchAll(factors)];
        expect(places.length).toBeGreaterThan(2);
        for (const place of places) {
          const mutant = written.slice(0, place.index) + written.slice(place.index + place[0].length);
          expect([mutant, decide(mutant, k)]).not.toEqual([mutant, "proved"]);
        }
      }
    }
  });
});
