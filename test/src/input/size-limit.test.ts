/** What a user's power, product or order would take is estimated before it is made; one limit, which --limit raises. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  add,
  constant,
  multiply,
  power,
  type RationalFunction,
  variable,
} from "../../../symbolic/fraction/rational-function.js";
import { termCount } from "../../../symbolic/polynomial/structure.js";
import { SIZE_LIMIT, SizeLimitError } from "../../../src/input/size-limit.js";
import { sizedField } from "../../../src/expression/sized-field.js";
import { requireExpansion } from "../../../src/expansion/size.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { exactSeries } from "../../../src/expansion/series.js";
import { heatdiode } from "../../heatdiode.js";

const sum = (n: number): RationalFunction =>
  Array.from({ length: n }, (_, i) => variable(i)).reduce((s, x) => add(s, x), constant(1n));

describe("a power or product that would be too large", () => {
  it.each([
    ["J = (omega+Gamma_L+Gamma_R+T_a)^200"],
    ["alpha_2 = (omega+Gamma_L+Gamma_R+T_a)^200"],
    ["J = \\left((\\Gamma_L+\\omega)^{99}\\right)^{99}"],
    ["J = P^99 + Q; P = (Gamma_L + omega)^99; Q = (Gamma_L + Gamma_R)^99"],
    [
      "J = (omega+Gamma_L+Gamma_R+T_L+T_R)^20*(1+omega+Gamma_L+Gamma_R+T_L)^20*(2+omega+Gamma_L+Gamma_R+T_R)^20",
    ],
    ["J = 2^{30000000}"],
    ["J = (1/3)^{900000000}"],
  ])("is refused at once, with what it needs and what to do: %s", async (claim) => {
    const start = performance.now();
    const { status, err } = await heatdiode("check", "solid-TLS-solid", "--claim", claim);
    expect(status).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toMatch(/terms × digits, the limit is 2e7; .*--limit|powers up to 1000000 are read/);
    expect(err.length).toBeLessThan(320);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("is made where --limit allows it, and small ones always are", async () => {
    const claim = ["check", "solid-TLS-solid", "--claim", "alpha_2 = (omega+Gamma_L+Gamma_R+T_a)^12"];
    expect((await heatdiode(...claim)).status).toBe(1);
    const refused = await heatdiode(...claim, "--limit", "100");
    expect([refused.status, refused.err]).toEqual([
      2,
      expect.stringMatching(/the limit is 100;.*--limit [0-9e]+/),
    ]);
    const needed = /--limit ([0-9e]+)/.exec(refused.err)?.[1] ?? "";
    expect(Number(needed)).toBeGreaterThan(100);
    expect((await heatdiode(...claim, "--limit", "1e6")).status).toBe(1);
    expect((await heatdiode(...claim, "--limit", "0")).err).toMatch(/--limit/);
  });

  it("reaches coefficients of unknown functions, which a claim multiplies out", async () => {
    const folder = mkdtempSync(join(tmpdir(), "heatdiode-limit-"));
    const file = join(folder, "law.json");
    writeFileSync(
      file,
      '{"left": {"bath": "law", "rate": "c*g(T)/(1-exp(-omega/T))"}, "right": {"bath": "spin"}, "subsystem": {"kind": "TLS"}}',
    );
    const claim = (k: number, ...more: string[]) =>
      heatdiode("check", file, "--claim", `alpha_${k} = 0`, ...more);
    expect((await claim(9)).status).toBe(1);
    expect((await claim(9, "--limit", "1e5")).err).toMatch(/order 9: about .*the limit is 100000;.*--limit/);
    expect((await claim(30)).err).toMatch(/order 30: about .*the limit is 2e7;.*--limit/);
    rmSync(folder, { recursive: true });
  });

  it("is never larger than estimated", () => {
    for (const [n, e] of [
      [1, 40],
      [2, 20],
      [3, 12],
      [4, 8],
    ] as const) {
      const value = power(sum(n), e);
      const terms = termCount(value.numerator);
      expect(() => sizedField(terms).power(sum(n), e)).toThrow(SizeLimitError);
      expect(sizedField(SIZE_LIMIT).power(sum(n), e)).toEqual(value);
      expect(sizedField(SIZE_LIMIT).multiply(value, value)).toEqual(multiply(value, value));
    }
    // one term stays one term, however high its power
    expect(() => sizedField(20).power(variable(0), 1_000_000)).not.toThrow();
  });
});

describe("an expansion to a high order", () => {
  it("is refused after a few orders, with an estimate", async () => {
    const { status, err } = await heatdiode("expand", "solid-TLS-solid", "--order", "1000");
    expect([status, err.trim().split("\n").length]).toEqual([2, 1]);
    expect(err).toMatch(
      /coefficients up to order 1000: about \de\d+ terms × digits.*lower the order.*--limit \de\d+/,
    );
    const metal = await heatdiode("expand", "metal-TLS-metal", "--order", "300", "--at", "Gamma_L=1");
    expect([metal.status, metal.err]).toEqual([2, expect.stringContaining("up to order 300")]);
  });

  it("is estimated within a factor of 5 from its lower half", () => {
    for (const [name, order] of [
      ["solid-TLS-solid", 24],
      ["spin-TLS-metal", 12],
      ["solid-HO-solid", 40],
    ] as const) {
      const series = exactSeries(parseShorthand(name), "J", new Map());
      let made = 0;
      let factorial = 0;
      for (let k = 1; k <= order; k++) {
        factorial += Math.log10(k);
        made += series.termCount(k) * (1 + factorial);
      }
      expect(() => requireExpansion(series, order, made * 5)).not.toThrow();
      expect(() => requireExpansion(series, order, made / 5)).toThrow(SizeLimitError);
    }
  });
});
