/** The expansion in generators against the expansion in the parameters themselves, coefficient by coefficient. */
import { describe, expect, test } from "vitest";
import { forEachNumeratorTerm } from "../../../symbolic/packed/canonical-quotient.js";
import { type Expansion, expandInDelta, expandSeries } from "../../../symbolic/expansion/expansion.js";
import { type FactoredFraction } from "../../../symbolic/fraction/factored-fraction.js";
import { generatorVariableCount } from "../../../symbolic/generators/series.js";
import { equals } from "../../../symbolic/polynomial/polynomial.js";
import { fromTerms, type Term } from "../../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { expandFraction } from "../../../symbolic/series/thermal-series.js";
import { type ThermalVariables } from "../../../symbolic/thermal/variables.js";
import { exactCurrent } from "../../../src/exact/ladder-current.js";
import { quantityFraction } from "../../../src/expansion/series.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { type Junction } from "../../../src/junction/junction.js";

const inParameters = (v: ThermalVariables, f: RationalFunction): Expansion =>
  expandSeries(v, ...expandFraction(v, f.numerator, f.denominator));

function sameFraction(a: FactoredFraction, b: FactoredFraction): boolean {
  const length = Math.max(a.monomial.length, b.monomial.length);
  return (
    a.constant.numerator === b.constant.numerator &&
    a.constant.denominator === b.constant.denominator &&
    Array.from({ length }, (_, i) => (a.monomial[i] ?? 0) === (b.monomial[i] ?? 0)).every(Boolean) &&
    equals(a.numerator, b.numerator) &&
    a.denominator.length === b.denominator.length &&
    a.denominator.every((f) => b.denominator.some((g) => equals(f.base, g.base) && f.exponent === g.exponent))
  );
}

const file = (
  left: object,
  right: object,
  subsystem: object = { kind: "TLS", gap: "omega" },
): Promise<Junction> => parseJunctionFile(JSON.stringify({ left, right, subsystem }));
const custom = (rate: string): object => ({ bath: "custom", rate });

const JUNCTIONS: readonly (readonly [string, Junction | Promise<Junction>, number])[] = [
  ...["spin-TLS-metal", "metal-HO-metal", "solid-TLS-solid", "spin-HO-solid"].map(
    (name) => [name, parseShorthand(name), 5] as const,
  ),
  ["powers of T", file(custom("a*T^2/(1-exp(-omega/T))"), custom("b*T/(1+exp(-omega/T))")), 4],
  ["√T", file(custom("a*sqrt(T)"), custom("b*T")), 3],
  ["an activated law", file(custom("a*exp(-E/T)"), custom("b")), 3],
  ["two energies in a law", file(custom("a*exp(-(omega+2*E)/T)"), custom("b")), 2],
  ["a formal law", file({ bath: "law", rate: "c*g(T)" }, custom("b")), 3],
  ["three terms an end", file(custom("a+b*T+c*T^2"), custom("d+f*T")), 3],
];

describe("generators give what the parameters give", () => {
  test.each(JUNCTIONS)("%s", async (_, junction, order) => {
    const current = exactCurrent(await junction);
    for (const quantity of ["J", "R"] as const) {
      const f = quantityFraction(current, quantity);
      const ours = expandInDelta(current.variables, f, order);
      const plain = inParameters(current.variables, f);
      if (quantity === "J") expect(ours.inGenerators).toBeDefined();
      for (let k = 0; k <= order; k++) {
        expect(ours.isZero(k)).toBe(plain.isZero(k));
        expect(sameFraction(ours.coefficient(k), plain.coefficient(k))).toBe(true);
      }
    }
  });
});

test("the packed terms of a reduced numerator are the numerator's", () => {
  for (const name of ["spin-TLS-metal", "solid-HO-solid", "metal-TLS-metal", "solid-TLS-solid"]) {
    const { variables, current } = exactCurrent(parseShorthand(name));
    const { inGenerators } = expandInDelta(variables, current, 5);
    for (let k = 1; k <= 5; k++) {
      const f = inGenerators!.reduced(k);
      const terms: Term[] = [];
      forEachNumeratorTerm(f, generatorVariableCount(inGenerators!.ring, k), (coefficient, exponents) =>
        terms.push({ coefficient, exponents: Array.from(exponents) }),
      );
      expect(equals(fromTerms(terms), f.numerator)).toBe(true);
    }
  }
});

test("between equal baths the generators are the sum and the difference of the couplings", () => {
  const { variables, current } = exactCurrent(parseShorthand("solid-TLS-solid"));
  const forms = expandInDelta(variables, current).inGenerators?.ring.generators.forms;
  expect(forms).toHaveLength(2);
});
