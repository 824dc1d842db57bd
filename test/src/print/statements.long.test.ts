/**
 * Every identity that a command prints is true as printed: evaluated from its text with the definitions of that text
 * alone, against values that share no code with what formed the text (enclosures at the point; power series).
 */
import { type BigNumber } from "mathjs";
import { describe, expect, it } from "vitest";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { evaluate } from "../../../src/library/evaluate.js";
import { expand } from "../../../src/library/expand.js";
import { type Junction } from "../../../src/junction/junction.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { heatdiode } from "../../heatdiode.js";
import { BUILT_IN, LADDERS, rationalFor } from "./junctions.js";
import { agree, math, statementsOf, valuesOf } from "./statements.js";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "statements-"));

/** A junction file of its own. */
function file(name: string, content: object): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const FILES = {
  // two energies in one rate, a root of T, the names of our own functions as parameters
  activated: file("activated", {
    left: { bath: "custom", rate: "h*sqrt(T)/(1 - exp(-omega/T)) + S*exp(-b/T)" },
    right: { bath: "spin", coupling: "F_R" },
    subsystem: { kind: "TLS", gap: "omega" },
  }),
  bound: file("bound", {
    left: { bath: "solid", coupling: "Gamma" },
    right: { bath: "metal", coupling: "2*Gamma", delta: "1/3", mu: "2" },
    subsystem: { kind: "HO", gap: "3/2" },
  }),
  shared: file("shared", {
    left: { bath: "solid", coupling: "Gamma*(1 - chi)" },
    right: { bath: "solid", coupling: "Gamma*(1 + chi)" },
    subsystem: { kind: "TLS", gap: "omega" },
    parameters: {},
  }),
};

/** Exact values of the parameters and temperatures, Δ = T_a/5; chi and the like stay below one. */
function pointOf(junction: Junction, seed: number): Map<string, string> {
  const values = new Map<string, string>();
  for (const { name } of junction.parameters) {
    if (junction.bound.has(name)) continue;
    const { numerator, denominator } = rationalFor(name, seed);
    values.set(name, `${numerator}/${name === "chi" ? 5n * denominator : denominator}`);
  }
  return values.set("T_a", "5/2").set("Delta", "1/2");
}

/** What mathjs reads: decimals of 60 digits are exact enough. */
function scopeOf(point: ReadonlyMap<string, string>): Map<string, string> {
  const decimals = new Map([...point].map(([name, value]) => [name, decimal(value)]));
  return decimals.set("T_L", "1.5").set("T_R", "1");
}

function decimal(text: string): string {
  const [n = "", d = "1"] = text.split("/");
  const digits = String((BigInt(n) * 10n ** 70n) / BigInt(d)).padStart(71, "0");
  return `${digits.slice(0, -70)}.${digits.slice(-70)}`;
}

async function text(...words: string[]): Promise<string> {
  const { status, out, err } = await heatdiode(...words);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  return out;
}

const open = (name: string): Promise<Junction> =>
  name.endsWith(".json")
    ? parseJunctionFile(readFileSync(name, "utf8"))
    : Promise.resolve(parseShorthand(name));

/** Every printed value agrees with its reference, and every name with itself. */
function expectTrue(
  printed: string,
  point: ReadonlyMap<string, string>,
  references: ReadonlyMap<string, string>,
): void {
  const values = valuesOf(statementsOf(printed), scopeOf(point));
  const first = new Map(values.map(({ left, value }) => [left, value]));
  for (const { left, value } of values) {
    const reference = references.get(left) ?? first.get(left)?.toString() ?? "";
    expect({ left, value: value.toString(), reference, true: agree(value, reference) }).toMatchObject({
      true: true,
    });
  }
  for (const name of references.keys()) expect([...first.keys()]).toContain(name);
}

const half = (a: string, b: string): string => {
  const values = valuesOf([{ left: "m", right: `(${a} + ${b})/2` }], new Map());
  return values[0]?.value.toString() ?? "";
};

describe("conditions", () => {
  it.each([...BUILT_IN, ...LADDERS, ...Object.values(FILES)])("%s", async (name) => {
    const junction = await open(name);
    // what follows are conditions on the parameters, no identities
    const [printed = ""] = (await text("conditions", name, "--proof")).split(
      /^(?:direction|contrast|proof) /m,
    );
    const two = /-(TLS|HO)-/.test(name) || name.endsWith(".json");
    for (const seed of [1, 2]) {
      const point = pointOf(junction, seed);
      const { J, J_reversed } = evaluate(junction, { at: Object.fromEntries(point), digits: 45 });
      const never = /never rectifies/.test(printed) && !two;
      const even = half(J, J_reversed);
      expectTrue(printed, point, new Map(never ? [] : [["[J(Delta) + J(-Delta)]/2", even]]));
    }
  });
});

describe("regions of the direction that are not printed", () => {
  it.each(["text", "tex", "markdown"])("are counted in %s, and stand in JSON", async (format) => {
    const {
      direction: { regions },
    } = JSON.parse(await text("conditions", "metal-TLS-metal", "--format", "json")) as {
      direction: { regions: { where: string[] }[] };
    };
    const boundaries = regions.filter(({ where }) => where.some((w) => w.includes(" = ")));
    expect(boundaries.length).toBeGreaterThan(8);
    const printed = async (...words: string[]): Promise<string> =>
      (await text("conditions", "metal-TLS-metal", "--format", format, ...words)).replace(/\s+/g, " ");
    const brief = await printed();
    if (format === "text") {
      expect(brief).toContain(`in ${regions.length} regions that --all-regions lists`);
      const counts = [...brief.matchAll(/(?:is hot|temperature|left end is|no rectification) in (\d+)/g)];
      expect(counts.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(regions.length);
    } else {
      expect(brief).toContain(
        `and ${boundaries.length} regions on boundaries, with an equality between parameters: --all-regions lists them`,
      );
    }
    const all = await printed("--all-regions");
    expect(all).not.toContain("--all-regions");
    const verdicts = all.match(
      /: \$?h\$? is (?:increasing|decreasing|constant|not)|(?<!creasing): more heat flows when/g,
    );
    expect(verdicts?.length).toBe(regions.length);
  });
});

describe("current", () => {
  const forms = ["paper", "boltzmann", "tanh"];
  const names = ["solid-TLS-metal", "metal-HO-spin", "solid-ladder:3-spin", ...Object.values(FILES)];
  it.each(names.flatMap((name) => forms.map((form) => [name, form] as const)))(
    "%s --form %s",
    async (name, form) => {
      const junction = await open(name);
      const point = pointOf(junction, 1);
      const { J } = evaluate(junction, { at: Object.fromEntries(point), digits: 45 });
      expectTrue(await text("current", name, "--form", form), point, new Map([["J", J]]));
    },
  );
});

describe("expand", () => {
  const letters = { J: "alpha", R: "r", contrast: "c" } as const;
  const names = ["solid-TLS-metal", "metal-HO-spin", "solid-ladder:3-spin", ...Object.values(FILES)];
  const quantities = ["J", "R", "contrast"] as const;
  const cases = names.flatMap((name) => quantities.map((quantity) => [name, quantity] as const));
  // R and the contrast of two energies in one rate take minutes
  it.each(cases.filter(([name, quantity]) => name !== FILES.activated || quantity === "J"))(
    "%s: %s to order 2",
    async (name, quantity) => {
      const junction = await open(name);
      const point = pointOf(junction, 1);
      const at = Object.fromEntries([...point].filter(([n]) => n !== "Delta"));
      const { coefficients } = expand(junction, { at, order: 2, quantity, digits: 45 });
      const printed = await text("expand", name, "--order", "2", "--quantity", quantity);
      const references = coefficients.map(
        ({ k, value }) => [`${letters[quantity]}_${k}`, value ?? ""] as const,
      );
      expectTrue(printed, point, new Map(references));
    },
  );
});

describe("expand of a file that binds its parameters", () => {
  it.each(["spin-boson-rectifier", "transmon", "qubit-resonators", "exchange-qubits"])(
    "%s: formulas in the names of the file, the values beneath, are the file's coefficients",
    async (name) => {
      const path = `examples/${name}.json`;
      const junction = parseJunctionFile(readFileSync(path, "utf8"));
      const { bound, parameters } = await junction;
      const point = new Map<string, string>(
        parameters
          .filter((p) => !bound.has(p.name))
          .map((p) => [p.name, p.name === "omega" ? "3/2" : "5/4"] as const),
      ).set("T_a", name === "qubit-resonators" ? "150" : "5/2");
      const printed = await text("expand", path, "--order", "2");
      for (const p of bound.keys()) expect(printed).toMatch(new RegExp(`^  ${p} = `, "m"));
      const { coefficients } = expand(await junction, {
        at: Object.fromEntries(point),
        order: 2,
        digits: 45,
      });
      expectTrue(printed, point, new Map(coefficients.map(({ k, value }) => [`alpha_${k}`, value ?? ""])));
    },
  );
});

describe("traces", () => {
  it("coefficients in cumulants and in moments are those of the series that the text states", async () => {
    const printed = await text("traces", "--order", "3");
    const names = [...new Set(printed.match(/\b[ms]_\d\d\b/g))].filter((name) => name !== "s_00");
    const point = new Map<string, string>(
      names.map((name) => [name, `${rationalFor(name, 1).numerator}/997`] as const),
    );
    // what follows (5)-(7) holds where m_0k = 0 only
    const identities = /^In cumulants$[^]*?(?=^Where )/m.exec(printed)?.[0] ?? "";
    expectTrue(identities, point.set("T_a", "5/2"), seriesOfTraces(point, 3));
  });
});

/** J = Σ m_jk a^j b^k/(j! k!) / Σ s_jk a^j b^k/(j! k!), a = (2/T_a) u/(1 − u²), b = −ua, as a power series in Δ = uT_a. */
function seriesOfTraces(point: ReadonlyMap<string, string>, order: number): Map<string, string> {
  type Series = readonly BigNumber[];
  const big = (text: string): BigNumber => math.bignumber(decimal(text));
  const T = big(point.get("T_a") ?? "1");
  const indices = Array.from({ length: order + 1 }, (_, i) => i);
  const zero = math.bignumber(0);
  const times = (x: Series, y: Series): Series =>
    indices.map((n) =>
      indices.slice(0, n + 1).reduce((sum, i) => sum.add((x[i] ?? zero).mul(y[n - i] ?? zero)), zero),
    );
  const one: Series = indices.map((i) => math.bignumber(i === 0 ? 1 : 0));
  const power = (x: Series, n: number): Series => (n === 0 ? one : times(x, power(x, n - 1)));
  const a: Series = indices.map((i) => (i % 2 === 0 ? zero : math.bignumber(2).div(T)));
  const b: Series = [zero, ...a.slice(0, -1).map((x) => x.neg())];
  const factorial = (n: number): number => (n === 0 ? 1 : n * factorial(n - 1));
  const sum = (letter: string): Series => {
    const terms = indices.flatMap((j) =>
      indices.map((k) => {
        const moment = big(point.get(`${letter}_${j}${k}`) ?? (letter === "s" && j + k === 0 ? "1" : "0"));
        const weight = moment.div(factorial(j) * factorial(k));
        return times(power(a, j), power(b, k)).map((x) => x.mul(weight));
      }),
    );
    return indices.map((i) => terms.reduce((total, t) => total.add(t[i] ?? zero), zero));
  };
  const [above, below] = [sum("m"), sum("s")];
  const J: BigNumber[] = [];
  for (const n of indices) {
    const known = J.reduce((total, x, i) => total.add(x.mul(below[n - i] ?? zero)), zero);
    J.push((above[n] ?? zero).sub(known).div(below[0] ?? zero));
  }
  return new Map(J.map((x, k) => [`alpha_${k}`, x.div(T.pow(k)).toString()]));
}
