/**
 * Attacks on the proof checker by someone who knows its code. Each kind takes an honest certificate and makes it claim
 * something else, consistently wherever the checker looks; every one must be rejected, for the reason given.
 */
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Certificate,
  type CertificateLeaf,
  type CertificateNode,
} from "../../../src/certificate/format.js";
import { checkProof } from "../../../src/proof-checker/check.js";
import { conditions } from "../../../src/conditions/conditions.js";
import { InputError } from "../../../src/input/errors.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { randomSource } from "../../../src/input/random-source.js";
import { attacksOn } from "./attacks.js";

const levels = JSON.stringify({
  left: { bath: "solid" },
  right: { bath: "metal" },
  subsystem: {
    kind: "levels",
    energies: ["0", "omega"],
    S: [
      ["0", "2"],
      ["2", "0"],
    ],
  },
});
const spectrum =
  '{"left":{"bath":"metal","F":["a","b"]},"right":{"bath":"solid"},"subsystem":{"kind":"TLS"}}';
const law =
  '{"left":{"bath":"law","rate":"c*g(T)/(1-exp(-omega/T))"},"right":{"bath":"law","rate":"g(T)/(1-exp(-omega/T))"},"subsystem":{"kind":"HO"}}';
const cubic =
  '{"left":{"bath":"custom","rate":"a^3/(1-exp(-omega/T))"},"right":{"bath":"custom","rate":"2*b^3/(1-exp(-omega/T))"},"subsystem":{"kind":"TLS"}}';

const honest = new Map<string, Certificate>();
beforeAll(async () => {
  const names =
    "solid-TLS-solid solid-TLS-metal spin-TLS-solid spin-HO-spin solid-HO-metal metal-HO-metal solid-HO-solid solid-ladder:3-solid solid-ladder:4-metal spin-spin:1-solid";
  const files = { levels, spectrum, law, cubic };
  const list = [
    ...names.split(" ").map((name) => [name, parseShorthand(name)] as const),
    ...(await Promise.all(
      Object.entries(files).map(async ([name, text]) => [name, await parseJunctionFile(text)] as const),
    )),
  ];
  for (const [name, junction] of list)
    honest.set(name, JSON.parse(JSON.stringify(conditions(junction).certificate)) as Certificate);
}, 60_000);

const of = (name: string): Certificate => {
  const found = honest.get(name);
  if (found === undefined) throw new Error(`no certificate of ${name}`);
  return found;
};

/** Why the checker rejects, or "accepted". */
const reply = (certificate: unknown): string => checkProof(certificate).reason ?? "accepted";

/** A product as text; the reader multiplies it out. */
const product = (...texts: readonly string[]): string => texts.map((t) => `(${t})`).join("*");

/** A system of equations that an attacker adds, with its place in the case distinction. */
interface Extra {
  readonly factor: string;
  readonly leaf: CertificateLeaf;
  readonly then: (leaf: number) => CertificateNode;
}

/** f = n·a − m·b for two positive parameters, solved for a; the witness is a point of primes on it. */
function linear(c: Certificate, random: () => number): Extra {
  const names = c.parameters.filter((p) => p.assumption === "positive").map((p) => p.name);
  const i = Math.floor(random() * names.length);
  const [a, b] = [names[i], names[(i + 1) % names.length]] as [string, string];
  const [n, m] = [2 + Math.floor(random() * 5), 101 + Math.floor(random() * 9)];
  const substitution = { variable: a, numerator: `${m}*${b}`, denominator: String(n) };
  const primes = ["13", "17", "19", "23", "29", "31", "37", "41"];
  const point = Object.fromEntries(c.parameters.map((p, k) => [p.name, primes[k] ?? "43"]));
  const factor = `${n}*${a} - ${m}*${b}`;
  return {
    factor,
    leaf: {
      equations: [factor],
      substitutions: [substitution],
      witness: { ...point, [a]: `${m * Number(point[b])}/${n}` },
    },
    then: (leaf) => ({ kind: "substitute", substitution, then: { kind: "leaf", leaf } }),
  };
}

/** f = n·a² − m·b², left unsolved: no witness is asked for. */
function quadratic(c: Certificate, random: () => number): Extra {
  const names = c.parameters.filter((p) => p.assumption === "positive").map((p) => p.name);
  const i = Math.floor(random() * names.length);
  const [a, b] = [names[i], names[(i + 1) % names.length]] as [string, string];
  const factor = `${3 + Math.floor(random() * 4)}*${a}^2 - 2*${b}^2`;
  const values = c.identity === "parts" ? [...c.mirror.exchange, ...c.mirror.ratio] : c.coefficients;
  return {
    factor,
    leaf: {
      equations: [factor],
      substitutions: [],
      last: factor,
      // every coefficient that must vanish has been multiplied by the square of f
      cofactors: values.map((x) => product(factor, x.value)),
    },
    then: (leaf) => ({ kind: "leaf", leaf, last: factor, cofactors: ["1"] }),
  };
}

/** The claim with one more system, of which the first coefficient looked at holds f to the given power. */
function claiming<C extends Certificate>(c: C, { factor, leaf, then }: Extra, exponent: number): C {
  const { tree } = c;
  if (tree.kind !== "split") throw new Error("a case distinction begins with a split");
  const branch = { factor, exponent, then: then(c.leaves.length) };
  return {
    ...c,
    rectifies: "conditionally",
    vanishesIff: [...c.vanishesIff, [`${factor} = 0`]],
    leaves: [...c.leaves, leaf],
    tree: { ...tree, branches: [...tree.branches, branch] },
  };
}

const pairsOf = (names: readonly string[]): string[] =>
  names.flatMap((a) => names.flatMap((b) => [product(a, b), product("2", a, b)]));

const scaledFraction = (
  f: { readonly numerator: string; readonly denominator: string },
  by: string,
): { numerator: string; denominator: string } => ({
  numerator: product(by, f.numerator),
  denominator: product(by, f.denominator),
});

const scaledValues = <T extends { readonly value: string }>(list: readonly T[], by: string): T[] =>
  list.map((x) => ({ ...x, value: product(by, x.value) }));

/** J = N/D written as fN/fD, and all that follows from it; the new system f = 0 then makes every coefficient vanish. */
function withCommonFactor(c: Certificate, extra: Extra): Certificate {
  const f = extra.factor;
  const square = product(f, f);
  if (c.identity === "parts") {
    const other = {
      ...c,
      exchange: scaledFraction(c.exchange, f),
      ratio: scaledFraction(c.ratio, f),
      mirror: {
        exchange: scaledValues(c.mirror.exchange, square),
        ratio: scaledValues(c.mirror.ratio, square),
      },
    };
    // Q_K holds N·D' once and the denominator of r 2K times. That denominator now vanishes with f: the coefficients are
    // multiplied by one of its leading ones, l·f, found by trial.
    const { tree } = c;
    if (tree.kind !== "split") throw new Error("a case distinction begins with a split");
    const names = c.parameters.filter((p) => p.assumption === "positive").map((p) => p.name);
    for (const unit of ["1", "2", ...names, ...names.map((n) => `2*${n}`), ...pairsOf(names)]) {
      const lead = product(unit, f);
      const powers = (order: number): string[] => Array.from({ length: 2 + 2 * order }, () => f);
      const coefficients = c.coefficients.map((x) => ({
        ...x,
        lead,
        value: product(...powers(x.order), lead, x.value),
      }));
      const order = c.coefficients[tree.hypothesis]?.order ?? 0;
      const claim = claiming(
        { ...other, coefficients, tree: { ...tree, definite: product(unit, tree.definite) } },
        extra,
        3 + 2 * order,
      );
      if (!reply(claim).includes("denominator of r may vanish to higher order")) return claim;
    }
    throw new Error("no leading coefficient found");
  }
  const closed = {
    current: scaledFraction(c.current, f),
    evenPart: { ...c.evenPart, ...scaledFraction(c.evenPart, square) },
    coefficients: scaledValues(c.coefficients, square),
  };
  return claiming({ ...c, ...closed }, extra, 2);
}

const SEEDS = Array.from({ length: 5 }, (_, i) => 2009 + i);

describe("a common factor of numerator and denominator", () => {
  it.each([
    "solid-TLS-solid",
    "solid-TLS-metal",
    "spin-TLS-solid",
    "spin-HO-spin",
    "metal-HO-metal",
    "solid-ladder:3-solid",
    "solid-ladder:4-metal",
    "spin-spin:1-solid",
    "levels",
    "law",
    "spectrum",
  ])("adds no solution to %s", (name) => {
    const c = of(name);
    for (const seed of SEEDS) {
      const random = randomSource(seed);
      expect(reply(withCommonFactor(c, linear(c, random)))).toMatch(/vanishes identically on system/);
      expect(reply(withCommonFactor(c, quadratic(c, random)))).toMatch(/may vanish identically on system/);
    }
  });

  it("is no harm where nothing is claimed of it", () => {
    // The same rational function: what is proved stays true, and is accepted.
    const c = of("solid-TLS-solid");
    if (c.identity === "parts") throw new Error("a closed form");
    const f = "omega + Gamma_L";
    const other = {
      ...c,
      current: scaledFraction(c.current, f),
      evenPart: { ...c.evenPart, cofactor: product(f, f, c.evenPart.cofactor) },
    };
    expect(reply(other)).toBe("accepted");
  });
});

describe("populations that are no steady state", () => {
  it("are rejected by the rate equation, whatever current they give", () => {
    const c = of("levels");
    if (c.identity !== "levels") throw new Error("general levels");
    const [transition] = c.levels.transitions;
    const { numerator, denominator } = transition!.rates.L;
    const X = c.variables.L.at(-1)!;
    for (const [lower, upper] of [
      ["1", "1"],
      ["2", "1"],
      ["Gamma_L + omega", "Gamma_L"],
    ] as const) {
      // What the left bath gives for these populations: ω(k↑ p₀ − k↓ p₁)/(p₀ + p₁), k↑ = X k↓.
      const current = {
        numerator: product("omega", numerator, `${X}*(${lower}) - (${upper})`),
        denominator: product(denominator, `${lower} + ${upper}`),
      };
      const other = { ...c, current, levels: { ...c.levels, populations: [lower, upper] } };
      expect(reply(other)).toBe("the rate equation of level 0 does not hold");
    }
    // The same populations, multiplied by something, are the steady state too.
    const scaled = {
      ...c,
      levels: { ...c.levels, populations: c.levels.populations.map((p) => product("2", p)) },
    };
    expect(reply(scaled)).toBe("accepted");
  });
});

describe("parts that belong to another junction", () => {
  it("prove nothing of this one, though E is odd", async () => {
    // 1/k_L − 1/k_R = c does not depend on T: E is odd, but r is not even, and three levels rectify.
    const junction = await parseJunctionFile(
      '{"left":{"bath":"custom","rate":"1/(c + T)"},"right":{"bath":"custom","rate":"1/T"},"subsystem":{"kind":"ladder","levels":3}}',
    );
    const c = JSON.parse(JSON.stringify(conditions(junction).certificate)) as Certificate;
    if (c.identity !== "parts") throw new Error("a ladder by its parts");
    expect([reply(c), c.rectifies, c.mirror.exchange]).toEqual(["accepted", "always", []]);
    const never = {
      ...c,
      mirror: { exchange: [], ratio: [] },
      coefficients: [],
      rectifies: "never",
      vanishesIff: [[]],
      leaves: [
        {
          equations: [],
          substitutions: [],
          witness: Object.fromEntries(c.parameters.map((p) => [p.name, "2"])),
        },
      ],
      tree: { kind: "leaf", leaf: 0 },
    };
    const even = { numerator: "X_L + X_R", denominator: "2" };
    expect(reply({ ...never, ratio: even })).toBe("r is not that of the junction");
    expect(reply(never)).toBe("the coefficients do not add up to the numerator");
  });
});

describe("a tampering", () => {
  it("of any kind is rejected, or is no certificate at all", () => {
    const kinds = new Set<string>();
    const accepted: string[] = [];
    for (const [name, c] of honest) {
      const random = randomSource(name.length);
      for (const { kind, certificate } of attacksOn(c, random)) {
        kinds.add(kind.replace(/ (?:of|the name|left|right) .*/, ""));
        if (isAccepted(certificate)) accepted.push(`${name}: ${kind}`);
      }
    }
    expect(accepted).toEqual([]);
    expect(kinds.size).toBeGreaterThan(60);
  }, 60_000);
});

function isAccepted(certificate: unknown): boolean {
  try {
    return checkProof(JSON.parse(JSON.stringify(certificate))).accepted;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
