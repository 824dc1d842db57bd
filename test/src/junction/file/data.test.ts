/** One shape of a junction file: the schema, the library's types, the reader and the docs say the same. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import * as zod from "zod";
import { type JunctionFile, junctionFrom, parseJunctionFile } from "../../../../src/index.js";
import { parseExactJson } from "../../../../src/input/exact-json.js";
import { parseFiniteJunctionFile } from "../../../../src/traces/parse-finite-junction.js";
import { junctionData, parseJunctionData } from "../../../../src/junction/file/data.js";
import { junctionSchema } from "../../../../src/junction/file/schema.js";

const solid = { bath: "solid" } as const;

/** The schema as JSON Schema: what keys each kind has, and which of them must be there. */
interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly const?: string;
  readonly enum?: readonly string[];
}
const { properties = {} } = zod.z.toJSONSchema(junctionSchema(zod), {
  io: "input",
  unrepresentable: "any",
}) as Shape;

/** `| kind | keys |` of a choice, the obligatory keys in bold. */
function rows(place: Shape | undefined, discriminator: string): readonly string[] {
  return (place?.oneOf ?? place?.anyOf ?? []).map(({ properties: keys = {}, required = [] }) => {
    const word = keys[discriminator];
    const kinds = (word?.enum ?? [word?.const]).map((kind) => `\`${kind ?? ""}\``).join(", ");
    const names = Object.keys(keys).filter((key) => key !== discriminator);
    const shown = names.map((key) => (required.includes(key) ? `**\`${key}\`**` : `\`${key}\``));
    return `${kinds} | ${shown.join(", ")}`;
  });
}

describe("the shape of a junction file", () => {
  it("is what docs/junction-files.md lists, key by key", () => {
    const docs = readFileSync("docs/junction-files.md", "utf8").replace(/ +\|/g, " |");
    const listed = [...rows(properties["left"], "bath"), ...rows(properties["subsystem"], "kind")];
    expect(listed.length).toBe(13);
    for (const row of listed) expect(docs).toContain(`| ${row} |`);
    for (const key of Object.keys(properties)) expect(docs).toContain(`\`${key}\``);
  });

  it("is the type of the library: Hamiltonians, spectra, densities and units are taken", async () => {
    const files: readonly JunctionFile[] = [
      {
        left: { bath: "harmonic", density: "lorentzian", center: 5.2, width: "0.3" },
        right: { bath: "metal", F: ["F_0", 0.5], mu: "mu_R" },
        subsystem: {
          kind: "hamiltonian",
          parts: ["spin", "spin"],
          H: "sz(1) + 0.3*sz(1)*sz(2)",
          S: "sx(1) + sx(2)",
        },
      },
      {
        left: { bath: "spin", coupling: 0.1 },
        right: { bath: "solid", density: "ohmic", cutoff: 3, cutoff_shape: "drude" },
        subsystem: { kind: "ladder", levels: "4", gap: "f" },
        parameters: { f: 5 },
        units: { frequency: "GHz", temperature: "K" },
      },
      { left: solid, right: solid, subsystem: { kind: "spin", S: 1.5 }, units: "circuit" },
    ];
    for (const file of files)
      expect(await junctionFrom(file)).toEqual(await parseJunctionFile(JSON.stringify(file)));
    expectTypeOf<{ bath: "solidd" }>().not.toExtend<JunctionFile["left"]>();
    expectTypeOf<{ bath: "solid"; mu: "1" }>().not.toEqualTypeOf<JunctionFile["left"]>();
  });

  it.each(readdirSync("examples").filter((name) => name.endsWith(".json")))(
    "of examples/%s is the same from text and from data",
    async (name) => {
      const text = readFileSync(`examples/${name}`, "utf8");
      const data = await parseJunctionData(text);
      expect(await junctionData(parseExactJson(text))).toEqual(data);
      expect(await junctionFrom(data)).toEqual(await parseJunctionFile(text));
    },
  );

  it("has its kinds in any case, by alias too", async () => {
    const data = {
      left: { bath: "PHONON", density: "Ohmic" },
      right: { bath: "Metal" },
      subsystem: { kind: "tls" },
    };
    expect(await junctionData(data)).toEqual({
      left: { bath: "solid", density: "ohmic" },
      right: { bath: "metal" },
      subsystem: { kind: "TLS" },
    });
  });

  it("is told apart by the readers: finite baths have no rates, the others no Hamiltonian", async () => {
    const finite = { bath: "finite-spins", energies: ["1"], couplings: ["1"] } as const;
    const text = (bath: object) => JSON.stringify({ left: bath, right: bath, subsystem: { kind: "TLS" } });
    await expect(parseJunctionFile(text(finite))).rejects.toThrow(
      /^left\.bath: a finite-spins bath has no rates/,
    );
    await expect(parseFiniteJunctionFile(text(solid))).rejects.toThrow(
      /^left\.bath: solid is not a finite bath/,
    );
  });

  const file = (parts: object) => ({ left: solid, right: solid, subsystem: { kind: "TLS" }, ...parts });
  it.each([
    [
      "a misspelt end",
      { lefft: solid, right: solid, subsystem: { kind: "TLS" } },
      "unknown key lefft; did you mean left?",
    ],
    ["no subsystem", { left: solid, right: solid }, "subsystem: an object in braces is expected here"],
    [
      "no kind",
      file({ subsystem: {} }),
      /^subsystem\.kind: the kind of subsystem is expected here: one of TLS, HO/,
    ],
    ["a misspelt unit", file({ units: { freq: "GHz" } }), "units: unknown key freq; did you mean frequency?"],
    [
      "a misspelt density",
      file({ left: { bath: "solid", density: "ohmik" } }),
      /unknown density ohmik; did you mean ohmic/,
    ],
    [
      "a truth value",
      file({ left: { bath: "solid", coupling: true } }),
      /^left\.coupling: an expression or a number is expected/,
    ],
    [
      "NaN",
      file({ left: { bath: "solid", coupling: NaN } }),
      /^left\.coupling: an expression or a number is expected/,
    ],
    [
      "a ladder of x levels",
      file({ subsystem: { kind: "ladder", levels: "x" } }),
      /^subsystem: levels: x is not a number/,
    ],
  ])("is refused with %s in words that help", async (_what, data, message) => {
    await expect(junctionFrom(data as JunctionFile)).rejects.toThrow(message);
  });
});

describe("a key given twice", () => {
  const twice = (text: string) => () => parseExactJson(text);
  it.each([
    ['{"a":1,"a":1}', "a is given twice"],
    ['{"x":{"b":[{"c":0},{"c":0,"c":0}]}}', "x.b[1]: c is given twice"],
    ['{"omega":1,"\\u006fmega":2}', "omega is given twice"],
    ['{"a":"}","b":",","a":":"}', "a is given twice"],
  ])("in %s is refused, with its place", (text, message) => {
    expect(twice(text)).toThrow(message);
  });

  it("is all that is refused of JSON, and nothing else is", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        if (/"(__proto__|constructor|prototype)"/.test(text)) return;
        expect(twice(text)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});
