/** Tamperings of certificates by kind, each of which changes what is claimed or of what; none may be accepted. */
import { type Certificate, type CertificateNode } from "../../../src/certificate/format.js";

/** A tampered certificate and what was done to it. */
export interface Attack {
  readonly kind: string;
  readonly certificate: unknown;
}

type Random = () => number;

/** All attacks that apply to a certificate. @param random chooses where several places will do */
export function attacksOn(c: Certificate, random: Random): Attack[] {
  return [
    ...onNames(c),
    ...onValues(c),
    ...onAssumptions(c),
    ...onHeader(c),
    ...onRates(c),
    ...onIdentity(c, random),
    ...onLeaves(c),
    ...onTree(c, random),
    ...ofAnotherJunction(c),
  ];
}

const attack = (kind: string, c: Certificate, change: object): Attack => ({
  kind,
  certificate: { ...c, ...change },
});

/** Every text of the certificate with one name for another. */
const renamed = (c: Certificate, from: string, to: string): object =>
  JSON.parse(JSON.stringify(c).replace(new RegExp(`\\b${from}\\b`, "g"), to)) as object;

function onNames(c: Certificate): Attack[] {
  const { variables } = c;
  const name = c.parameters[0]?.name ?? "";
  const list = [
    attack("a temperature under another name", c, renamed(c, variables.L[0] ?? "", "tau")),
    attack("a parameter named as a temperature", c, renamed(c, name, "Delta")),
    attack("a parameter named as no junction's", c, renamed(c, name, "a_")),
    attack("a parameter named pi", c, renamed(c, name, "pi")),
    attack("a temperature for an energy", c, {
      variables: {
        ...variables,
        energies: [...variables.energies, "T_L"],
        L: [...variables.L.map((x) => x.replace(/^X_/, "X1_")), "X2_L"],
        R: [...variables.R.map((x) => x.replace(/^X_/, "X1_")), "X2_R"],
      },
    }),
    attack("a known function said to be unknown", c, {
      variables: {
        ...variables,
        formalFunctions: ["exp"],
        L: [variables.L[0], "exp_L", ...variables.L.slice(1)],
        R: [variables.R[0], "exp_R", ...variables.R.slice(1)],
      },
    }),
    attack("a variable of one end missing", c, { variables: { ...variables, R: variables.R.slice(0, -1) } }),
    attack("a variable of one end too many", c, { variables: { ...variables, R: [...variables.R, "X9_R"] } }),
    attack("two variables of one name", c, {
      parameters: [...c.parameters, c.parameters[0]],
    }),
    attack("another argument for independence", c, {
      variables: { ...variables, independence: variables.independence.toUpperCase() },
    }),
    attack("the double of an energy", c, {
      variables: { ...variables, energies: variables.energies.map((e) => `2*(${e})`) },
    }),
    attack("a dependent energy", c, {
      variables: {
        ...variables,
        energies: [...variables.energies, `3*(${variables.energies[0] ?? ""})`],
        L: [...variables.L.map((x) => x.replace(/^X_/, "X1_")), "X2_L"],
        R: [...variables.R.map((x) => x.replace(/^X_/, "X1_")), "X2_R"],
      },
    }),
  ];
  return list;
}

function onValues(c: Certificate): Attack[] {
  const coupling = "coupling" in c.left ? c.left.coupling : "";
  if (!c.parameters.some((p) => p.name === coupling)) return [];
  const bound = (value: string): object => ({
    values: { ...c.values, [coupling]: value },
    parameters: c.parameters.filter((p) => p.name !== coupling),
  });
  // What else is stated with the coupling cannot be read then; the value must be refused by itself.
  const other = (value: string): object => ({ values: { ...c.values, [`${coupling}_2`]: value } });
  return [
    attack("a value put in that the proof does not hold", c, bound("3")),
    attack("a negative value", c, bound("1 - 2")),
    attack("a value of zero", c, bound("0*5")),
    attack("a value for a name that does not occur", c, other("3")),
    attack("a value for pi", c, { values: { ...c.values, pi: "3" } }),
  ];
}

function onAssumptions(c: Certificate): Attack[] {
  return [
    ...c.parameters.map(({ name }, k) =>
      attack(`another assumption of ${name}`, c, {
        parameters: c.parameters.map((p, i) =>
          i === k ? { name, assumption: p.assumption === "real" ? "positive" : "real" } : p,
        ),
      }),
    ),
    attack("a parameter that does not occur", c, {
      parameters: [...c.parameters, { name: "extra", assumption: "positive" }],
    }),
  ];
}

function onHeader(c: Certificate): Attack[] {
  const [left = "", subsystem = "", right = ""] = c.junction.split("-");
  const named = (junction: string): Attack => attack(`the name ${junction}`, c, { junction });
  const other =
    { solid: "spin", spin: "solid", metal: "solid", custom: "law", law: "custom" }[left] ?? "solid";
  const list = [
    named(`${other}-${subsystem}-${right}`),
    ...["TLS", "HO", "ladder:7", "spin:5/2", "levels:9"]
      .filter((x) => x !== subsystem)
      .map((x) => named(`${left}-${x}-${right}`)),
    named(`${right}-${subsystem}-${left}-x`),
    attack("baths of other kinds", c, {
      left: { kind: "spin", coupling: "Gamma_L" },
      junction: `spin-${subsystem}-${right}`,
    }),
  ];
  for (const side of ["left", "right"] as const) {
    for (const [key, text] of Object.entries(c[side])) {
      if (key === "kind" || typeof text !== "string") continue;
      list.push(attack(`${side} ${key} doubled`, c, { [side]: { ...c[side], [key]: `2*(${text})` } }));
    }
    const bath = c[side];
    if ("F" in bath)
      list.push(
        attack("another spectrum", c, { [side]: { ...bath, F: [...bath.F].reverse() } }),
        attack("another weight of a spectrum", c, {
          [side]: { ...bath, F: bath.F.map((f, m) => (m === bath.F.length - 1 ? `2*(${f})` : f)) },
        }),
      );
  }
  if (c.identity === "levels") {
    list.push(
      attack("other energies", c, {
        levels: { ...c.levels, energies: c.levels.energies.map((e) => `2*(${e})`) },
      }),
      ...c.levels.transitions.map((t, k) =>
        attack(`another matrix element of transition ${k}`, c, {
          levels: {
            ...c.levels,
            transitions: c.levels.transitions.map((x, i) =>
              i === k ? { ...t, squares: { ...t.squares, L: `2*(${t.squares.L}) + 1` } } : x,
            ),
          },
        }),
      ),
    );
  } else if ("gap" in c)
    list.push(
      attack("another gap", c, { gap: `2*(${c.gap})` }),
      attack("other couplings of the levels", c, {
        weights: c.weights === "oscillator" ? ["1"] : "oscillator",
      }),
      attack("a Boltzmann factor squared", c, { boltzmann: { ...c.boltzmann, L: `${c.boltzmann.L}^2` } }),
    );
  return list;
}

/** The same change of what is multiplied: rates, populations, currents. */
function onRates(c: Certificate): Attack[] {
  if (c.identity === "levels") {
    const { levels } = c;
    const zero = levels.populations.map(() => "0");
    const rates = { L: { numerator: "0", denominator: "1" }, R: { numerator: "0", denominator: "1" } };
    return [
      attack("no population at all", c, {
        levels: { ...levels, populations: zero },
        current: { numerator: "0", denominator: "1" },
      }),
      attack("another population", c, {
        levels: { ...levels, populations: levels.populations.map((p, i) => (i === 0 ? `2*(${p})` : p)) },
      }),
      attack("one population fewer", c, { levels: { ...levels, populations: levels.populations.slice(1) } }),
      attack("one transition fewer", c, { levels: { ...levels, transitions: levels.transitions.slice(1) } }),
      attack("no transitions", c, { levels: { ...levels, transitions: [] } }),
      attack("a transition twice", c, {
        levels: { ...levels, transitions: [...levels.transitions, levels.transitions[0]] },
      }),
      attack("a transition to itself", c, {
        levels: {
          ...levels,
          transitions: [...levels.transitions, { upper: 0, lower: 0, squares: { L: "0", R: "0" }, rates }],
        },
      }),
      attack("a transition between levels that do not exist", c, {
        levels: {
          ...levels,
          transitions: [...levels.transitions, { upper: 90, lower: 0, squares: { L: "0", R: "0" }, rates }],
        },
      }),
      attack("a rate without a coupling", c, {
        levels: {
          ...levels,
          transitions: levels.transitions.map((t) => ({ ...t, squares: { ...t.squares, L: "0" } })),
        },
      }),
      attack("levels upside down", c, {
        levels: {
          ...levels,
          transitions: levels.transitions.map((t) => ({ ...t, upper: t.lower, lower: t.upper })),
        },
      }),
    ];
  }
  if (!("rates" in c)) return [];
  const { L, R } = c.rates;
  return [
    attack("a rate doubled", c, { rates: { L: { ...L, numerator: `2*(${L.numerator})` }, R } }),
    attack("a rate of 0/0", c, { rates: { L: { numerator: "0", denominator: "0" }, R } }),
    attack("no rate", c, { rates: { L, R: { numerator: "0", denominator: "1" } } }),
  ];
}

const ZERO = { numerator: "0", denominator: "0" };

function onIdentity(c: Certificate, random: Random): Attack[] {
  const k = Math.floor(random() * c.coefficients.length);
  const fewer = c.coefficients.filter((_, i) => i !== k);
  const list: Attack[] = [];
  if (c.coefficients.length > 0) {
    const signed = c.coefficients.map((x, i) => (i === k ? { ...x, value: `-(${x.value})` } : x));
    list.push(
      attack("the sign of a coefficient", c, { coefficients: signed }),
      attack("a coefficient of zero", c, {
        coefficients: c.coefficients.map((x, i) => (i === k ? { ...x, value: "0" } : x)),
      }),
    );
    if (c.identity !== "parts")
      list.push(
        attack("a coefficient left out", c, { coefficients: fewer }),
        attack("a coefficient twice", c, { coefficients: [...c.coefficients, c.coefficients[k]] }),
        attack("a coefficient in halves", c, {
          coefficients: [
            ...fewer,
            { ...c.coefficients[k], value: `2*(${c.coefficients[k]?.value ?? ""})` },
            { ...c.coefficients[k], value: `-(${c.coefficients[k]?.value ?? ""})` },
          ],
        }),
        attack("a monomial with a parameter", c, {
          coefficients: c.coefficients.map((x, i) =>
            i === k ? { monomial: `${x.monomial}*${c.parameters[0]?.name ?? ""}`, value: x.value } : x,
          ),
        }),
        attack("a coefficient with a temperature", c, {
          coefficients: c.coefficients.map((x, i) =>
            i === k ? { monomial: "1", value: `(${x.monomial})*(${x.value})` } : x,
          ),
        }),
      );
  }
  if (c.identity === "parts") {
    list.push(
      attack("E of 0/0", c, { exchange: ZERO }),
      attack("r of 0/0", c, { ratio: ZERO }),
      attack("E doubled", c, { exchange: { ...c.exchange, numerator: `2*(${c.exchange.numerator})` } }),
      attack("another r", c, { ratio: { ...c.ratio, numerator: `${c.ratio.numerator} + 1` } }),
      attack("a mirror without coefficients", c, { mirror: { exchange: [], ratio: [] } }),
      attack("another corner", c, {
        coefficients: c.coefficients.map((x) => ({ ...x, corner: x.corner === "hot" ? "cold" : "hot" })),
      }),
      attack("an order that is not looked at", c, {
        coefficients: c.coefficients.map((x) => ({ ...x, order: 9 })),
      }),
    );
    return list.filter((x) => c.coefficients.length > 0 || !/corner|order/.test(x.kind));
  }
  const { evenPart, current } = c;
  list.push(
    attack("a current of 0/0", c, { current: ZERO }),
    attack("the current doubled", c, { current: { ...current, numerator: `2*(${current.numerator})` } }),
    attack("an even part of zero by a cofactor of zero", c, {
      evenPart: { ...evenPart, cofactor: "0" },
    }),
    attack("an even part over another denominator", c, {
      evenPart: { ...evenPart, denominator: `${evenPart.denominator} + 1` },
    }),
  );
  if (evenPart.numerator !== "0")
    list.push(
      attack("no even part", c, {
        evenPart: { ...evenPart, numerator: "0" },
        coefficients: [],
        rectifies: "never",
        vanishesIff: [[]],
        leaves: [{ equations: [], substitutions: [], witness: c.leaves[0]?.witness ?? {} }],
        tree: { kind: "leaf", leaf: 0 },
      }),
    );
  return list;
}

const primes = [13, 17, 19, 23, 29, 31, 37, 41];
const pointOf = (c: Certificate): Record<string, string> =>
  Object.fromEntries(c.parameters.map((p, k) => [p.name, String(primes[k % primes.length])]));

function onLeaves(c: Certificate): Attack[] {
  const list: Attack[] = [];
  const positive = c.parameters.filter((p) => p.assumption === "positive").map((p) => p.name);
  const { tree } = c;
  // Couplings are factors of every coefficient: a system that sets one to zero makes all vanish, and is not admitted.
  const factor = positive.find(
    (name) => tree.kind === "split" && new RegExp(`\\b${name}\\b`).test(tree.definite),
  );
  if (factor !== undefined && tree.kind === "split") {
    const substitution = { variable: factor, numerator: "0", denominator: "1" };
    for (const witness of [undefined, { ...pointOf(c), [factor]: "0" }, pointOf(c)]) {
      const leaf = { equations: [factor], substitutions: [substitution], ...(witness ? { witness } : {}) };
      list.push(
        attack("a system that violates positivity", c, {
          rectifies: "conditionally",
          vanishesIff: [...c.vanishesIff, [`${factor} = 0`]],
          leaves: [...c.leaves, leaf],
        }),
        attack("a system without a solution, left unsolved", c, {
          rectifies: "conditionally",
          vanishesIff: [...c.vanishesIff, [`${factor} = 0`]],
          leaves: [
            ...c.leaves,
            {
              equations: [factor],
              substitutions: [],
              last: factor,
              cofactors: (c.identity === "parts"
                ? [...c.mirror.exchange, ...c.mirror.ratio]
                : c.coefficients
              ).map((x) => x.value.replaceAll(new RegExp(`\\b${factor}\\*`, "g"), "")),
            },
          ],
        }),
      );
    }
  }
  c.leaves.forEach((leaf, k) => {
    const put = (x: object, what: string, more: object = {}): Attack =>
      attack(what, c, { leaves: c.leaves.map((l, i) => (i === k ? { ...l, ...x } : l)), ...more });
    const [first] = leaf.equations;
    if (first !== undefined && leaf.last === undefined) {
      // Holds where the first equation does, and elsewhere too.
      const weaker = `(${first})*(${c.parameters[0]?.name ?? ""} - 7)`;
      const stated = `(${(c.vanishesIff[k]?.[0] ?? "").replace(" = ", " - (")}))*(${c.parameters[0]?.name ?? ""} - 7) = 0`;
      list.push(
        put({ equations: [weaker, ...leaf.equations.slice(1)] }, "an equation made weaker", {
          vanishesIff: c.vanishesIff.map((l, i) => (i === k ? [stated, ...l.slice(1)] : l)),
        }),
      );
    }
    const { witness } = leaf;
    if (witness !== undefined) {
      const [first = ""] = Object.keys(witness);
      list.push(
        put({ witness: undefined }, "a witness left out"),
        put({ witness: { ...witness, [first]: undefined } }, "a witness without a value"),
        put({ witness: { ...witness, extra: "1" } }, "a witness with one value more"),
      );
      if (positive.length > 0)
        list.push(
          put(
            {
              witness: Object.fromEntries(
                Object.entries(witness).map(([n, x]) => [n, positive.includes(n) ? `-${x}` : x]),
              ),
            },
            "a witness that is not positive",
          ),
        );
      if (leaf.equations.length > 0) list.push(put({ witness: pointOf(c) }, "a witness off the system"));
    }
    const [substitution] = leaf.substitutions;
    if (substitution !== undefined) {
      const { variable, numerator } = substitution;
      list.push(
        put({ substitutions: [{ ...substitution, numerator: `2*(${numerator}) + 1` }] }, "another solution"),
        put(
          { substitutions: [{ ...substitution, denominator: `0*${variable}` }] },
          "a solution divided by zero",
        ),
        put(
          { substitutions: [{ ...substitution, numerator: `${variable} + ${numerator}` }] },
          "a circular solution",
        ),
        put(
          { substitutions: [{ ...substitution, variable: c.variables.L[0] ?? "" }] },
          "a solution for a temperature",
        ),
        put({ substitutions: [] }, "an equation that is not used"),
        put(
          {
            substitutions: [...leaf.substitutions, substitution],
            equations: [...leaf.equations, leaf.equations[0]],
          },
          "an equation twice",
          { vanishesIff: c.vanishesIff.map((l, i) => (i === k ? [...l, l[0]] : l)) },
        ),
        put(
          { equations: leaf.equations.slice(1), substitutions: leaf.substitutions.slice(1) },
          "an equation left out",
          {
            vanishesIff: c.vanishesIff.map((l, i) => (i === k ? l.slice(1) : l)),
            rectifies: leaf.equations.length === 1 ? "never" : c.rectifies,
          },
        ),
      );
    }
    if (leaf.last !== undefined)
      list.push(
        put({ last: `2*(${leaf.last})` }, "another last equation"),
        put({ cofactors: [] }, "no cofactors"),
        put({ cofactors: (leaf.cofactors ?? []).map((x) => `2*(${x})`) }, "other cofactors"),
      );
    list.push(
      attack("a system twice", c, {
        leaves: [...c.leaves, leaf],
        vanishesIff: [...c.vanishesIff, c.vanishesIff[k]],
      }),
      attack("a system left out", c, {
        leaves: c.leaves.filter((_, i) => i !== k),
        vanishesIff: c.vanishesIff.filter((_, i) => i !== k),
        rectifies: c.leaves.length === 1 ? "always" : c.rectifies,
      }),
      attack("the verdict always beside systems", c, { rectifies: "always" }),
      attack("a condition left out", c, { vanishesIff: c.vanishesIff.filter((_, i) => i !== k) }),
    );
  });
  if (c.rectifies !== "never")
    list.push(
      attack("never", c, {
        rectifies: "never",
        vanishesIff: [[]],
        leaves: [{ equations: [], substitutions: [], witness: pointOf(c) }],
        tree: { kind: "leaf", leaf: 0 },
      }),
    );
  return list;
}

const twice = (text: string): string => `2*(${text})`;
const twiceAbove = (f: { numerator: string; denominator: string }): object => ({
  numerator: twice(f.numerator),
  denominator: f.denominator,
});

/** Changes in all places at once: each part fits the next, and only the model itself does not. */
function ofAnotherJunction(c: Certificate): Attack[] {
  const list: Attack[] = [];
  const { tree } = c;
  const values = <T extends { value: string }>(items: readonly T[]): T[] =>
    items.map((x) => ({ ...x, value: twice(x.value) }));
  if (tree.kind === "split" && tree.branches.every((b) => b.then.kind !== "split")) {
    const doubled = {
      coefficients: values(c.coefficients),
      tree: { ...tree, definite: twice(tree.definite) },
    };
    list.push(
      c.identity === "parts"
        ? attack("twice the current everywhere", c, {
            ...doubled,
            exchange: twiceAbove(c.exchange),
            mirror: { ...c.mirror, exchange: values(c.mirror.exchange) },
          })
        : attack("twice the current everywhere", c, {
            ...doubled,
            current: twiceAbove(c.current),
            evenPart: { ...twiceAbove(c.evenPart), cofactor: c.evenPart.cofactor },
          }),
    );
  }
  if (!("coupling" in c.left)) return list;
  const left = { ...c.left, coupling: twice(c.left.coupling) };
  if (c.identity === "levels") {
    const transitions = c.levels.transitions.map((t) => ({
      ...t,
      rates: { ...t.rates, L: twiceAbove(t.rates.L) },
    }));
    list.push(attack("the steady state of other rates", c, { left, levels: { ...c.levels, transitions } }));
  } else if ("rates" in c)
    list.push(
      attack("the current of other rates", c, { left, rates: { ...c.rates, L: twiceAbove(c.rates.L) } }),
    );
  return list;
}

function onTree(c: Certificate, random: Random): Attack[] {
  const { tree } = c;
  const put = (kind: string, node: unknown): Attack => attack(kind, c, { tree: node });
  const list = [
    put("a proof that is open", { kind: "open", reason: "" }),
    put("a violation of nothing", { kind: "violation", variable: c.parameters[0]?.name ?? "" }),
    put("a leaf that does not exist", { kind: "leaf", leaf: 99 }),
  ];
  if (c.identity !== "levels") list.push(put("a bath that is none", { kind: "no rate", side: "R" }));
  if (tree.kind !== "split") return list;
  const name = c.parameters[Math.floor(random() * c.parameters.length)]?.name ?? "";
  list.push(
    put("a leaf at the root", { kind: "leaf", leaf: 0 }),
    put("another definite factor", { ...tree, definite: `2*(${tree.definite})` }),
    put("the sign of a definite factor", { ...tree, definite: `-(${tree.definite})` }),
    put("a definite factor that may vanish", {
      ...tree,
      definite: `(${tree.definite})*(${c.parameters[0]?.name ?? ""} - ${c.parameters[1]?.name ?? ""})`,
    }),
    put("a coefficient that does not exist", { ...tree, hypothesis: 999 }),
    put("a factor nonzero without reason", {
      ...tree,
      nonzero: [...tree.nonzero, { base: "1", exponent: 1, of: 0, cofactor: "1" }],
    }),
    put("a number that holds a parameter", { ...tree, ofPi: [{ base: name, exponent: 1 }] }),
  );
  tree.branches.forEach((b, k) => {
    const other = (x: object): CertificateNode => ({
      ...tree,
      branches: tree.branches.map((y, i) => (i === k ? { ...y, ...x } : y)),
    });
    const rest = tree.branches.filter((_, i) => i !== k);
    list.push(
      put("a branch left out", { ...tree, branches: rest }),
      put("a branch said to be definite", {
        ...tree,
        branches: rest,
        definite: `(${tree.definite})*(${b.factor})^${b.exponent}`,
      }),
      put("a branch said to be a number", {
        ...tree,
        branches: rest,
        ofPi: [{ base: b.factor, exponent: b.exponent }],
      }),
      put("a branch to the power zero", {
        ...tree,
        branches: [...tree.branches, { factor: name, exponent: 0, then: { kind: "open", reason: "" } }],
      }),
      put("a branch twice", { ...tree, branches: [...tree.branches, b] }),
      put("a branch said to be impossible", other({ then: { kind: "violation", variable: name } })),
      put("a branch said to have no rate", other({ then: { kind: "no rate", side: "L" } })),
      put("a branch that ends too early", other({ then: { kind: "leaf", leaf: 0 } })),
      put(
        "a branch into its terms",
        other({ then: { kind: "terms", terms: [b.factor], then: { kind: "leaf", leaf: 0 } } }),
      ),
    );
    if (b.then.kind === "substitute") {
      const { substitution, then } = b.then;
      const step = (x: object): CertificateNode =>
        other({ then: { kind: "substitute", then, substitution: { ...substitution, ...x } } });
      list.push(
        put("another substitution", step({ numerator: `2*(${substitution.numerator}) + 1` })),
        put("a substitution divided by what may vanish", step({ denominator: "0" })),
        put(
          "the case without its coefficient",
          other({ then: { kind: "cases", substitution, nonzero: then, zero: { kind: "leaf", leaf: 0 } } }),
        ),
      );
    }
  });
  return list;
}
