import { describe, expect, it } from "vitest";
import { type BoundCertificate } from "../../../src/certificate/format.js";
import { InputError } from "../../../src/input/errors.js";
import { randomSource } from "../../../src/input/random-source.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { parseCondition } from "../../../src/optimum/objective.js";
import { checkBound } from "../../../src/proof-checker/bound.js";
import { copied, searched, threeLevels } from "../optimum/junctions.js";

type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;
type Draft = Writable<BoundCertificate>;
type Random = () => number;

const AT = "T_L=2,T_R=1";

async function originals(): Promise<readonly BoundCertificate[]> {
  const four = await threeLevels(["sqrt(a1)", "sqrt(a2)"], ["sqrt(b1)", "0", "sqrt(b3)"]);
  const over = "a1=0.01:1,a2=0.01:1,b1=0.01:1,b3=0.01:1";
  const condition = parseCondition("J >= 0.02", "--subject");
  const free = { quantity: "contrast", sense: "maximum" } as const;
  return [
    searched(four, over, AT, free, 1e-6),
    searched(four, over, AT, { ...free, condition }, 1e-4),
    searched(
      parseShorthand("spin-ladder:3-solid"),
      "Upsilon_L=0.1:1,Gamma_R=0.2:1",
      `${AT},omega=1`,
      { quantity: "R", sense: "minimum" },
      1e-6,
    ),
  ].map((search) => copied(search.result().certificate));
}

/** The decimal moved by the distance. */
const moved = (text: string, by: number): string => (Number(text) + by).toFixed(12);
const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;

/** Changes after which a certificate says what is false, or no longer shows it. */
const CHANGES: Readonly<Record<string, (c: Draft, random: Random) => void>> = {
  "a bound below what is reached": (c, random) => {
    const inward = c.bounded.sense === "maximum" ? -1 : 1;
    c.bounded.bound = moved(c.bounded.best?.value ?? "", inward * 10 ** (-3 - 5 * random()));
  },
  "a better value": (c, random) => {
    if (c.bounded.best)
      c.bounded.best.value = moved(
        c.bounded.best.value,
        (random() < 0.5 ? -1 : 1) * 10 ** (-2 - 7 * random()),
      );
  },
  "another place": (c, random) => {
    const at = c.bounded.best?.at as Record<string, string>;
    const name = pick(Object.keys(at), random);
    at[name] = String(Number(at[name]) * (1 + 0.01 + random()));
  },
  "no place for one coupling": (c, random) => {
    const at = c.bounded.best?.at as Record<string, string>;
    Reflect.deleteProperty(at, pick(Object.keys(at), random));
  },
  "a box too few": (c, random) => {
    const face = Math.floor(random() * c.bounded.boxes.length);
    const words = (c.bounded.boxes[face] as string).split(" ");
    words.splice(Math.floor(random() * words.length), 1);
    c.bounded.boxes[face] = words.join(" ");
  },
  "a box too many": (c, random) => {
    const face = Math.floor(random() * c.bounded.boxes.length);
    c.bounded.boxes[face] = `${c.bounded.boxes[face] ?? ""} .`;
  },
  "a face left out": (c, random) => {
    c.bounded.boxes.splice(Math.floor(random() * c.bounded.boxes.length), 1);
    if (c.bounded.boxes.length === 1) c.bounded.boxes.push("x");
  },
  "a box without a point said to miss the condition": (c, random) => {
    const face = Math.floor(random() * c.bounded.boxes.length);
    const words = (c.bounded.boxes[face] as string).split(" ");
    const open = words.flatMap((w, i) => (w === "." ? [i] : []));
    if (open.length === 0) c.bounded.boxes[face] = "";
    else words[pick(open, random)] = "x";
    c.bounded.boxes[face] = words.join(" ");
  },
  "a division outside its box": (c, random) => {
    const face = Math.floor(random() * c.bounded.boxes.length);
    c.bounded.boxes[face] = `0@${(2 + random()).toFixed(3)} ${c.bounded.boxes[face] ?? ""} .`;
  },
  "other temperatures": (c, random) => {
    c.bounded.temperatures[random() < 0.5 ? "L" : "R"] = (1.1 + random() * 0.8).toFixed(3);
  },
  "equal temperatures": (c) => {
    c.bounded.temperatures.L = c.bounded.temperatures.R;
  },
  "a range of negative numbers": (c, random) => {
    pick(c.bounded.variables, random).from = "-0.5";
  },
  "an empty range": (c, random) => {
    const v = pick(c.bounded.variables, random);
    [v.from, v.to] = [v.to, v.from];
  },
  "a coupling that does not vary": (c, random) => {
    c.bounded.variables.splice(Math.floor(random() * c.bounded.variables.length), 1);
  },
  "another coupling": (c, random) => {
    pick(c.bounded.variables, random).name = "omega";
  },
  "another rate": (c, random) => {
    const rates = c.identity === "levels" ? pick(c.levels.transitions, random).rates : c.rates;
    const side = random() < 0.5 ? "L" : "R";
    const rate = rates[side];
    rate.numerator = rate.numerator === "0" ? "1" : `2*(${rate.numerator})`;
  },
  "another sense": (c) => {
    c.bounded.sense = c.bounded.sense === "maximum" ? "minimum" : "maximum";
  },
  "another quantity": (c, random) => {
    c.bounded.quantity = c.bounded.quantity === "contrast" ? (random() < 0.5 ? "J" : "R") : "J";
    if (c.bounded.best) c.bounded.bound = moved(c.bounded.best.value, 0);
  },
  "another bath": (c, random) => {
    const side = random() < 0.5 ? "left" : "right";
    c[side] = { kind: "solid", coupling: "3" };
  },
  "another argument": (c) => {
    c.variables.independence += " ";
  },
};

describe("the checker of bounds", () => {
  it("rejects 200 tampered certificates", async () => {
    const list = await originals();
    for (const c of list) expect(checkBound(copied(c))).toMatchObject({ accepted: true });
    const random = randomSource(7);
    const kinds = Object.entries(CHANGES);
    const accepted: string[] = [];
    let count = 0;
    for (let i = 0; count < 200; i++) {
      const [name, change] = kinds[i % kinds.length] as (typeof kinds)[number];
      const original = pick(list, random);
      const draft = copied(original) as Draft;
      change(draft, random);
      if (JSON.stringify(draft) === JSON.stringify(original)) continue;
      count++;
      try {
        if (checkBound(draft).accepted)
          accepted.push(`${name}: ${JSON.stringify(draft.bounded).slice(0, 400)}`);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }
    expect(accepted).toEqual([]);
  });

  it("rejects a condition that the best point does not meet", async () => {
    const c = copied((await originals())[1] as BoundCertificate) as Draft;
    if (c.bounded.condition) c.bounded.condition.bound = "0.021";
    expect(checkBound(c).accepted).toBe(false);
  });

  it("rejects a negative multiplier, with which a condition that always holds would show any bound", async () => {
    const c = copied((await originals())[1] as BoundCertificate) as Draft;
    // Heat flows everywhere in the box: J >= 1e-9 is no condition, and the contrast is not below 0.1.
    if (c.bounded.condition) c.bounded.condition.bound = "0.000000001";
    c.bounded.bound = "0.1";
    c.bounded.boxes = c.bounded.boxes.map(() => ".-1000000000000000000000");
    Reflect.deleteProperty(c.bounded, "best");
    expect(checkBound(c)).toMatchObject({ accepted: false, reason: "a multiplier is negative" });
  });

  it("accepts a value that is exactly 0 or 1", () => {
    const equal = { quantity: "contrast", sense: "maximum" } as const;
    const over = "Gamma_R=0.1:1";
    const at = `${AT},omega=1,Gamma_L=1`;
    for (const [quantity, value] of [
      ["contrast", "0"],
      ["R", "1"],
    ] as const) {
      const search = searched(parseShorthand("solid-TLS-solid"), over, at, { ...equal, quantity }, 1e-6);
      const c = copied(search.result().certificate);
      expect(c.bounded.best?.value).toBe(value);
      expect(checkBound(c)).toMatchObject({ accepted: true });
    }
  });

  it("rejects a value at the best point of so few digits that it says nothing", async () => {
    const c = copied((await originals())[0] as BoundCertificate) as Draft;
    for (const value of ["0", "0e3", "1e3", "0.3", "1e3/7"]) {
      if (c.bounded.best) c.bounded.best.value = value;
      expect(checkBound(c)).toMatchObject({ accepted: false });
    }
  });
});
