import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { checkProof } from "../../../src/proof-checker/check.js";
import { conditions } from "../../../src/conditions/conditions.js";
import { type CoherencesCertificate } from "../../../src/certificate/format.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { InputError } from "../../../src/input/errors.js";
import { exactNumber, parseExactNumber } from "../../../src/input/exact-number.js";
import { exactCurrent } from "../../../src/exact/ladder-current.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";
import { parseBindings } from "../../../src/model/point.js";
import { heatdiode } from "../../heatdiode.js";

const directory = mkdtempSync(join(tmpdir(), "coherences-"));
const saved = (name: string, file: object): string => {
  const path = join(directory, `${name}.json`);
  writeFileSync(path, JSON.stringify(file));
  return path;
};
const junctionOf = (file: object): Promise<Junction> => parseJunctionFile(JSON.stringify(file));

const row = (x: string, y: string): string[][] => [
  ["0", x, y],
  [x, "0", "0"],
  [y, "0", "0"],
];
const V_MODEL = {
  left: { bath: "solid", coupling: "0.1" },
  right: { bath: "solid", coupling: "0.3" },
  equation: "unified",
  clusters: [[1, 2]],
  subsystem: {
    kind: "levels",
    energies: ["0", "omega - delta/2", "omega + delta/2"],
    S_L: row("1", "0.6"),
    S_R: row("0.5", "-1"),
  },
  parameters: { omega: "1", delta: "0.05" },
};
const CHAIN = {
  left: { bath: "solid" },
  right: { bath: "solid" },
  equation: "unified",
  clusters: [[1, 2]],
  subsystem: {
    kind: "levels",
    energies: ["0", "omega + epsilon/2", "omega - epsilon/2"],
    V: [
      ["0", "0", "0"],
      ["0", "0", "g"],
      ["0", "g", "0"],
    ],
    S_L: row("1", "0"),
    S_R: row("0", "1"),
  },
};
const QUBITS = {
  left: { bath: "solid" },
  right: { bath: "solid" },
  equation: "unified",
  subsystem: {
    kind: "hamiltonian",
    parts: ["spin", "spin"],
    H: "0.5*omega*sz(1) + 0.5*omega*sz(2) + g*(sp(1)*sm(2) + sm(1)*sp(2))",
    S_L: "sx(1)",
    S_R: "sx(2)",
  },
};

/** The digits of the reference, rounded to as many as are compared. */
const agrees = (value: string, reference: string, digits = 25): void => {
  const [a, b] = [value, reference].map((x) => {
    const { numerator, denominator } = parseExactNumber(x);
    return (numerator * 10n ** 60n) / denominator;
  }) as [bigint, bigint];
  const size = a < 0n ? -a : a;
  const difference = a > b ? a - b : b - a;
  expect(difference * 10n ** BigInt(digits) <= size, `${value} against ${reference}`).toBe(true);
};

describe("reference values of nearly degenerate junctions", () => {
  it("V model by the unified equation: J, R and the density matrix", async () => {
    const junction = await junctionOf(V_MODEL);
    const values = parseBindings("T_L=2,T_R=1", junction, { allowDelta: true });
    const { J, J_reversed, R, populations, coherences } = evaluateAt(junction, values, 30);
    agrees(J, "0.000374682333940496450008710442461");
    agrees(J_reversed, "-0.000294764941996781635980168184678");
    agrees(R ?? "", "1.27112244557423448529488687854");
    const rho = [
      "0.5065917306099586721878439516",
      "0.2800712002106211882123694409",
      "0.2133370691794201395997866075",
    ];
    populations?.forEach((p, i) => agrees(p, rho[i] as string));
    agrees(coherences?.[0]?.real ?? "", "0.04960953442911477736142115861");
    agrees(coherences?.[0]?.imaginary ?? "", "0.005283880661227494613441696892");
  });

  it("V model by the rate equation and by Redfield's", async () => {
    const at = "T_L=2,T_R=1";
    const secular = await junctionOf({ ...V_MODEL, equation: "secular", clusters: undefined });
    const redfield = await junctionOf({ ...V_MODEL, equation: "redfield", clusters: undefined });
    const [s, r] = [secular, redfield].map((j) =>
      evaluateAt(j, parseBindings(at, j, { allowDelta: true }), 30),
    );
    agrees(s?.J ?? "", "0.0193864918748090751225290671582");
    agrees(s?.R ?? "", "1.22090591983039572002965169417");
    agrees(r?.J ?? "", "0.000359462102048692950102064484106");
    agrees(r?.R ?? "", "1.26194203489242283139301361974");
  });

  it("V model: the coefficients of Delta from the exact current and from jets", async () => {
    const junction = await junctionOf(V_MODEL);
    const reference = [
      "0.0006319043546944017224913298998",
      "0.00009601573032755541899491478839",
      "0.00005394855523050383105939892617",
      "0.000005418787540072741242044422328",
    ];
    const series = expansion(junction, "J", new Map([["T_a", exactNumber(2)]]));
    reference.forEach((x, k) => agrees(series.value(k + 1, 28), x));
    const free = await junctionOf({ ...V_MODEL, parameters: undefined });
    expect(expansion(free, "J").isZero(0)).toBe(true);
    expect(expansion(free, "J").isZero(2)).toBe(false);
  });

  it("two-site chain, and two resonant qubits by the unified and the local equation", async () => {
    const chain = await junctionOf(CHAIN);
    const at = "omega=1,g=0.04,epsilon=0.03,Gamma_L=0.1,Gamma_R=0.3,T_L=2,T_R=1";
    const found = evaluateAt(chain, parseBindings(at, chain, { allowDelta: true }), 30);
    agrees(found.J, "0.00100343211883262441718790910934");
    agrees(found.R ?? "", "1.26765570788536180764752069828");
    for (const equation of ["unified", "local"]) {
      const qubits = await junctionOf({ ...QUBITS, equation });
      const point = "omega=1.3,g=0.08,Gamma_L=0.05,Gamma_R=0.02,T_L=2,T_R=0.5";
      const { J, J_reversed } = evaluateAt(qubits, parseBindings(point, qubits, { allowDelta: true }), 30);
      agrees(J, "0.00630178894232145199330907526787");
      agrees(J_reversed, "-0.00944566368932163771951632454413");
    }
  });

  it("downward rates that no temperature enters, where the uncertainty relation fails", async () => {
    const junction = await junctionOf({
      ...CHAIN,
      left: { bath: "custom", rate: "1/20" },
      right: { bath: "custom", rate: "9/100" },
      parameters: { omega: "1", g: "9/200", epsilon: "0" },
    });
    const { J } = evaluateAt(junction, parseBindings("T_L=33,T_R=2/3", junction, { allowDelta: true }), 30);
    agrees(J, "0.00750746458971288029290864472869");
  });
});

describe("closed currents in formal rates", () => {
  it("two-site chain and two qubits, as docs/coherences.md has them", async () => {
    const chain = await heatdiode("current", saved("chain", CHAIN));
    expect(chain.out.replace(/\s+/g, "")).toContain(
      "J=4*omega*g^2*k_L*k_R*(X_L-X_R)*(k_L+k_R)/(k_L*k_R*(1+X_L+X_R)*((k_L+k_R)^2+4*epsilon^2)+4*g^2*(k_L+k_R)*(k_L+k_R+2*k_L*X_L+2*k_R*X_R))",
    );
    const qubits = await heatdiode("current", saved("qubits", QUBITS));
    expect(qubits.out.replace(/\s+/g, "")).toContain(
      "J=4*omega*g^2*k_L*k_R*(X_L-X_R)/((k_L+k_R+k_L*X_L+k_R*X_R)*(k_L*k_R*(1+X_R)*(1+X_L)+4*g^2))",
    );
  });

  it("are LaTeX that compiles where a rate is squared, and carry the values of the file", async () => {
    const v = saved("v-latex", V_MODEL);
    const { out } = await heatdiode("current", v, "--format", "latex");
    for (const line of out.trim().split("\n"))
      expect(() => katex.renderToString(line, { throwOnError: true, strict: "error" }), line).not.toThrow();
    expect(out).toContain("(k^L)^{3}");
    expect(out).toContain("X_L = e^{-1/T_L}");
    expect((await heatdiode("current", v)).out).toContain("clusters {1, 2} at omega.");
  });

  it("V model between equal solids: the two coefficients that its theorem rests on", async () => {
    const junction = await junctionOf({
      ...V_MODEL,
      left: { bath: "solid", coupling: "1" },
      right: { bath: "solid", coupling: "1" },
      subsystem: { ...V_MODEL.subsystem, S_L: row("1", "a"), S_R: row("1", "b") },
      parameters: { omega: "1" },
    });
    const { certificate } = conditions(junction);
    const values = (certificate as CoherencesCertificate).coefficients.map((c) =>
      c.value.replace(/\s+/g, ""),
    );
    const terms = (text: string): string =>
      text.replaceAll("-", "+-").split("+").filter(Boolean).sort().join(" ");
    // 16δ⁴(a² − b²)(2a²b² − a² − b²) and 48δ⁴(a² − b²)(a²b² − a² − b²), expanded.
    const first = "32*a^4*b^2*delta^4-32*a^2*b^4*delta^4-16*a^4*delta^4+16*b^4*delta^4";
    const second = "48*a^4*b^2*delta^4-48*a^2*b^4*delta^4-48*a^4*delta^4+48*b^4*delta^4";
    for (const text of [first, second]) {
      expect(values.map(terms), text).toContain(terms(text));
    }
  });
});

describe("verdicts and their certificates", () => {
  it("two-site chain between solids rectifies except for equal couplings", async () => {
    const junction = await junctionOf(CHAIN);
    const { verdict, certificate, solutions } = conditions(junction);
    expect(verdict.rectifies).toBe("conditionally");
    expect(solutions.map((s) => [s.equations.join(), s.remark])).toEqual([
      ["g = 0", "no heat flows"],
      ["Gamma_L = Gamma_R", undefined],
    ]);
    expect(checkProof(JSON.parse(JSON.stringify(certificate)))).toMatchObject({ accepted: true });
  });

  it("tampered certificates are rejected, each of its kind", async () => {
    const { certificate } = conditions(await junctionOf(CHAIN));
    const c = certificate as CoherencesCertificate;
    const { coherences } = c;
    const [first, ...others] = coherences.state;
    const tampered: readonly (readonly [string, unknown])[] = [
      [
        "another splitting",
        {
          ...c,
          coherences: {
            ...coherences,
            splitting: coherences.splitting.map((r) => r.map((x) => (x === "g" ? "2*g" : x))),
          },
        },
      ],
      [
        "another amplitude",
        {
          ...c,
          coherences: {
            ...coherences,
            S: { ...coherences.S, L: coherences.S.L.map((r) => r.map((x) => (x === "1" ? "2" : x))) },
          },
        },
      ],
      ["an element left out", { ...c, coherences: { ...coherences, state: others } }],
      [
        "an element doubled",
        {
          ...c,
          coherences: { ...coherences, state: [{ ...first, value: `2*(${first?.value ?? ""})` }, ...others] },
        },
      ],
      [
        "the imaginary parts turned",
        {
          ...c,
          coherences: {
            ...coherences,
            state: coherences.state.map((s) =>
              s.part === "imaginary" ? { ...s, value: `-(${s.value})` } : s,
            ),
          },
        },
      ],
      ["another equation", { ...c, coherences: { ...coherences, equation: "redfield" } }],
      ["other energies", { ...c, coherences: { ...coherences, energies: ["0", "omega", "2*omega"] } }],
      [
        "a level cut off from the baths",
        {
          ...c,
          coherences: {
            ...coherences,
            S: { L: coherences.S.L.map((r) => r.map(() => "0")), R: coherences.S.R },
          },
        },
      ],
      ["the current doubled", { ...c, current: { ...c.current, numerator: `2*(${c.current.numerator})` } }],
      ["another verdict", { ...c, rectifies: "never" }],
    ];
    for (const [what, data] of tampered) {
      const outcome = ((): boolean => {
        try {
          return checkProof(JSON.parse(JSON.stringify(data))).accepted;
        } catch (error) {
          if (error instanceof InputError) return false;
          throw error;
        }
      })();
      expect(outcome, what).toBe(false);
    }
  });
});

describe("a steady state that is one of many", () => {
  it("is rejected by the checker, though it is stationary", async () => {
    const symmetric = await junctionOf({
      ...CHAIN,
      left: { bath: "solid", coupling: "Gamma" },
      right: { bath: "solid", coupling: "Gamma" },
    });
    const c = conditions(symmetric).certificate as CoherencesCertificate;
    expect(checkProof(JSON.parse(JSON.stringify(c)))).toMatchObject({ accepted: true });
    const { coherences } = c;
    const nothing = coherences.splitting.map((r) => r.map(() => "0"));
    // Level 2 by itself: no bath couples it, and every state that mixes it with the others is stationary too.
    const alone = {
      ...c,
      parameters: c.parameters.filter(({ name }) => name !== "g" && name !== "epsilon"),
      current: { numerator: "0", denominator: "1" },
      evenPart: { numerator: "0", denominator: "1", cofactor: "1" },
      coherences: {
        ...coherences,
        splitting: nothing,
        S: { ...coherences.S, R: nothing },
        state: [{ part: "real", row: 2, column: 2, value: "1" }],
      },
    };
    expect(checkProof(JSON.parse(JSON.stringify(alone)))).toMatchObject({
      accepted: false,
      reason: "the steady state is not shown to be the only one",
    });
  });
});

describe("four levels by Redfield's equation, too large for a formula", () => {
  const file = saved("four-levels", {
    left: { bath: "solid", coupling: "Gamma_L" },
    right: { bath: "solid", coupling: "Gamma_R" },
    subsystem: {
      kind: "levels",
      energies: ["0", "1", "1.0001", "2.5"],
      S_L: [
        ["0", "1", "1", "0"],
        ["1", "0", "0", "0.3"],
        ["1", "0", "0", "1"],
        ["0", "0.3", "1", "0"],
      ],
      S_R: [
        ["0", "0.5", "1", "0"],
        ["0.5", "0", "0", "1"],
        ["1", "0", "0", "1"],
        ["0", "1", "1", "0"],
      ],
    },
    equation: "redfield",
  });

  it("have numbers at a point without one", async () => {
    const { status, out } = await heatdiode(
      "evaluate",
      file,
      "--at",
      "T_L=2,T_R=1,Gamma_L=0.01,Gamma_R=0.003",
      "--json",
    );
    expect(status).toBe(0);
    expect(Number((JSON.parse(out) as { J: string }).J)).toBeGreaterThan(0);
  });

  it.each(["conditions", "current", "expand"])("are refused by %s in one line", async (command) => {
    const { status, out, err } = await heatdiode(command, file);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(
      /^heatdiode: the master equation with its 8 unknowns has a solution of too many terms/,
    );
  });
});

describe("steady states that are not unique", () => {
  it("name what is conserved: the singlet of two equal qubits, the dark state of a V", async () => {
    const qubits = saved("dark", {
      left: { bath: "solid", coupling: "Gamma_L*omega" },
      right: { bath: "solid", coupling: "Gamma_R*omega" },
      equation: "unified",
      subsystem: {
        kind: "hamiltonian",
        parts: ["spin", "spin"],
        H: "0.5*w*sz(1) + 0.5*w*sz(2)",
        S: "sx(1) + sx(2)",
      },
    });
    const { status, err } = await heatdiode(
      "evaluate",
      qubits,
      "--at",
      "w=1,Gamma_L=1,Gamma_R=3,T_L=2,T_R=1",
    );
    expect(status).toBe(2);
    expect(err).toContain("conserved beside the trace, P_1 + P_2 - 2*Re rho_12");
    const v = saved("dark-v", {
      ...V_MODEL,
      subsystem: { ...V_MODEL.subsystem, S_L: row("1", "2"), S_R: row("1", "2") },
      parameters: { omega: "1", delta: "0" },
    });
    const second = await heatdiode("current", v);
    expect(second.err).toContain("P_1 + 1/4*P_2 - Re rho_12");
  });

  it("are not made unique by a rate that vanishes at a gap of zero", async () => {
    const ends = { left: { bath: "spin", coupling: "omega" }, right: { bath: "spin", coupling: "2*omega" } };
    const shifted = [...row("1", "0.5")];
    shifted[1] = ["1", "1", "0"];
    const subsystem = { kind: "levels", energies: ["0", "1", "1"], S_L: shifted, S_R: row("1", "0.5") };
    const dark = saved("dark-shifted", { ...ends, subsystem });
    for (const command of ["current", "conditions"])
      expect((await heatdiode(command, dark)).err).toContain("P_1 + 4*P_2 - 4*Re rho_12");
    // A solid's rate Γω/(1 − e^{−ω/T}) goes to ΓT: the state is dark no longer.
    const left = { bath: "solid", coupling: "omega" };
    const solid = saved("dephased", { ...ends, left, subsystem });
    expect((await heatdiode("current", solid)).status).toBe(0);
  });

  it("a rate that vanishes at a gap of zero, in formulas and numbers", async () => {
    const file = saved("still", {
      left: { bath: "spin", coupling: "0.5*omega" },
      right: { bath: "spin", coupling: "2*omega" },
      subsystem: {
        kind: "levels",
        energies: ["0", "2", "1", "1"],
        S_L: [
          ["0", "0", "0", "0"],
          ["0", "0", "t", "1"],
          ["0", "t", "0", "0"],
          ["0", "1", "0", "0.5"],
        ],
        S_R: [
          ["0", "0", "sqrt(2)", "0"],
          ["0", "0", "1", "1"],
          ["sqrt(2)", "1", "-1", "0"],
          ["0", "1", "0", "0"],
        ],
      },
    });
    const { out } = await heatdiode("conditions", file);
    expect(out).toContain("always rectifies");
    // The checker reads no roots: no certificate is written that it would have to reject.
    const proof = await heatdiode("conditions", file, "--json");
    expect([proof.status, proof.out]).toEqual([2, ""]);
    expect(proof.err).toContain("is not rational, and a proof of the verdict cannot state it");
    // The exact coefficient against the enclosures: J = α_1Δ up to a share of Δ.
    const linear = await heatdiode("expand", file, "--order", "1", "--at", "T_a=2,t=1", "--json");
    const point = await heatdiode("evaluate", file, "--at", "T_a=2,Delta=1e-9,t=1", "--json");
    const { coefficients } = JSON.parse(linear.out) as { coefficients: { k: number; value: string }[] };
    const alpha = Number(coefficients.find(({ k }) => k === 1)?.value);
    expect(Number((JSON.parse(point.out) as { J: string }).J) / (alpha * 1e-9)).toBeCloseTo(1, 7);
  });
});

describe("what is asked wrongly is refused in one line", () => {
  it.each([
    ["clusters without an equation", { ...V_MODEL, equation: undefined }, "clusters need an equation"],
    [
      "a level in two clusters",
      {
        ...V_MODEL,
        clusters: [
          [1, 2],
          [2, 0],
        ],
      },
      "level 2 is in two places",
    ],
    ["a level that there is not", { ...V_MODEL, clusters: [[1, 7]] }, "there is no level 7"],
    ["a cluster of one", { ...V_MODEL, clusters: [[1]] }, "at least two levels"],
    ["an unknown choice", { ...V_MODEL, clusters: "some" }, 'write "auto:0.1"'],
    [
      "V by the rate equation",
      { ...CHAIN, equation: undefined, clusters: undefined },
      "V couples the levels",
    ],
    ["V between clusters", { ...CHAIN, clusters: undefined }, "not in one cluster"],
    ["Redfield with V", { ...CHAIN, equation: "redfield", clusters: undefined }, "written in eigenstates"],
    ["a local equation without parts", { ...V_MODEL, equation: "local", clusters: undefined }, "no parts"],
    ["an unknown equation", { ...V_MODEL, equation: "lindblad" }, "unknown equation"],
  ])("%s", async (name, file, sentence) => {
    const { status, out, err } = await heatdiode("current", saved(name.replaceAll(" ", "-"), file));
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(/^heatdiode: [^\n]{1,300}\n$/);
    expect(err).toContain(sentence);
  });
});

describe("clusters chosen at a point", () => {
  it("take near levels as one, and far ones not", async () => {
    const file = { ...V_MODEL, clusters: "auto:0.1", parameters: { omega: "1" } };
    const junction = await junctionOf(file);
    const equation = (delta: string): string | undefined =>
      evaluateAt(junction, parseBindings(`delta=${delta},T_L=2,T_R=1`, junction, { allowDelta: true }), 8)
        .equation;
    expect(equation("0.05")).toContain("clusters {1, 2} at omega");
    const wide = await junctionOf({
      ...file,
      left: { bath: "solid", coupling: "0.001" },
      right: { bath: "solid", coupling: "0.003" },
    });
    const far = evaluateAt(
      wide,
      parseBindings("delta=0.5,T_L=2,T_R=1", wide, { allowDelta: true }),
      8,
    ).equation;
    expect(far).not.toContain("clusters");
  });
});

describe("clusters that belong to a point", () => {
  const file = { ...V_MODEL, clusters: "auto:0.1", parameters: undefined };
  const path = saved("automatic", file);

  it.each([
    ["current"],
    ["conditions"],
    ["check", "--claim", "J = 0"],
    ["optimise", "--over", "delta=0.01:1", "--at", "omega=1,T_L=2,T_R=1"],
  ])("are no clusters of a formula or a search: %s", async (command, ...options) => {
    const { status, err } = await heatdiode(command, path, ...options);
    expect(status).toBe(2);
    expect(err).toMatch(
      /^heatdiode: clusters: whether the levels 1 and 2 are one cluster depends[^\n]*--clusters 1,2[^\n]*\n$/,
    );
  });

  it("are chosen row by row in a scan, and for coefficients at a point", async () => {
    const { out } = await heatdiode(
      ...[
        "scan",
        path,
        "--x",
        "delta=0.05;0.5",
        "--at",
        "omega=1,T_L=2,T_R=1",
        "--quantity",
        "J,alpha_1",
        "--threads",
        "1",
      ],
    );
    const listed = await junctionOf({ ...V_MODEL, parameters: { omega: "1" } });
    const rows = out
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",").map(Number));
    for (const [delta, J, alpha] of rows) {
      const at = `delta=${delta ?? 0},T_L=2,T_R=1`;
      expect(J).toBeCloseTo(
        Number(evaluateAt(listed, parseBindings(at, listed, { allowDelta: true }), 16).J),
        15,
      );
      const point = new Map([
        ["delta", parseExactNumber(String(delta))],
        ["T_a", exactNumber(3)],
      ] as const);
      expect(alpha).toBeCloseTo(Number(expansion(listed, "J", point).value(1, 16)), 15);
    }
    expect(rows.length).toBe(2);
  });
});

describe("gaps that agree at a point", () => {
  it("act together in numbers as in formulas", async () => {
    const junction = await junctionOf({
      ...V_MODEL,
      clusters: [],
      subsystem: { ...V_MODEL.subsystem, energies: ["0", "w_1", "w_2"] },
      parameters: undefined,
    });
    const { J } = evaluateAt(
      junction,
      parseBindings("w_1=1,w_2=1,T_a=2,Delta=0.000001", junction, { allowDelta: true }),
      16,
    );
    const point = new Map(["w_1", "w_2"].map((name) => [name, exactNumber(1)] as const));
    const exact = expansion(junction, "J", new Map([...point, ["T_a", exactNumber(2)]]));
    expect(Number(J) / (1e-6 * Number(exact.value(1, 16)))).toBeCloseTo(1, 6);
    expect(exact.isZero(1)).toBe(false);
  });
});

describe("what is worked out for populations alone", () => {
  it.each([
    ["statistics"],
    ["relations", "--order", "2"],
    ["expand", "--quantity", "S"],
    ["current", "--quantity", "S"],
    ["evaluate", "--quantity", "S", "--at", "T_L=2,T_R=1"],
    ["relax", "--at", "T_L=2,T_R=1"],
    ["transitions", "--at", "T_L=2,T_R=1"],
  ])("%s refuses such junctions in one line", async (command, ...options) => {
    const { status, out, err } = await heatdiode(command, saved("populations", V_MODEL), ...options);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(
      /^heatdiode: solid-levels:3\/unified-solid keeps coherences, and [^\n]* for populations only; [^\n]*\n$/,
    );
  });
});

describe("a ratio of currents", () => {
  it("is not claimed where the equation leaves the signs open", async () => {
    const { status, err } = await heatdiode(
      "check",
      saved("local", { ...QUBITS, equation: "local" }),
      "--claim",
      "R = 1",
    );
    expect(status).toBe(2);
    expect(err).toContain("the local equation leaves the signs of the currents open");
  });
});

describe("the secular limit", () => {
  it("is reached as 1/delta^2", async () => {
    const unified = await junctionOf({ ...V_MODEL, parameters: undefined });
    const secular = await junctionOf({
      ...V_MODEL,
      equation: "secular",
      clusters: undefined,
      parameters: undefined,
    });
    const at = (j: Junction, delta: string): number =>
      Number(
        evaluateAt(
          j,
          parseBindings(`omega=1000,delta=${delta},T_L=2000,T_R=1000`, j, { allowDelta: true }),
          20,
        ).J,
      );
    // The reference gap is the mean: what is left of the difference falls with the gaps' ratio too.
    const [near, far] = ["4", "8"].map((d) => Math.abs(at(unified, d) / at(secular, d) - 1)) as [
      number,
      number,
    ];
    expect(near / far).toBeGreaterThan(2.5);
  });
});

describe("exact currents", () => {
  it("are odd where the ends are mirror images", async () => {
    const junction = await junctionOf({
      ...CHAIN,
      left: { bath: "solid", coupling: "Gamma" },
      right: { bath: "solid", coupling: "Gamma" },
    });
    expect(conditions(junction).verdict.rectifies).toBe("never");
    expect(exactCurrent(junction).noHeat).toBeUndefined();
  });
});
