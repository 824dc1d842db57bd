/** The form of a certificate: keys and types, nothing about what it says. Unknown keys are errors. */
import {
  type BoundCertificate,
  type Certificate,
  type ReversalCertificate,
  type TheoremCertificate,
} from "../certificate/format.js";
import { excerpt, InputError } from "../input/errors.js";

/** Reads a value at a place in the file, or complains. */
type Shape = (value: unknown, where: string) => void;

const complain = (where: string, expected: string): never => {
  throw new InputError(
    `not a certificate: ${where === "" ? "the file" : excerpt(where, 80)} is not ${expected}`,
    {
      hint: "heatdiode conditions JUNCTION --json writes one under the key proof",
    },
  );
};

const text: Shape = (value, where) => {
  if (typeof value !== "string") complain(where, "text");
};
const wholeNumber: Shape = (value, where) => {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > 1e6)
    complain(where, "a non-negative integer");
};
const oneOf =
  (...choices: readonly string[]): Shape =>
  (value, where) => {
    if (typeof value !== "string" || !choices.includes(value))
      complain(where, `one of ${choices.join(", ")}`);
  };
const listOf =
  (shape: Shape): Shape =>
  (value, where) => {
    if (!Array.isArray(value)) return complain(where, "a list");
    value.forEach((x, i) => shape(x, `${where}[${i}]`));
  };
/** A name; of parameters also the value of a function known by name, `Gamma_L(omega_1 + omega_2)`. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_]*$/;
const VALUE = /^[A-Za-z][A-Za-z0-9_]*(?:\([A-Za-z0-9_ +*/^()-]+\))?$/;
const recordOf =
  (names: RegExp): Shape =>
  (value, where) => {
    for (const [key, x] of entriesOf(value, where)) {
      if (!names.test(key)) complain(`${where}.${key}`, "a name");
      text(x, `${where}.${key}`);
    }
  };
const nameOf =
  (names: RegExp): Shape =>
  (value, where) => {
    if (typeof value !== "string" || !names.test(value)) complain(where, "a name");
  };
const name = nameOf(PLAIN);
const parameter = nameOf(VALUE);

function entriesOf(value: unknown, where: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return complain(where, "an object");
  return Object.entries(value);
}

function objectOf(
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): Shape {
  return (value, where) => {
    const place = (key: string): string => (where === "" ? key : `${where}.${key}`);
    const entries = new Map(entriesOf(value, where));
    for (const key of Object.keys(required)) if (!entries.has(key)) complain(place(key), "there");
    for (const [key, x] of entries) {
      const shape = Object.hasOwn(required, key)
        ? required[key]
        : Object.hasOwn(optional, key)
          ? optional[key]
          : undefined;
      if (shape === undefined) complain(place(key), "a known key");
      else shape(x, place(key));
    }
  };
}

/** An object in which a key, `kind` if no other is named, selects the shape. */
function kinds(shapes: Readonly<Record<string, Shape>>, key = "kind"): Shape {
  return (value, where) => {
    const kind = new Map(entriesOf(value, where)).get(key);
    const shape = typeof kind === "string" && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
    if (shape === undefined)
      complain(where === "" ? key : `${where}.${key}`, `one of ${Object.keys(shapes).join(", ")}`);
    else shape(value, where);
  };
}

const fraction = objectOf({ numerator: text, denominator: text });
const substitution = objectOf({ variable: parameter, numerator: text, denominator: text });
const coupled = objectOf({ kind: text, coupling: text });
const rate = objectOf({ kind: text, rate: text });
const linearMetal = objectOf({ kind: text, coupling: text, delta: text, mu: text });
const metalIntegral = objectOf({ kind: text, F: listOf(text), rate: text });
const bath = kinds({
  spin: coupled,
  solid: coupled,
  metal: (value, where) =>
    (new Map(entriesOf(value, where)).has("F") ? metalIntegral : linearMetal)(value, where),
  custom: rate,
  law: rate,
});
/** Cases inside cases: the place in the file is written out in full on the way, and tells how deep. */
const LONGEST_PLACE = 6000;
const node: Shape = (value, where) => {
  if (where.length > LONGEST_PLACE)
    throw new InputError("cases nested too deeply", {
      hint: "no honest certificate has hundreds in each other",
    });
  tree(value, where);
};
const tree = kinds({
  split: objectOf(
    {
      kind: text,
      hypothesis: wholeNumber,
      definite: text,
      nonzero: listOf(objectOf({ base: text, exponent: wholeNumber, of: wholeNumber, cofactor: text })),
      branches: listOf(objectOf({ factor: text, exponent: wholeNumber, then: node })),
    },
    { ofPi: listOf(objectOf({ base: text, exponent: wholeNumber })) },
  ),
  substitute: objectOf({ kind: text, substitution, then: node }),
  cases: objectOf({ kind: text, substitution, nonzero: node, zero: node }),
  terms: objectOf({ kind: text, terms: listOf(text), then: node }),
  violation: objectOf({ kind: text, variable: parameter }),
  "no rate": objectOf({ kind: text, side: oneOf("L", "R") }),
  leaf: objectOf({ kind: text, leaf: wholeNumber }, { last: text, cofactors: listOf(text) }),
  open: objectOf({ kind: text, reason: text }),
});
const weights: Shape = (value, where) => {
  if (value === "oscillator") return;
  listOf((x, at) => {
    if (typeof x !== "string" || !/^\d{1,12}$/.test(x)) complain(at, "an integer as text");
  })(value, where);
};
const ends = objectOf({ L: text, R: text });
const rates = objectOf({ L: fraction, R: fraction });
const coefficient = { monomial: text, value: text };
/** The keys that every certificate states its junction with. */
const header = {
  format: oneOf("heatdiode certificate 1"),
  identity: text,
  junction: text,
  left: bath,
  right: bath,
  values: recordOf(PLAIN),
  parameters: listOf(objectOf({ name: parameter, assumption: oneOf("positive", "real") })),
  variables: objectOf({
    root: (value, where) => {
      wholeNumber(value, where);
      if (value === 0) complain(where, "positive");
    },
    formalFunctions: listOf(name),
    energies: listOf(text),
    L: listOf(name),
    R: listOf(name),
    independence: text,
  }),
};
const frame = {
  ...header,
  rectifies: oneOf("never", "always", "conditionally", "undecided"),
  vanishesIff: listOf(listOf(text)),
  leaves: listOf(
    objectOf(
      { equations: listOf(text), substitutions: listOf(substitution) },
      { last: text, cofactors: listOf(text), witness: recordOf(VALUE) },
    ),
  ),
  tree,
};
const more = { spectra: recordOf(VALUE) };
const ladder = { weights, gap: text, boltzmann: ends, rates };
const closed = {
  current: fraction,
  evenPart: objectOf({ numerator: text, denominator: text, cofactor: text }),
  coefficients: listOf(objectOf(coefficient)),
};
const certificate = kinds(
  {
    "closed form": objectOf({ ...frame, ...ladder, ...closed }, more),
    parts: objectOf(
      {
        ...frame,
        ...ladder,
        exchange: fraction,
        ratio: fraction,
        mirror: objectOf({
          exchange: listOf(objectOf(coefficient)),
          ratio: listOf(objectOf(coefficient)),
        }),
        coefficients: listOf(
          objectOf({ ...coefficient, corner: oneOf("cold", "hot"), order: wholeNumber }, { lead: text }),
        ),
      },
      more,
    ),
    coherences: objectOf(
      {
        ...frame,
        ...closed,
        coherences: objectOf({
          equation: oneOf("secular", "unified", "local", "redfield"),
          energies: listOf(text),
          splitting: listOf(listOf(text)),
          S: objectOf({ L: listOf(listOf(text)), R: listOf(listOf(text)) }),
          state: listOf(
            objectOf({
              part: oneOf("real", "imaginary"),
              row: wholeNumber,
              column: wholeNumber,
              value: text,
            }),
          ),
        }),
      },
      more,
    ),
    levels: objectOf(
      {
        ...frame,
        ...closed,
        levels: objectOf(
          {
            energies: listOf(text),
            transitions: listOf(objectOf({ upper: wholeNumber, lower: wholeNumber, squares: ends, rates })),
            populations: listOf(text),
          },
          { assumed: listOf(text) },
        ),
      },
      more,
    ),
  },
  "identity",
);

const integer: Shape = (value, where) => {
  if (!Number.isInteger(value) || Math.abs(value as number) > 1e4) complain(where, "an integer");
};
const statedLevels = objectOf(
  {
    energies: listOf(text),
    transitions: listOf(objectOf({ upper: wholeNumber, lower: wholeNumber, squares: ends, rates })),
  },
  { assumed: listOf(text) },
);
const theoremFrame = {
  ...header,
  theorem: oneOf("fluctuation theorem"),
  statement: text,
  D: listOf(listOf(integer)),
  generator: listOf(
    objectOf({ to: wholeNumber, from: wholeNumber, left: fraction, right: fraction, gap: listOf(integer) }),
  ),
  corollaries: listOf(text),
};
const theorem = kinds(
  {
    "closed form": objectOf({ ...theoremFrame, ...ladder }, more),
    levels: objectOf(
      {
        ...theoremFrame,
        levels: statedLevels,
      },
      more,
    ),
  },
  "identity",
);

const reversal = {
  theorem: oneOf("reversal of the statistics", "reversal of the noise"),
  statement: text,
  lemma: listOf(objectOf({ claim: text, identity: text })),
  changes: listOf(
    objectOf({
      name: text,
      value: fraction,
      change: objectOf({ numerator: text, denominator: text, cofactor: text }),
      coefficients: listOf(objectOf(coefficient)),
    }),
  ),
};
const modeReversal = objectOf({ ...frame, identity: oneOf("closed form"), ...ladder, ...reversal }, more);
const reversalKeys = objectOf(reversal);

/** The data as a certificate of the statistics or the noise at −Δ. @throws InputError naming the first place that does not fit */
export function asReversal(data: unknown): ReversalCertificate {
  const entries = entriesOf(data, "");
  const own = (key: string): boolean => Object.hasOwn(reversal, key);
  const mean = Object.fromEntries(entries.filter(([key]) => !own(key)));
  if (Object.hasOwn(mean, "weights") && !Object.hasOwn(mean, "coefficients")) modeReversal(data, "");
  else {
    reversalKeys(Object.fromEntries(entries.filter(([key]) => own(key))), "");
    certificate(mean, "");
    if (mean["identity"] === "coherences") complain("identity", "one of closed form, parts, levels");
  }
  return data as ReversalCertificate;
}

const bounded = objectOf(
  {
    quantity: oneOf("contrast", "R", "J"),
    sense: oneOf("maximum", "minimum"),
    temperatures: ends,
    variables: listOf(objectOf({ name: parameter, from: text, to: text })),
    boxes: listOf(text),
  },
  {
    condition: objectOf({ quantity: oneOf("contrast", "R", "J"), relation: oneOf(">=", "<="), bound: text }),
    best: objectOf({ value: text, at: recordOf(VALUE) }),
    bound: text,
  },
);
const boundFrame = { ...header, theorem: oneOf("bound"), bounded };
const bound = kinds(
  {
    "closed form": objectOf({ ...boundFrame, ...ladder }, more),
    levels: objectOf({ ...boundFrame, levels: statedLevels }, more),
  },
  "identity",
);

/** The data as a certificate of a bound. @throws InputError naming the first place that does not fit */
export function asBound(data: unknown): BoundCertificate {
  bound(data, "");
  return data as BoundCertificate;
}

/** The data as a certificate of the fluctuation theorem. @throws InputError naming the first place that does not fit */
export function asTheorem(data: unknown): TheoremCertificate {
  theorem(data, "");
  return data as TheoremCertificate;
}

/** The data as a certificate. @throws InputError naming the first place that does not fit */
export function asCertificate(data: unknown): Certificate {
  certificate(data, "");
  return data as Certificate;
}
