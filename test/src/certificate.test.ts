import { readdir, readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { type Certificate } from "../../src/certificate.js";
import { checkProof } from "../../src/check-proof.js";
import { allPairs } from "../../src/commands/conditions.js";
import { conditions } from "../../src/conditions.js";
import { InputError } from "../../src/errors.js";
import { parseJunctionFile } from "../../src/junction-file.js";
import { parseShorthand } from "../../src/shorthand.js";

const custom = (left: string, right: string, subsystem = "TLS"): string =>
  JSON.stringify({
    left: { bath: "custom", rate: left },
    right: { bath: "custom", rate: right },
    subsystem: { kind: subsystem },
  });

/** Certificates of every kind: 18 pairs, ladders, laws with an unknown function, activated and root laws, bound values. */
async function pool(): Promise<Certificate[]> {
  const files = [
    '{"left":{"bath":"law","rate":"c*g(T)/(1-exp(-omega/T))"},"right":{"bath":"law","rate":"g(T)/(1-exp(-omega/T))"},"subsystem":{"kind":"HO"}}',
    custom("a*exp(-E/T)", "b*T^(1/2)"),
    custom("a*coth(omega/T)", "b*n_B"),
    // x + z = y and z = 2y need x = -y
    custom("((x+z)+z*T)/(1-exp(-omega/T))", "(y+2*y*T)/(1-exp(-omega/T))"),
    custom("a^3/(1-exp(-omega/T))", "2*b^3/(1-exp(-omega/T))"),
    custom("a^2/(1+exp(-omega/T))", "(b*c + c^2)/(1+exp(-omega/T))", "HO"),
    '{"left":{"bath":"solid","coupling":"Gamma_L*omega^3"},"right":{"bath":"metal","delta":"0.5"},"subsystem":{"kind":"TLS","gap":"nu"},"parameters":{"Gamma_R":"1.5"}}',
  ];
  const junctions = [
    ...allPairs(),
    ...["solid-ladder:3-solid", "spin-spin:1-solid"].map(parseShorthand),
    ...(await Promise.all(files.map(parseJunctionFile))),
  ];
  return junctions.map((j) => {
    const { certificate } = conditions(j);
    if (!certificate) throw new Error(`no certificate for ${j.name}`);
    // through JSON text, as a reader gets it
    return JSON.parse(JSON.stringify(certificate)) as Certificate;
  });
}

let certificates: Certificate[] = [];
beforeAll(async () => {
  certificates = await pool();
});

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

  it("are rejected in 200 random tamperings, each of which changes what is stated", () => {
    const random = generator(20090102);
    let tampered = 0;
    const accepted: string[] = [];
    while (tampered < 200) {
      const original = certificates[Math.floor(random() * certificates.length)] as Certificate;
      const change = tamper(original, random);
      if (!change) continue;
      tampered++;
      if (isAccepted(change.certificate)) accepted.push(`${original.junction}: ${change.what}`);
    }
    expect(accepted).toEqual([]);
  });

  it("of one junction do not pass for another", () => {
    const [first, second] = certificates.filter((c) =>
      ["solid-TLS-solid", "solid-HO-solid"].includes(c.junction),
    ) as [Certificate, Certificate];
    expect(isAccepted({ ...first, junction: second.junction, weights: second.weights })).toBe(false);
    expect(isAccepted({ ...second, current: first.current })).toBe(false);
  });

  it("are checked by files that import nothing of the algebra that made them", async () => {
    const files = (await readdir("src")).filter((name) => name.startsWith("check-proof"));
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const name of [...files, "certificate.ts", "errors.ts"]) {
      const imports = (await readFile(`src/${name}`, "utf8")).match(/from "([^"]+)"/g) ?? [];
      const foreign = imports.filter(
        (line) => !/"(?:\.\/(?:check-proof[a-z-]*|certificate|errors)\.js|node:[a-z/]+)"/.test(line),
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

/** mulberry32: small, seeded. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Path = readonly (string | number)[];
type Random = () => number;

/** Places whose text is a polynomial or an equation, in which another polynomial is another statement. */
function polynomialPlaces(c: Certificate): Path[] {
  const places: Path[] = [
    ["gap"],
    ["boltzmann", "L"],
    ["boltzmann", "R"],
    ["current", "numerator"],
    ["current", "denominator"],
  ];
  for (const side of ["L", "R"])
    for (const part of ["numerator", "denominator"]) places.push(["rates", side, part]);
  for (const part of ["numerator", "denominator", "cofactor"]) places.push(["evenPart", part]);
  c.coefficients.forEach((_, i) =>
    places.push(["coefficients", i, "value"], ["coefficients", i, "monomial"]),
  );
  c.vanishesIff.forEach((list, i) => list.forEach((_, k) => places.push(["vanishesIff", i, k])));
  c.leaves.forEach((leaf, i) => {
    leaf.equations.forEach((_, k) => places.push(["leaves", i, "equations", k]));
    leaf.substitutions.forEach((_, k) =>
      places.push(
        ["leaves", i, "substitutions", k, "numerator"],
        ["leaves", i, "substitutions", k, "denominator"],
      ),
    );
  });
  const walk = (node: unknown, path: Path): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      const at = [...path, Array.isArray(node) ? Number(key) : key];
      if (typeof value === "string" && ["definite", "factor", "numerator", "denominator"].includes(key))
        places.push(at);
      else walk(value, at);
    }
  };
  walk(c.tree, ["tree"]);
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
    () => ({
      certificate: { ...c, weights: c.weights === "oscillator" ? ["1"] : "oscillator" },
      what: "weights",
    }),
    () => ({ certificate: { ...c, junction: c.junction.replace(/-.*-/, "-ladder:9-") }, what: "name" }),
    () => ({ certificate: { ...c, left: c.right, right: c.left }, what: "ends exchanged" }),
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
