import { draws } from "../../effort.js";
import { readdir, readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Certificate,
  type CertificateNode,
  type ClosedCertificate,
  type LevelsCertificate,
  type PartsCertificate,
} from "../../../src/certificate/format.js";
import { checkProof } from "../../../src/proof-checker/check.js";
import { allPairs } from "../../../src/cli/commands/conditions.js";
import { conditions } from "../../../src/conditions/conditions.js";
import { InputError } from "../../../src/input/errors.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { randomSource } from "../../../src/input/random-source.js";

const TAMPERINGS = draws(200, 40);

const custom = (left: string, right: string, subsystem = "TLS"): string =>
  JSON.stringify({
    left: { bath: "custom", rate: left },
    right: { bath: "custom", rate: right },
    subsystem: { kind: subsystem },
  });

/** An Ising pair between two solids: two qubits, each with its own bath. */
const isingPair = JSON.stringify({
  left: { bath: "solid", coupling: "Gamma" },
  right: { bath: "solid", coupling: "Gamma" },
  subsystem: {
    kind: "levels",
    energies: ["0", "omega", "omega", "2*omega + g"],
    S_L: [
      ["0", "1", "0", "0"],
      ["1", "0", "0", "0"],
      ["0", "0", "0", "1"],
      ["0", "0", "1", "0"],
    ],
    S_R: [
      ["0", "0", "1", "0"],
      ["0", "0", "0", "1"],
      ["1", "0", "0", "0"],
      ["0", "1", "0", "0"],
    ],
  },
});

const qutrit = (left: string, right: string): string =>
  JSON.stringify({
    left: { bath: left },
    right: { bath: right },
    subsystem: {
      kind: "levels",
      energies: ["0", "omega_1", "omega_1 + omega_2"],
      S: [
        ["0", "1", "0"],
        ["1", "0", "s"],
        ["0", "s", "0"],
      ],
    },
  });

/** Levels 1 and 2 have one energy: the rates between them are limits. Each bath reaches one of them from below. */
const degenerate = (left: object, right: object): string =>
  JSON.stringify({
    left,
    right,
    subsystem: {
      kind: "levels",
      energies: ["0", "omega", "omega"],
      S_L: [
        ["0", "1", "0"],
        ["1", "0", "1"],
        ["0", "1", "0"],
      ],
      S_R: [
        ["0", "0", "2"],
        ["0", "0", "3"],
        ["2", "3", "0"],
      ],
    },
  });
const ohmic = (end: string): object => ({ bath: "solid", coupling: `Gamma_${end}*omega` });

/**
 * Certificates of every kind: 18 pairs, ladders by their parts (long ones too), levels, laws with an unknown function,
 * activated and root laws, bound values.
 */
async function pool(): Promise<Certificate[]> {
  const files = [
    '{"left":{"bath":"law","rate":"c*g(T)/(1-exp(-omega/T))"},"right":{"bath":"law","rate":"g(T)/(1-exp(-omega/T))"},"subsystem":{"kind":"HO"}}',
    custom("a*exp(-E/T)", "b*T^(1/2)"),
    custom("a*coth(omega/T)", "b*n_B"),
    custom("a*T^(3/2)", "b*T^(1/2)"),
    // one energy of two terms
    '{"left":{"bath":"solid"},"right":{"bath":"spin"},"subsystem":{"kind":"TLS","gap":"omega + g"}}',
    // x + z = y and z = y + v + w need x = -v - w
    custom("((x+z)+z*T)/(1-exp(-omega/T))", "(y+(y+v+w)*T)/(1-exp(-omega/T))"),
    custom("a^3/(1-exp(-omega/T))", "2*b^3/(1-exp(-omega/T))"),
    custom("a^2/(1+exp(-omega/T))", "(b*c + c^2)/(1+exp(-omega/T))", "HO"),
    '{"left":{"bath":"solid","coupling":"Gamma_L*omega^3"},"right":{"bath":"metal","delta":"0.5"},"subsystem":{"kind":"TLS","gap":"nu"},"parameters":{"Gamma_R":"1.5"}}',
    '{"left":{"bath":"metal","coupling":"Gamma","delta":"delta","mu":"mu"},"right":{"bath":"metal","coupling":"Gamma","delta":"delta","mu":"mu"},"subsystem":{"kind":"ladder","levels":30}}',
    // an equation that is linear only with coefficients that may vanish
    '{"left":{"bath":"metal","F":["1","0","(a-b)*(c-d)+(p-q)*(u-v)","0","(a-b)*(u-v)+(p-q)*(c-d)"]},"right":{"bath":"solid","coupling":"1"},"subsystem":{"kind":"HO"},"parameters":{"omega":"1"}}',
    // 2*pi = 1 would be a solution, did not pi have a value
    '{"left":{"bath":"metal","F":["1","0","x"]},"right":{"bath":"solid","coupling":"1"},"subsystem":{"kind":"TLS"},"parameters":{"omega":"1"}}',
    // b = 2 would leave the left metal without a rate
    '{"left":{"bath":"metal","F":["1","b"]},"right":{"bath":"metal","F":["c","b*d"]},"subsystem":{"kind":"TLS"},"parameters":{"omega":"1"}}',
    // rates whose sign depends on the parameters, in a long ladder
    '{"left":{"bath":"metal","F":["a","b"]},"right":{"bath":"metal","F":["c","d"]},"subsystem":{"kind":"ladder","levels":12}}',
    // squares of real numbers that vanish only together
    '{"left":{"bath":"metal","delta":"d^2+f^2"},"right":{"bath":"solid"},"subsystem":{"kind":"HO"}}',
    qutrit("solid", "solid"),
    qutrit("spin", "spin"),
    // an unknown function beside general levels
    '{"left":{"bath":"law","rate":"g(T)/(1-exp(-omega/T))"},"right":{"bath":"solid"},"subsystem":{"kind":"levels","energies":["0","omega"],"S":[["0","1"],["1","0"]]}}',
    isingPair,
    degenerate(ohmic("L"), { bath: "spin" }),
    degenerate({ bath: "custom", rate: "c*T^(1/2)*omega*(1 + n_B)" }, ohmic("R")),
    degenerate(
      { bath: "solid", coupling: "a*omega^2" },
      { bath: "custom", rate: "b*omega*coth(omega/T) + b*omega" },
    ),
    '{"left":{"bath":"solid"},"right":{"bath":"metal"},"subsystem":{"kind":"levels","energies":["0","omega"],"S":[["0","sqrt(2)"],["sqrt(2)","0"]]}}',
  ];
  const junctions = [
    ...allPairs(),
    ...[
      "solid-ladder:3-solid",
      "spin-spin:1-solid",
      "spin-spin:40-spin",
      "solid-ladder:100-metal",
      "metal-ladder:17-metal",
      "spin-ladder:5-metal",
    ].map(parseShorthand),
    ...(await Promise.all(files.map(parseJunctionFile))),
  ];
  return junctions.map((j) => {
    const { certificate } = conditions(j);
    // through JSON text, as a reader gets it
    return JSON.parse(JSON.stringify(certificate)) as Certificate;
  });
}

let certificates: Certificate[] = [];
beforeAll(async () => {
  certificates = await pool();
}, 60_000);

describe("certificates", () => {
  it("are accepted by the independent checker, for every kind of junction", () => {
    expect(certificates.map((c) => [c.junction, checkProof(c).reason])).toEqual(
      certificates.map((c) => [c.junction, undefined]),
    );
  });

  it("name a witness for every system, so that none is empty or implied by another", () => {
    for (const c of certificates)
      expect(c.leaves.every((l) => l.witness !== undefined || l.last !== undefined)).toBe(true);
  });

  it("between them use every kind of step", () => {
    const found = new Set<string>();
    const walk = (node: CertificateNode): void => {
      found.add(node.kind);
      if (node.kind === "split") {
        if (node.ofPi) found.add("of pi");
        if (node.nonzero.length > 0) found.add("known not to vanish");
        node.branches.forEach((b) => walk(b.then));
      }
      if (node.kind === "leaf" && node.last !== undefined) found.add("unsolved equation");
      if (node.kind === "substitute" || node.kind === "terms") walk(node.then);
      if (node.kind === "cases") [node.nonzero, node.zero].forEach(walk);
    };
    for (const c of certificates) {
      walk(c.tree);
      if (c.identity === "parts" && c.coefficients.some((x) => x.lead !== undefined)) found.add("lead");
    }
    const steps = "cases,lead,leaf,no rate,of pi,split,substitute,terms,unsolved equation,violation";
    expect([...found].sort().join()).toBe(steps);
  });

  it("are rejected where a step claims what it must not", () => {
    const by = (test: (text: string) => boolean): Certificate =>
      certificates.find((c) => test(JSON.stringify(c.tree))) as Certificate;
    const changed = (c: Certificate, from: string | RegExp, to: string): unknown => {
      const text = JSON.stringify(c.tree);
      const other = text.replace(from, to);
      expect(other).not.toBe(text);
      return { ...c, tree: JSON.parse(other) as unknown };
    };
    // a factor with a parameter in it is no number
    const pi = by((t) => t.includes("ofPi"));
    expect(isAccepted(changed(pi, /"ofPi":\[\{"base":"[^"]*"/, '"ofPi":[{"base":"x"'))).toBe(false);
    // the rate of the other bath does not vanish there, nor either at the root
    const rate = by((t) => t.includes("no rate"));
    expect(isAccepted(changed(rate, '"no rate","side":"L"', '"no rate","side":"R"'))).toBe(false);
    expect(isAccepted({ ...rate, tree: { kind: "no rate", side: "L" } })).toBe(false);
    // the case in which the leading coefficient vanishes cannot be left out
    const cases = by((t) => t.includes('"cases"'));
    const shortened = JSON.parse(JSON.stringify(cases.tree), (_, node: unknown) =>
      typeof node === "object" && node !== null && "zero" in node
        ? { ...node, zero: { kind: "violation", variable: "a" } }
        : node,
    ) as unknown;
    expect(isAccepted({ ...cases, tree: shortened })).toBe(false);
    // without its lead a coefficient is another one
    const lead = certificates.find(
      (c) => c.identity === "parts" && c.coefficients.some((x) => x.lead !== undefined),
    ) as PartsCertificate;
    const bare = lead.coefficients.map(({ corner, order, monomial, value: v }) => ({
      corner,
      order,
      monomial,
      value: v,
    }));
    expect(isAccepted({ ...lead, coefficients: bare })).toBe(false);
  });

  it("are rejected where the rate between levels of one energy is not the limit of the bath's", () => {
    const together = certificates.filter(
      (c): c is LevelsCertificate => c.identity === "levels" && c.levels.energies.join() === "0,omega,omega",
    );
    const [first] = together;
    expect(together).toHaveLength(3);
    const reads = (other: unknown): string => {
      const check = checkProof(other);
      return check.reason ?? "accepted";
    };
    // Gamma_L*omega/(1 - exp(-omega/T)) goes to Gamma_L*T: a coupling without omega diverges, with omega^2 vanishes
    const c = first as LevelsCertificate & { left: { coupling: string } };
    const mixing = c.levels.transitions.find((t) => t.upper + t.lower === 3);
    expect(mixing?.rates.L.numerator).toBe("Gamma_L*T_L");
    const mixingFirst = [...c.levels.transitions].sort((a, b) => Number(b === mixing) - Number(a === mixing));
    const levels = { ...c.levels, transitions: mixingFirst };
    expect(reads({ ...c, levels, left: { ...c.left, coupling: "Gamma_L" } })).toBe(
      "a rate that diverges between levels of one energy",
    );
    expect(reads({ ...c, left: { ...c.left, coupling: "Gamma_L*omega^2" } })).toMatch(/is wrong/);
    const doubled = c.levels.transitions.map((t) =>
      t === mixing ? { ...t, rates: { ...t.rates, L: { ...t.rates.L, numerator: "2*Gamma_L*T_L" } } } : t,
    );
    expect(reads({ ...c, levels: { ...c.levels, transitions: doubled } })).toMatch(
      /rate L of levels 1 and 2 is wrong/,
    );
  });

  it("are rejected where it is open which of two levels is the upper one, and a bath tells them apart", () => {
    const c = certificates.find(
      (x) => x.identity === "levels" && JSON.stringify(x).includes('"omega_1 + omega_2"'),
    );
    // The same statement in omega_2 for omega_1 + omega_2: now the sign of the second gap is open.
    const other: unknown = JSON.parse(
      JSON.stringify(c).replaceAll(/\bomega_2\b/g, "(omega_2 - omega_1)"),
      (key, x: unknown) => (key === "name" && x === "(omega_2 - omega_1)" ? "omega_2" : x),
    );
    const witnesses: unknown = JSON.parse(
      JSON.stringify(other).replaceAll('"(omega_2 - omega_1)":', '"omega_2":'),
    );
    expect(checkProof(witnesses).reason).toBe("which of two levels is the upper one matters and is open");
  });

  it("are rejected where an exponent is no energy over T", () => {
    const c = certificates.find((x) => "rate" in x.left && /exp\(.*E/.test(x.left.rate)) as Certificate;
    for (const [exponent, reason] of [
      ["-E/(T + E)", "an exponent is not an energy over T"],
      ["-E/(E + T)", "an exponent is not an energy over T"],
      ["-E/T^2", "an exponent is not an energy over T"],
      ["-T/E", "an energy divides by a parameter"],
      ["-E", "an exponent is not a combination of the energies"],
      ["-E/(2*T)", "an exponent is not a combination of the energies"],
      ["-E*a/T", "an exponent is not a combination of the energies"],
    ] as const) {
      const check = checkProof({ ...c, left: { ...c.left, rate: `a*exp(${exponent})` } });
      expect([exponent, check.reason]).toEqual([exponent, reason]);
    }
  });

  it.each(["closed form", "parts", "levels"] as const)(
    `are rejected in ${TAMPERINGS} random tamperings, each of which changes what is stated (%s)`,
    (identity) => {
      const kind = certificates.filter((c) => c.identity === identity);
      const random = randomSource(20090102);
      let tampered = 0;
      const accepted: string[] = [];
      while (tampered < TAMPERINGS) {
        const original = kind[Math.floor(random() * kind.length)] as Certificate;
        const change = tamper(original, random);
        if (!change) continue;
        tampered++;
        if (isAccepted(change.certificate)) accepted.push(`${original.junction}: ${change.what}`);
      }
      expect(accepted).toEqual([]);
    },
    30_000,
  );

  it("of one junction do not pass for another", () => {
    const [first, second] = certificates.filter((c) =>
      ["solid-TLS-solid", "solid-HO-solid"].includes(c.junction),
    ) as [ClosedCertificate, ClosedCertificate];
    expect(isAccepted({ ...first, junction: second.junction, weights: second.weights })).toBe(false);
    expect(isAccepted({ ...second, current: first.current })).toBe(false);
  });

  it("are checked by files that import nothing of the algebra that made them", async () => {
    const files = (await readdir("src/proof-checker", { recursive: true })).filter((f) => f.endsWith(".ts"));
    expect(files.length).toBeGreaterThanOrEqual(20);
    for (const name of [
      ...files.map((f) => `proof-checker/${f}`),
      "certificate/format.ts",
      "input/errors.ts",
      "input/size-limit.ts",
    ]) {
      const imports = (await readFile(`src/${name}`, "utf8")).match(/from "([^"]+)"/g) ?? [];
      const foreign = imports.filter(
        (line) =>
          !/"(?:\.{1,2}\/(?:algebra\/|bounds\/)?[a-z-]+\.js|(?:\.\.\/)+(?:certificate\/format|input\/(?:errors|size-limit))\.js|node:[a-z/]+)"/.test(
            line,
          ),
      );
      expect([name, foreign]).toEqual([name, []]);
    }
  });

  it("need the form of a certificate: anything else is bad input, not a rejection", () => {
    for (const data of [
      null,
      1,
      "x",
      [],
      {},
      { ...certificates[0], extra: 1 },
      { ...certificates[0], tree: {} },
    ]) {
      expect(() => checkProof(data)).toThrow(InputError);
    }
  });
});

function isAccepted(certificate: unknown): boolean {
  try {
    return checkProof(certificate).accepted;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

type Path = readonly (string | number)[];
type Random = () => number;

/** Keys under which a text is a polynomial or an equation, in which another polynomial is another statement. */
const STATED = new Set(
  "gap numerator denominator cofactor value monomial boltzmann squares energies populations equations vanishesIff definite factor terms last cofactors lead ofPi".split(
    " ",
  ),
);

/** The places of these texts, alone or in lists. */
function polynomialPlaces(c: Certificate): Path[] {
  const places: Path[] = [];
  const walk = (node: unknown, path: Path, stated: boolean): void => {
    if (typeof node === "string") {
      // the energies of the variables are varied by their own tampering, witnesses are no polynomials
      if (stated && path[0] !== "variables" && !path.includes("witness")) places.push(path);
      return;
    }
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      const here = stated || STATED.has(key);
      walk(value, [...path, Array.isArray(node) ? Number(key) : key], here);
    }
  };
  walk(c, [], false);
  return places;
}

interface Tampering {
  readonly certificate: unknown;
  readonly what: string;
}

/** A changed certificate, or undefined if this try changed nothing that is stated. */
function tamper(c: Certificate, random: Random): Tampering | undefined {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  if (random() < 0.7) {
    const path = pick(polynomialPlaces(c));
    const before = get(c, path) as string;
    const after = mutatePolynomial(before, c, random);
    if (after === undefined || !differ(before, after, path.includes("equations"), random)) return undefined;
    if (statesTheSame(c, path, before, after)) return undefined;
    return { certificate: set(c, path, after), what: `${path.join(".")}: ${before} -> ${after}` };
  }
  const verdicts = ["never", "always", "conditionally", "undecided"].filter((v) => v !== c.rectifies);
  const kinds: (() => Tampering | undefined)[] = [
    () => ({ certificate: { ...c, rectifies: pick(verdicts) }, what: "verdict" }),
    () => ({
      certificate: { ...c, vanishesIff: [...c.vanishesIff, []] },
      what: "one more system, without equations",
    }),
    () =>
      c.vanishesIff.length === 0
        ? undefined
        : { certificate: { ...c, vanishesIff: c.vanishesIff.slice(1) }, what: "one system fewer" },
    () =>
      c.leaves.length === 0
        ? undefined
        : { certificate: { ...c, leaves: c.leaves.slice(1) }, what: "one leaf fewer" },
    () =>
      c.coefficients.length === 0
        ? undefined
        : { certificate: { ...c, coefficients: c.coefficients.slice(1) }, what: "one coefficient fewer" },
    () => {
      if (c.identity === "levels") {
        const [first] = c.levels.transitions;
        if (!first) return undefined;
        const turned = { ...first, upper: first.lower, lower: first.upper };
        return { certificate: set(c, ["levels", "transitions", 0], turned), what: "levels exchanged" };
      }
      if (!("weights" in c)) return undefined;
      const weights = c.weights === "oscillator" ? ["1"] : "oscillator";
      return { certificate: { ...c, weights }, what: "weights" };
    },
    () => {
      if (c.identity !== "levels" || c.levels.transitions.length < 2) return undefined;
      const rest = c.levels.transitions.slice(1);
      return { certificate: set(c, ["levels", "transitions"], rest), what: "one transition fewer" };
    },
    () => {
      if (c.identity !== "parts" || c.coefficients.length === 0) return undefined;
      const k = Math.floor(random() * c.coefficients.length);
      const { corner, order } = c.coefficients[k] ?? { corner: "hot", order: 0 };
      const other = random() < 0.5 ? { corner: corner === "hot" ? "cold" : "hot" } : { order: order + 1 };
      return {
        certificate: set(c, ["coefficients", k], { ...c.coefficients[k], ...other }),
        what: `coefficient ${k} moved`,
      };
    },
    () => {
      if (c.identity !== "parts") return undefined;
      const part = random() < 0.5 ? "exchange" : "ratio";
      if (c.mirror[part].length === 0) return undefined;
      return {
        certificate: set(c, ["mirror", part], c.mirror[part].slice(1)),
        what: `one coefficient of the mirror's ${part} fewer`,
      };
    },
    () => ({ certificate: { ...c, junction: c.junction.replace(/-.*-/, "-ladder:9-") }, what: "name" }),
    () =>
      JSON.stringify(c.left) === JSON.stringify(c.right)
        ? undefined
        : { certificate: { ...c, left: c.right, right: c.left }, what: "ends exchanged" },
    () => {
      const k = Math.floor(random() * c.parameters.length);
      const flipped = c.parameters.map((p, i) =>
        i === k ? { ...p, assumption: p.assumption === "real" ? "positive" : "real" } : p,
      );
      return {
        certificate: { ...c, parameters: flipped },
        what: `assumption of ${c.parameters[k]?.name ?? ""}`,
      };
    },
    () => ({
      certificate: set(
        c,
        ["variables", "independence"],
        c.variables.independence.replace("independent", "dependent"),
      ),
      what: "independence",
    }),
    () => ({
      certificate: set(c, ["variables", "energies", 0], `2*(${c.variables.energies[0] ?? ""})`),
      what: "energies",
    }),
    () => ({ certificate: set(c, ["variables", "root"], c.variables.root + 1), what: "root" }),
    () => {
      const branches = c.tree.kind === "split" ? c.tree.branches : [];
      if (branches.length === 0) return undefined;
      return { certificate: set(c, ["tree", "branches"], branches.slice(1)), what: "a case left out" };
    },
    () => {
      if (c.tree.kind !== "split") return undefined;
      const other = Math.floor(random() * (c.coefficients.length + 2));
      const [a, b] = [c.coefficients[c.tree.hypothesis]?.value, c.coefficients[other]?.value];
      if (a === b) return undefined;
      return { certificate: set(c, ["tree", "hypothesis"], other), what: `hypothesis ${other}` };
    },
    () => ({
      certificate: { ...c, tree: { kind: "leaf", leaf: c.rectifies === "never" ? 1 : 0 } },
      what: "the tree replaced by a leaf",
    }),
    () => {
      const bath = c.left as { coupling?: string; rate?: string };
      const key = bath.coupling === undefined ? "rate" : "coupling";
      return { certificate: set(c, ["left", key], `2*(${bath[key] ?? ""})`), what: "coupling doubled" };
    },
  ];
  return pick(kinds)();
}

/** Changes without meaning: the denominator of zero, and the mirror image of a monomial of Q_K, which is symmetric. */
function statesTheSame(c: Certificate, path: Path, before: string, after: string): boolean {
  const key = path[path.length - 1];
  if (key === "denominator") return get(c, [...path.slice(0, -1), "numerator"]) === "0";
  if (c.identity !== "parts" || path[0] !== "coefficients" || key !== "monomial") return false;
  const mirrored = before.replace(/_[LR]\b/g, (end) => (end === "_L" ? "_R" : "_L"));
  return mirrored.split("*").sort().join() === after.split("*").sort().join();
}

/** One sign, coefficient, exponent or variable changed, or one term left out. */
function mutatePolynomial(text: string, c: Certificate, random: Random): string | undefined {
  const names = [...c.parameters.map((p) => p.name), ...c.variables.L, ...c.variables.R];
  const places = [...text.matchAll(/[A-Za-z][A-Za-z0-9_]*(\^\d+)?/g)];
  const place = places[Math.floor(random() * places.length)];
  const replaceAt = (start: number, length: number, by: string): string =>
    text.slice(0, start) + by + text.slice(start + length);
  switch (Math.floor(random() * 5)) {
    case 0: {
      const signs = [...text.matchAll(/ [+-] /g)];
      const sign = signs[Math.floor(random() * signs.length)];
      if (!sign) return text.startsWith("-") ? text.slice(1) : `-${text}`.replace("= ", "= ");
      return replaceAt(sign.index, 3, sign[0] === " + " ? " - " : " + ");
    }
    case 1:
      return place ? replaceAt(place.index, 0, "2*") : undefined;
    case 2: {
      if (!place) return undefined;
      const [name = "", power = "^1"] = place[0].split(/(?=\^)/);
      return replaceAt(place.index, place[0].length, `${name}^${Number(power.slice(1)) + 1}`);
    }
    case 3: {
      if (!place) return undefined;
      const name = place[0].split("^")[0] ?? "";
      const other = names[Math.floor(random() * names.length)] ?? "";
      return name === other ? undefined : replaceAt(place.index, name.length, other);
    }
    default: {
      const terms = [...text.matchAll(/ [+-] [^ ]+/g)];
      const term = terms[Math.floor(random() * terms.length)];
      return term && !text.includes("=") ? replaceAt(term.index, term[0].length, "") : undefined;
    }
  }
}

/**
 * Shows by evaluation that two texts state different things: as polynomials, or for equations as zero sets up to a
 * constant factor (both at integer points, exactly).
 */
function differ(a: string, b: string, polynomialEquation: boolean, random: Random): boolean {
  const equation = polynomialEquation || a.includes("=");
  const names = [...new Set(`${a} ${b}`.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [])];
  const ratios = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const point = new Map(names.map((n) => [n, BigInt(2 + Math.floor(random() * 1000))]));
    const [x, y] = [value(a, point), value(b, point)];
    if (x === y && !equation) continue;
    if (!equation) return true;
    // an equation states the same if it changes by a sign only
    ratios.add(y === 0n ? "zero" : x === y ? "same" : x === -y ? "opposite" : "other");
  }
  return ratios.has("other") || ratios.has("zero");
}

/** left − right of the text at integers; texts are sums of integer multiples of products of powers. */
function value(text: string, point: ReadonlyMap<string, bigint>): bigint {
  const [left = "", right = "0"] = text.split("=");
  const side = (sum: string): bigint =>
    sum
      .trim()
      .replace(/^-/, "0 - ")
      .split(/ (?=[+-] )/)
      .reduce((total, term) => {
        const sign = term.startsWith("- ") ? -1n : 1n;
        const product = term
          .replace(/^[+-] /, "")
          .split("*")
          .reduce((p, f) => {
            const [base = "", e = "1"] = f.trim().split("^");
            return p * (point.get(base) ?? BigInt(base)) ** BigInt(e);
          }, 1n);
        return total + sign * product;
      }, 0n);
  return side(left) - side(right);
}

function get(data: unknown, path: Path): unknown {
  return path.reduce((x, key) => (x as Record<string | number, unknown>)[key], data);
}

function set(data: unknown, path: Path, value_: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(data));
  const parent = get(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  parent[path[path.length - 1] as string | number] = value_;
  return copy;
}
