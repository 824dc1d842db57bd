/** Values that doubles do not hold, in the commands that compute in doubles. */
import { writeFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { doubleNamed, requireFinite, toDouble } from "../../../src/input/double.js";
import { exactNumber } from "../../../src/input/exact-number.js";
import { heatdiode } from "../../heatdiode.js";

/** 1/9 with more digits than the exponent of a double can count. */
const LONG = `${"1".repeat(400)}/${"9".repeat(400)}`;

const levels = join(mkdtempSync(join(tmpdir(), "heatdiode-double-")), "levels.json");
writeFileSync(
  levels,
  JSON.stringify({
    left: { bath: "solid", coupling: "Gamma_L" },
    right: { bath: "metal", coupling: "Gamma_R", delta: "delta_R", mu: "mu_R" },
    subsystem: {
      kind: "levels",
      energies: ["0", "a", "a + b"],
      S: [
        ["0", "1", "s"],
        ["1", "0", "1"],
        ["s", "1", "0"],
      ],
    },
  }),
);
const REST = "b=1.3,s=1,Gamma_L=1,delta_R=0.1,mu_R=1,T_a=2,Delta=0.5";

test.each([
  ["band", "--at", `T_a=1,omega=1/2,mu=2,c=${LONG}`],
  ["criterion", `solid:${LONG}`, "spin:1", "--at", "T_a=1"],
  ["criterion", "solid:1", "spin:1", "--at", `T_a=${LONG}`],
  ["transitions", levels, "--at", `${REST},Gamma_R=1,a=${LONG}`],
  ["relax", levels, "--at", `${REST},Gamma_R=1,a=${LONG}`],
])("numbers of 400 digits are numbers: %s", async (...words) => {
  const { status, out, err } = await heatdiode(...words, "--json");
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out).not.toMatch(/NaN|Infinity|null,/);
});

test.each([
  ["band", "--at", "T_a=1,omega=1/2,mu=2,c=1e-330"],
  ["band", "--at", "T_a=1,omega=1/2,mu=2,c=1e330"],
  ["band", "--at", "T_a=1e300,omega=1/2,mu=2,c=1"],
  ["criterion", "solid:1e400", "spin:1", "--at", "T_a=1"],
  ["criterion", "solid:1", "spin:1", "--at", "T_a=1e-330"],
  ["transitions", levels, "--at", `${REST},Gamma_R=1e-330,a=1`],
  ["relax", levels, "--at", `${REST},Gamma_R=1e330,a=1`],
])("what doubles cannot hold is refused: %s", async (...words) => {
  const { status, out, err } = await heatdiode(...words);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toMatch(/^heatdiode: [^\n]+\n$/);
  expect(err).not.toMatch(/NaN|defect/);
});

test("doubles at the ends of their range", () => {
  const power = (n: number): ReturnType<typeof exactNumber> =>
    n < 0 ? exactNumber(1n, 2n ** BigInt(-n)) : exactNumber(2n ** BigInt(n));
  expect(doubleNamed("x", power(-1022))).toBe(2 ** -1022);
  expect(() => doubleNamed("x", power(-1023))).toThrow("x is out of range");
  expect(() => doubleNamed("x", power(-2000))).toThrow("x is out of range");
  expect(doubleNamed("x", power(1023))).toBe(2 ** 1023);
  expect(() => doubleNamed("x", power(1024))).toThrow("x is out of range");
  expect(doubleNamed("x", exactNumber(0))).toBe(0);
  // Axes of a scan may reach into the subnormals.
  expect(toDouble(power(-1074))).toBe(5e-324);
  expect(toDouble(exactNumber(-3n, 2n ** 1074n))).toBe(-1.5e-323);
  expect(() => requireFinite({ rows: [new Float64Array([1, NaN])] })).toThrow("out of range");
  expect(requireFinite({ rows: [1, null, "x"] })).toEqual({ rows: [1, null, "x"] });
});
