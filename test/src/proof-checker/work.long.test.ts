/** Certificates that would take for ever: each is refused at once, in one line, as input that is not taken on. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkProof } from "../../../src/proof-checker/check.js";
import {
  constantOf,
  derivative,
  NOTHING,
  plus,
  renamed,
  replaced,
  times,
  toThe,
  variableOf,
} from "../../../src/proof-checker/algebra/polynomial.js";
import { conditions } from "../../../src/conditions/conditions.js";
import { InputError } from "../../../src/input/errors.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { heatdiode } from "../../heatdiode.js";

const honest = JSON.stringify(conditions(parseShorthand("solid-TLS-solid")).certificate);

/** The honest certificate with one text of it replaced. */
const replacing = (from: string, to: string): unknown => {
  const text = honest.replace(JSON.stringify(from), () => JSON.stringify(to));
  expect(text).not.toBe(honest);
  return JSON.parse(text);
};

/** The message of the refusal. @throws whatever is no refusal */
function refusal(data: unknown): string {
  try {
    return checkProof(data).reason ?? "accepted";
  } catch (error) {
    if (error instanceof InputError) return `refused: ${error.message}`;
    throw error;
  }
}

const nested = (depth: number, text: string): string => "(".repeat(depth) + text + ")".repeat(depth);

/** Texts for the value of a coefficient or the numerator of a current. */
const HOSTILE: Readonly<Record<string, string>> = {
  "a nested power": "((omega + Gamma_L)^999)^999",
  "a power of a power of a power": "(((omega^9 + 1)^9 + Gamma_L)^99 + Gamma_R)^99",
  "a number without end": "((9^9999)^9999)^9999",
  "a number without end, by products": Array.from({ length: 60 }, () => "7^9999").join("*") + "^9999",
  "a sum to a high power": "(Gamma_L + Gamma_R + omega + X_L + X_R)^200",
  "a long product of sums": Array.from({ length: 400 }, (_, i) => `(Gamma_L + ${i}*Gamma_R + omega)`).join(
    "*",
  ),
  "a power of one variable beyond all": "(omega^9999)^9999",
  "20,000 nested parentheses": nested(20_000, "1"),
  "20,000 signs": "-".repeat(20_000) + "1",
  "parentheses that are never closed": "(".repeat(20_000),
  "nested functions": `${"exp(".repeat(10_000)}1${")".repeat(10_000)}`,
};

describe("a certificate whose expansion is too large", () => {
  it.each(Object.entries(HOSTILE))(
    "is refused: %s",
    (kind, hostile) => {
      const { current, rates, coefficients } = JSON.parse(honest) as {
        current: { numerator: string };
        rates: { L: { numerator: string } };
        coefficients: { value: string }[];
      };
      const places = [current.numerator, rates.L.numerator, coefficients[0]?.value ?? ""];
      // The product takes seconds before the limit is passed: one place is enough.
      for (const place of kind.includes("long product") ? places.slice(0, 1) : places) {
        const start = performance.now();
        const message = refusal(replacing(place, hostile));
        expect(message).toMatch(/^refused: /);
        expect(message.length).toBeLessThanOrEqual(300);
        expect(message).not.toMatch(/\n|defect/);
        expect(performance.now() - start).toBeLessThan(10_000);
      }
    },
    60_000,
  );

  it("is refused where the work is in many texts", () => {
    const c = JSON.parse(honest) as { leaves: { equations: string[] }[] };
    const equations = Array.from({ length: 3000 }, (_, i) => `(Gamma_L + Gamma_R + omega + ${i})^25`);
    const [leaf] = c.leaves;
    const start = performance.now();
    expect(refusal({ ...c, leaves: [{ ...leaf, equations }] })).toMatch(/^refused: /);
    expect(performance.now() - start).toBeLessThan(20_000);
  }, 60_000);

  it("is refused with the limit that would be enough, and with that limit is expanded", async () => {
    const { current } = JSON.parse(honest) as { current: { numerator: string } };
    // The same current, written so that reading it takes more than the usual work.
    const long = "(Gamma_L + Gamma_R + omega + X_L)^26";
    const data = replacing(current.numerator, `${current.numerator}${` + ${long} - ${long}`.repeat(22)}`);
    const message = refusal(data);
    expect(message).toMatch(/about 2e7 terms × digits, the limit is 2e7.*--limit 3e7$/);
    const directory = await mkdtemp(join(tmpdir(), "heatdiode-"));
    try {
      const file = join(directory, "proof.json");
      await writeFile(file, JSON.stringify(data));
      expect(await heatdiode("check-proof", file)).toMatchObject({ status: 2, out: "" });
      const { status, out } = await heatdiode("check-proof", file, "--limit", "6e7");
      expect([status, out.split("\n")[0]]).toEqual([0, expect.stringContaining("accepted")]);
      expect((await heatdiode("check-proof", file, "--force")).status).toBe(0);
      // A lower limit holds as well.
      await writeFile(file, honest);
      expect((await heatdiode("check-proof", file, "--limit", "100")).status).toBe(2);
      expect((await heatdiode("check-proof", file)).status).toBe(0);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it("holds products of what was read to the same limit", () => {
    const x = variableOf(0, 2, 1000);
    const y = variableOf(1, 2, 1000);
    const sum = toThe(plus(x, y), 5, 2);
    expect(() => times(sum, toThe(plus(x, y, -1n), 60, 2))).toThrow(/the limit is 1000/);
    const one = constantOf(1n, 2);
    for (const made of [
      sum,
      renamed(sum, [1, 0]),
      derivative(sum, 0),
      replaced(sum, 0, plus(y, one), plus(y, one)),
      plus(one, sum),
      plus(NOTHING, sum),
    ])
      expect(made.limit).toBe(1000);
    expect(times(variableOf(0, 2, 2000), x).limit).toBe(2000);
    expect(times(one, one).limit).toBeUndefined();
  });

  it("is refused for cases inside cases", () => {
    const c = JSON.parse(honest) as object;
    let tree: unknown = { kind: "leaf", leaf: 0 };
    for (let i = 0; i < 20_000; i++) tree = { kind: "terms", terms: [], then: tree };
    expect(refusal({ ...c, tree })).toMatch(/^refused: cases nested too deeply/);
  });

  it("is refused for energies without number and variables without number", () => {
    const c = JSON.parse(honest) as { parameters: object[]; variables: object };
    const parameters = Array.from({ length: 2000 }, (_, i) => ({ name: `a${i}`, assumption: "positive" }));
    expect(refusal({ ...c, parameters: [...c.parameters, ...parameters] })).toMatch(/^refused: .*variables/);
  });

  it("is refused by the command in one line with status 2, and nothing on stdout", async () => {
    const directory = await mkdtemp(join(tmpdir(), "heatdiode-"));
    try {
      const file = join(directory, "proof.json");
      for (const hostile of ["((omega + Gamma_L)^999)^999", nested(20_000, "1")]) {
        await writeFile(file, JSON.stringify(replacing("Gamma_L", `Gamma_L*(${hostile})`)));
        const { status, out, err } = await heatdiode("check-proof", file);
        expect([status, out, err.trim().split("\n").length]).toEqual([2, "", 1]);
        expect(err.length).toBeLessThanOrEqual(300);
      }
      await writeFile(file, "[".repeat(20_000) + "]".repeat(20_000));
      expect((await heatdiode("check-proof", file)).status).toBe(2);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
