import { beforeAll, describe, expect, it } from "vitest";
import type { Bath } from "../../../src/junction/bath.js";
import { number, power, product, quotient, sum, symbol } from "../../../src/expression/tree.js";
import type { Junction } from "../../../src/junction/junction.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { derive, type Derivation, type Derive } from "../../../src/verify/derivation.js";
import { verify } from "../../../src/verify/verify.js";
import type { Expression } from "../../../symbolic/expression/expression.js";
import type { FactoredFraction } from "../../../symbolic/fraction/factored-fraction.js";
import {
  constant,
  multiply,
  negate,
  type RationalFunction,
} from "../../../symbolic/fraction/rational-function.js";

/** A corrupted claim, the check that must report it, and the checks that may fail with it. */
interface Mutant {
  readonly what: string;
  readonly junction: string;
  readonly derive: Derive;
  readonly place: string;
  readonly mayFail: RegExp;
}

const ORDER = 4;

/** The names of the checks that fail. */
async function failing(junction: string, corrupted: Derive): Promise<string[]> {
  const result = await verify([parseShorthand(junction)], {
    derive: corrupted,
    order: ORDER,
    printedOrder: 2,
    opinionLimit: 0,
  });
  return result.checks.filter((c) => !c.ok).map((c) => c.name);
}

const alter =
  (change: (d: Derivation) => Partial<Derivation>): Derive =>
  (junction) => {
    const honest = derive(junction);
    return { ...honest, ...change(honest) };
  };

/** One coefficient corrupted in one way. */
function coefficientMutants(): Mutant[] {
  const ways: Record<string, (f: FactoredFraction) => FactoredFraction> = {
    sign: (f) => ({ ...f, constant: { ...f.constant, numerator: -f.constant.numerator } }),
    "factor 2": (f) => ({ ...f, constant: { ...f.constant, numerator: 2n * f.constant.numerator } }),
    "factor 1 + 1e-30": (f) => ({
      ...f,
      constant: {
        numerator: f.constant.numerator * (10n ** 30n + 1n),
        denominator: f.constant.denominator * 10n ** 30n,
      },
    }),
    "exponent of omega": (f) => ({ ...f, monomial: f.monomial.map((e, i) => (i === OMEGA ? e + 1 : e)) }),
    "exponent of the denominator": (f) => ({
      ...f,
      denominator: f.denominator.map((d, i) => (i === 0 ? { ...d, exponent: d.exponent + 1 } : d)),
    }),
  };
  const found = Object.entries(ways).flatMap(([what, change]) =>
    [1, 2, 3, 4].map((k) => ({
      what: `${what} in alpha_${k}`,
      junction: k % 2 === 0 ? "spin-TLS-solid" : "solid-TLS-solid",
      derive: alter((d) => ({
        coefficient: (j) => (j === k ? change(d.coefficient(j)) : d.coefficient(j)),
      })),
      place: `alpha_${k} jet`,
      mayFail: new RegExp(`^alpha_${k} `),
    })),
  );
  const zero: Mutant = {
    what: "alpha_2 claimed to vanish",
    junction: "spin-TLS-solid",
    derive: alter((d) => ({ isZero: (j) => j === 2 || d.isZero(j) })),
    place: "alpha_2 jet",
    mayFail: /^alpha_2 /,
  };
  const notZero: Mutant = {
    what: "alpha_2 = alpha_1 where nothing rectifies",
    junction: "solid-HO-solid",
    derive: alter((d) => ({
      isZero: (j) => j !== 2 && d.isZero(j),
      coefficient: (j) => d.coefficient(j === 2 ? 1 : j),
    })),
    place: "alpha_2 jet",
    mayFail: /^alpha_2 /,
  };
  return [...found, zero, notZero];
}

/** Index of omega among the parameters Gamma_L (Upsilon_L), Gamma_R, omega. */
const OMEGA = 2;

/** The rate of one bath, in the claim alone and from the start of the derivation. */
function rateMutants(): Mutant[] {
  const two = constant(2n);
  const claims: Record<string, (k: RationalFunction) => RationalFunction> = {
    "factor 2": (k) => multiply(two, k),
    sign: negate,
  };
  const inClaim = Object.entries(claims).flatMap(([what, change]) =>
    (["L", "R"] as const).map((side) => ({
      what: `${what} in the rate k_${side}`,
      junction: "spin-ladder:3-solid",
      derive: alter(({ rates }) => ({ rates: rates && { ...rates, [side]: change(rates[side]) } })),
      place: `rate k_${side}`,
      mayFail: /rate k_|populations GTH/,
    })),
  );
  const X: Expression = {
    type: "call",
    name: "exp",
    arguments: [product(number(-1), quotient(symbol("omega"), symbol("T")))],
  };
  const upstream: Record<string, (rate: Expression) => Expression> = {
    "factor T": (rate) => product(rate, symbol("T")),
    "factor exp(-omega/T)": (rate) => product(rate, X),
    "the other statistics": () =>
      product(symbol("Gamma_L"), power(sum(number(1), product(number(1), X)), -1)),
  };
  const fromStart = Object.entries(upstream).map(([what, change]) => ({
    what: `${what} in the left rate from which all is derived`,
    junction: "solid-TLS-metal",
    derive: (junction: Junction) => derive({ ...junction, left: corrupt(junction.left, change) }),
    place: "rate k_L",
    // Whatever follows from the wrong rate may fail with it, but not the other rate.
    mayFail: /^(?!rate k_R)/,
  }));
  return [...inClaim, ...fromStart];
}

/** Only a solid's rate is corrupted, wherever it stands (the mirrored junction has it on the right). */
function corrupt<B extends Bath>(bath: B, change: (rate: Expression) => Expression): B {
  return bath.kind === "solid" ? { ...bath, rate: change(bath.rate) } : bath;
}

/** One occupation number of the printed formula. */
function occupationMutants(): Mutant[] {
  const x = symbol("x");
  const n = (side: "L" | "R", multiple: number, constantTerm: number, exponent = -1): Expression =>
    power(
      sum(
        {
          type: "call",
          name: "exp",
          arguments: [product(number(multiple), quotient(x, symbol(`T_${side}`)))],
        },
        number(constantTerm),
      ),
      exponent,
    );
  const cases = (["L", "R"] as const).flatMap((side) =>
    (
      [
        ["the other statistics", n(side, 1, -1)],
        ["twice the energy", n(side, 2, 1)],
        ["exponent -2", n(side, 1, 1, -2)],
        ["the other temperature", n(side === "L" ? "R" : "L", 1, 1)],
      ] as const
    ).map(([what, value]) => ({ side, what, value })),
  );
  return cases.map(({ side, what, value }) => ({
    what: `${what} in n_S_${side}`,
    junction: "spin-TLS-solid",
    derive: alter(({ printed }) => ({
      printed: {
        ...printed,
        where: printed.where.map((w) => (w.name === `n_S_${side}(x)` ? { ...w, value } : w)),
      },
    })),
    place: `occupation n_S_${side}`,
    mayFail: new RegExp(`occupation n_S_${side}|J mathjs|printed rate k_${side}`),
  }));
}

const MUTANTS = [...coefficientMutants(), ...rateMutants(), ...occupationMutants()];

describe("verify", () => {
  const honest = new Map<string, string[]>();

  beforeAll(async () => {
    for (const name of new Set(MUTANTS.map((m) => m.junction))) honest.set(name, await failing(name, derive));
  });

  it("has at least 30 mutants, of junctions that pass unharmed", () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(30);
    expect([...honest.values()].flat()).toEqual([]);
  });

  it.each(MUTANTS)("reports $what", async ({ junction, derive: corrupted, place, mayFail }) => {
    const names = await failing(junction, corrupted);
    expect(names).toContain(place);
    expect(names.filter((name) => !mayFail.test(name))).toEqual([]);
  });
});
