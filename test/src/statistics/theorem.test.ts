/** The certificate of the fluctuation theorem: accepted for every kind of junction, and no tampering passes. */
import { describe, expect, it } from "vitest";
import { type TheoremCertificate } from "../../../src/certificate/format.js";
import { InputError } from "../../../src/input/errors.js";
import { randomSource } from "../../../src/input/random-source.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { checkTheorem } from "../../../src/proof-checker/theorem.js";
import { fluctuationTheorem } from "../../../src/statistics/theorem.js";

const four = JSON.stringify({
  left: { bath: "metal" },
  right: { bath: "custom", rate: "c*T^2/(1 - exp(-omega/T))" },
  subsystem: {
    kind: "levels",
    energies: ["0", "a", "a + b", "2*a + b"],
    S_L: [
      ["0", "1", "s", "0"],
      ["1", "0", "1", "0"],
      ["s", "1", "0", "t"],
      ["0", "0", "t", "0"],
    ],
    S_R: [
      ["0", "0", "1", "1"],
      ["0", "0", "0", "0"],
      ["1", "0", "0", "1"],
      ["1", "0", "1", "0"],
    ],
  },
});
const law =
  '{"left":{"bath":"law","rate":"c*g(T)/(1-exp(-omega/T))"},"right":{"bath":"law","rate":"g(T)/(1-exp(-omega/T))"},"subsystem":{"kind":"HO"}}';

const certificates = await Promise.all(
  [
    ...[
      "solid-TLS-solid",
      "solid-HO-metal",
      "spin-ladder:4-solid",
      "examples/qutrit-diode.json",
      "examples/ising-diode.json",
    ].map((name) => loadJunction(name)),
    parseJunctionFile(four),
    parseJunctionFile(law),
  ].map(
    async (junction) => JSON.parse(JSON.stringify(fluctuationTheorem(await junction))) as TheoremCertificate,
  ),
);

const copy = <T>(x: T): T => JSON.parse(JSON.stringify(x)) as T;
const rejected = (c: unknown): boolean => {
  try {
    return !checkTheorem(c).accepted;
  } catch (error) {
    if (error instanceof InputError) return true;
    throw error;
  }
};

describe("the certificate of the fluctuation theorem", () => {
  it.each(certificates.map((c) => [c.junction, c] as const))("%s is accepted", (_, c) => {
    const { accepted, reason, statement } = checkTheorem(c);
    expect(reason).toBeUndefined();
    expect(accepted).toBe(true);
    expect(statement?.claim).toContain("G(-lambda - A)");
  });

  /** Every text and number of a certificate by its path. */
  function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
    if (Array.isArray(value)) return value.flatMap((x, i) => places(x, [...path, i]));
    if (typeof value === "object" && value !== null)
      return Object.entries(value).flatMap(([key, x]) => places(x, [...path, key]));
    return [path];
  }

  it("400 tamperings at random places are rejected", () => {
    const next = randomSource(1729);
    let tried = 0;
    while (tried < 400) {
      const c = copy(certificates[Math.floor(next() * certificates.length)] as TheoremCertificate);
      const all = places(c);
      const path = all[Math.floor(next() * all.length)] as readonly (string | number)[];
      let holder = c as unknown as Record<string | number, unknown>;
      for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
      const key = path[path.length - 1] as string | number;
      const old = holder[key];
      const how = Math.floor(next() * 3);
      if (typeof old === "number")
        holder[key] = how === 0 ? old + 1 : how === 1 ? old - 1 : old === 0 ? 2 : -old;
      else {
        const text = String(old);
        const digit = /\d/.exec(text);
        holder[key] =
          how === 0 || text.length < 2
            ? `${text} + 1`
            : how === 1 && digit
              ? text.replace(digit[0], String((Number(digit[0]) + 1) % 10))
              : text.includes("omega")
                ? text.replace("omega", "2*omega")
                : `2*(${text})`;
      }
      if (JSON.stringify(holder[key]) === JSON.stringify(old)) continue;
      // 0 over anything is the same number.
      if (key === "denominator" && holder.numerator === "0") continue;
      tried++;
      expect(rejected(c), `${c.junction} ${path.join(".")}: ${String(old)} -> ${String(holder[key])}`).toBe(
        true,
      );
    }
  });

  it("an adversary's consistent changes are rejected too", () => {
    const change = (i: number, edit: (c: Record<string, unknown>) => void): boolean => {
      const c = copy(certificates[i]) as unknown as Record<string, unknown>;
      edit(c);
      return rejected(c);
    };
    type Entries = { gap: number[]; left: { numerator: string }; right: { numerator: string } }[];
    // The heat counted at the other bath, or not at all; a level of D moved; entries left out.
    expect(
      change(0, (c) => (c.generator as Entries).forEach((e) => ([e.left, e.right] = [e.right, e.left]))),
    ).toBe(true);
    expect(change(0, (c) => (c.generator as Entries).forEach((e) => (e.gap = [0])))).toBe(true);
    expect(change(3, (c) => (c.D as number[][]).forEach((n) => (n[0] = (n[0] as number) * 2)))).toBe(true);
    expect(change(3, (c) => (c.generator as Entries).splice(0, 2))).toBe(true);
    // Without detailed balance: upward rates of one bath doubled.
    expect(
      change(
        1,
        (c) =>
          ((c.generator as Entries)[1]!.right.numerator =
            `2*(${(c.generator as Entries)[1]!.right.numerator})`),
      ),
    ).toBe(true);
    // Another junction over the same rates.
    expect(change(0, (c) => (c.junction = "solid-HO-solid"))).toBe(true);
    expect(change(0, (c) => (c.left = { kind: "solid", coupling: "2*Gamma_L" }))).toBe(true);
    expect(change(0, (c) => (c.statement = "G(lambda) = G(lambda - A)"))).toBe(true);
  });
});
