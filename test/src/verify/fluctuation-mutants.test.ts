/** Corrupted claims about the noise and the cumulants are reported by the check that they belong to, and by no other. */
import { describe, expect, it } from "vitest";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { derive, type Derivation, type Derive } from "../../../src/verify/derivation.js";
import { verify } from "../../../src/verify/verify.js";
import {
  constant,
  multiply,
  negate,
  type RationalFunction,
} from "../../../symbolic/fraction/rational-function.js";

interface Mutant {
  readonly what: string;
  readonly junction: string;
  readonly derive: Derive;
  readonly place: string;
  readonly mayFail: RegExp;
}

const alter =
  (change: (d: Derivation) => Partial<Derivation>): Derive =>
  (junction) => {
    const honest = derive(junction);
    return { ...honest, ...change(honest) };
  };

const twice = (f: RationalFunction | undefined): RationalFunction | undefined =>
  f && multiply(constant(2n), f);
const minus = (f: RationalFunction | undefined): RationalFunction | undefined => f && negate(f);

const MUTANTS: readonly Mutant[] = [
  ...[2, 3, 4].flatMap((n) =>
    Object.entries({ "factor 2": twice, sign: minus }).map(([what, change]): Mutant => ({
      what: `${what} in kappa_${n}`,
      junction: n === 3 ? "solid-HO-solid" : "solid-TLS-solid",
      derive: alter((d) => ({ cumulant: (k) => (k === n ? change(d.cumulant(k)) : d.cumulant(k)) })),
      place: `kappa_${n} closed form`,
      mayFail: new RegExp(`^kappa_${n} `),
    })),
  ),
  {
    what: "factor 1 + 1e-30 in sigma_0",
    junction: "spin-ladder:3-solid",
    derive: alter((d) => ({
      noiseCoefficient(k) {
        const f = d.noiseCoefficient(k);
        if (!f) return undefined;
        const { numerator, denominator } = f.constant;
        const constant = {
          numerator: numerator * (10n ** 30n + 1n),
          denominator: denominator * 10n ** 30n,
        };
        return { ...f, constant };
      },
    })),
    place: "sigma_0 enclosures",
    mayFail: /^sigma_0/,
  },
];

async function failing(junction: string, corrupted: Derive): Promise<string[]> {
  const options = { derive: corrupted, order: 1, printedOrder: 0, opinionLimit: 0 };
  const { checks } = await verify([parseShorthand(junction)], options);
  return checks.filter((c) => !c.ok).map((c) => c.name);
}

describe("verify of the fluctuations", () => {
  it.each([...new Set(MUTANTS.map((m) => m.junction))])("passes %s unharmed", async (junction) => {
    expect(await failing(junction, derive)).toEqual([]);
  });

  it.each(MUTANTS)("reports $what", async ({ junction, derive: corrupted, place, mayFail }) => {
    const names = await failing(junction, corrupted);
    expect(names).toContain(place);
    expect(names.filter((name) => !mayFail.test(name))).toEqual([]);
  });
});
