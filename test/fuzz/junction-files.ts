/** Junction files of every kind, drawn at random and reproducibly: the hard corners on purpose, many of them wrong input. */

/** A bath of a sample: what a junction file holds, as text. */
export interface SampleBath {
  readonly bath: "spin" | "solid" | "metal" | "custom";
  readonly coupling?: string;
  readonly density?: "flat" | "ohmic" | "power" | "lorentzian" | "resonator";
  readonly exponent?: string;
  readonly cutoff?: string;
  readonly center?: string;
  readonly width?: string;
  readonly quality?: string;
  readonly delta?: string;
  readonly mu?: string;
  readonly rate?: string;
}

type Rows = readonly (readonly string[])[];

type SampleSubsystem =
  | { readonly kind: "TLS" | "HO"; readonly gap: string }
  | { readonly kind: "ladder"; readonly levels: number; readonly gap: string }
  | { readonly kind: "spin"; readonly S: string; readonly gap: string }
  | { readonly kind: "levels"; readonly energies: readonly string[]; readonly S_L: Rows; readonly S_R: Rows }
  | {
      readonly kind: "hamiltonian";
      readonly parts: readonly string[];
      readonly H: string;
      readonly S_L: string;
      readonly S_R: string;
    };

/** A junction with a point: every parameter has a value. */
export interface JunctionSample {
  readonly left: SampleBath;
  readonly right: SampleBath;
  readonly subsystem: SampleSubsystem;
  /** Values of all parameters. */
  readonly values: Readonly<Record<string, string>>;
  readonly T_a: string;
  readonly Delta: string;
}

/** Uniform numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The text of the junction file of a sample. @param bind whether the file binds the parameters, else `--at` does */
export function fileText(sample: JunctionSample, bind: boolean): string {
  const { left, right, subsystem, values } = sample;
  return JSON.stringify({ left, right, subsystem, ...(bind ? { parameters: values } : {}) });
}

/** One sample. */
export function junctionSample(random: () => number): JunctionSample {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (p: number): boolean => random() < p;
  /** A positive decimal: short ones, long ones, large and small ones. */
  const positive = (): string =>
    chance(0.5)
      ? pick(["1", "2", "3", "0.5", "0.7", "1.3", "0.25", "1.5"])
      : chance(0.7)
        ? (0.1 + 3 * random()).toFixed(pick([1, 2, 3, 6, 12]))
        : pick(["0.01", "20", "1e-3", "7.25", "0.333333333333333333333"]);
  const T_a = pick(["1", "2", "3", "1.7", "4.2", positive()]);
  const size = Number(T_a) * pick([0.5, 0.1, 0.9, 0.999, 1e-6, random()]);
  const Delta = `${chance(0.2) ? "-" : ""}${size.toPrecision(pick([2, 5, 15]))}`;
  const values: Record<string, string> = {};
  /** A number, or a parameter of that value. */
  const quantity = (name: string, text: string): string => {
    if (chance(0.5)) return text;
    values[name] = text;
    return name;
  };
  const bath = (side: "L" | "R"): SampleBath => {
    const strength = quantity(`${chance(0.5) ? "Gamma" : "c"}_${side}`, positive());
    const kind = pick(["spin", "solid", "solid", "metal", "custom"] as const);
    if (kind === "custom") {
      const rate = pick([
        `${strength}*(1 + n_B)`,
        `${strength}*T/(1 - exp(-omega/T))`,
        `${strength}*omega^3*(1 + n_B)`,
        `${strength}*(1 - n_S)`,
        `${strength}*coth(omega/(2*T))/(1 + exp(-omega/T))`,
        `${strength}*T^2*omega/(1 - exp(-omega/T)) + 0.1*exp(-0.5/T)`,
        `${strength}/(1 + exp(-omega/T))^2`,
      ]);
      return { bath: "custom", rate };
    }
    const metal = (): Pick<SampleBath, "delta" | "mu"> => {
      const mu = positive();
      // Close to the edge 1 + δT/μ = 0 of the reversed temperature now and then.
      const slope = chance(0.3)
        ? `-${((Number(mu) / Number(T_a)) * pick([0.5, 1, 1.9, 0.999])).toPrecision(6)}`
        : pick(["0.1", "1", "0", "-0.05", positive()]);
      return { delta: quantity(`delta_${side}`, slope), mu: quantity(`mu_${side}`, mu) };
    };
    const extra = kind === "metal" ? metal() : {};
    const density = pick([
      undefined,
      undefined,
      undefined,
      "ohmic",
      "power",
      "lorentzian",
      "resonator",
      "flat",
    ] as const);
    switch (density) {
      case undefined:
        return { bath: kind, coupling: chance(0.3) ? `${strength}*omega` : strength, ...extra };
      case "power":
        return { bath: kind, density, coupling: strength, exponent: pick(["2", "3", "1"]), ...extra };
      case "lorentzian":
        return { bath: kind, density, coupling: strength, center: positive(), width: positive(), ...extra };
      case "resonator":
        return { bath: kind, density, coupling: strength, center: positive(), quality: positive(), ...extra };
      default:
        return {
          bath: kind,
          density,
          coupling: strength,
          ...(chance(0.5) ? { cutoff: positive() } : {}),
          ...extra,
        };
    }
  };
  const levels = (): SampleSubsystem => {
    const n = pick([2, 3, 3, 3, 4]);
    const energies = Array.from({ length: n }, (_, i) =>
      i === 0 ? "0" : chance(0.15) ? "1" : chance(0.3) ? String(i) : positive(),
    );
    const matrix = (): Rows => {
      const rows = Array.from({ length: n }, () => Array.from({ length: n }, () => "0"));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < i; j++) {
          const element = chance(0.3) ? "0" : pick(["1", "1", "-1", "0.5", "sqrt(2)", "1.25", "0.001"]);
          rows[i]![j] = rows[j]![i] = element;
        }
      }
      return rows;
    };
    const S_L = matrix();
    return { kind: "levels", energies, S_L, S_R: chance(0.5) ? S_L : matrix() };
  };
  const hamiltonian = (): SampleSubsystem => {
    const w = [quantity("w_1", positive()), quantity("w_2", positive())];
    const g = quantity("g", positive());
    const equal = chance(0.2);
    const H = [
      `0.5*${w[0]!}*sz(1) + 0.5*${equal ? w[0]! : w[1]!}*sz(2)`,
      pick([
        "",
        ` + ${g}*(sp(1)*sm(2) + sm(1)*sp(2))`,
        ` + ${g}*sz(1)*sz(2)`,
        ` + ${g}*sx(1)*sx(2)`,
        ` + 0.5*${g}*sx(1)`,
      ]),
    ].join("");
    const together = chance(0.15);
    return {
      kind: "hamiltonian",
      parts: ["spin", "spin"],
      H,
      S_L: together ? "sx(1) + sx(2)" : "sx(1)",
      S_R: together ? "sx(1) + sx(2)" : "sx(2)",
    };
  };
  const subsystem = (): SampleSubsystem => {
    const gap = (): string => quantity("omega_0", positive());
    const kind = pick([
      "TLS",
      "TLS",
      "HO",
      "ladder",
      "spin",
      "levels",
      "levels",
      "levels",
      "hamiltonian",
    ] as const);
    switch (kind) {
      case "TLS":
      case "HO":
        return { kind, gap: gap() };
      case "ladder":
        return { kind, levels: pick([2, 3, 4, 6]), gap: gap() };
      case "spin":
        return { kind, S: pick(["1/2", "1", "3/2", "5/2"]), gap: gap() };
      case "levels":
        return levels();
      case "hamiltonian":
        return hamiltonian();
    }
  };
  const [left, right] = [bath("L"), bath("R")];
  const middle = subsystem();
  const used = JSON.stringify({ left, right, middle });
  // A value that was drawn but is not used would be an unknown parameter.
  const needed = Object.fromEntries(
    Object.entries(values).filter(([name]) => new RegExp(`\\b${name}\\b`).test(used)),
  );
  return { left, right, subsystem: middle, values: needed, T_a, Delta };
}

/** Levels with everything that makes a rate equation special: zeros, equal energies, diagonals, parts that are not connected. */
export function specialLevels(random: () => number): JunctionSample {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (p: number): boolean => random() < p;
  const values: Record<string, string> = {};
  const named = (name: string, text: string): string => {
    if (chance(0.6)) return text;
    values[name] ??= text;
    return name;
  };
  const n = pick([1, 2, 3, 3, 4]);
  const energies = Array.from({ length: n }, (_, i) =>
    i === 0 ? "0" : pick(["0", "1", "1", "2", named("v", "1")]),
  );
  const matrix = (): Rows => {
    const rows = Array.from({ length: n }, () => Array.from({ length: n }, () => "0"));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        if (chance(i === j ? 0.7 : 0.5)) continue;
        rows[i]![j] = rows[j]![i] = pick(["1", "-1", "sqrt(2)", named("s", "0"), named("t", "0.5")]);
      }
    }
    return rows;
  };
  const S_L = matrix();
  const bath = (side: "L" | "R"): SampleBath => ({
    bath: pick(["spin", "solid"] as const),
    coupling: pick(["1", `${named(`c_${side}`, "2")}*omega`, "omega^3", "0.5*omega"]),
  });
  const subsystem: SampleSubsystem = { kind: "levels", energies, S_L, S_R: chance(0.5) ? S_L : matrix() };
  const [left, right] = [bath("L"), bath("R")];
  const used = JSON.stringify({ left, right, subsystem });
  const needed = Object.entries(values).filter(([name]) => new RegExp(`\\b${name}\\b`).test(used));
  return {
    left,
    right,
    subsystem,
    values: Object.fromEntries(needed),
    T_a: "3",
    Delta: pick(["1", "-0.5", "0"]),
  };
}
