/**
 * The quantities of a junction that are evaluated and expanded in Delta: one record each, read by commands, documents and
 * plots. Those of the fluctuations are made of the cumulants κ_n per unit time of the heat that leaves the left bath
 * (docs/fluctuations.md): κ_1 = J, κ_2 = S.
 */

/** A name or a formula in ASCII and in LaTeX. */
interface Written {
  readonly text: string;
  readonly latex: string;
}

/** What is said of a quantity wherever it is printed. */
export interface QuantityRecord {
  /** The letter of its coefficients: α_k of J (design §1), r_k of R, c_k of the contrast, σ_k of S. */
  readonly coefficient: Written;
  /** What it is, as a series in Delta at constant T_a = T_L + T_R. */
  readonly definition: Written;
  /** What it is called in a heading: "the heat current". */
  readonly title: string;
  /** The letter or name in formulas. */
  readonly symbol: Written;
  /** n where it is measured in energy^n per time; "energy" for S/J; undefined for pure numbers. */
  readonly unit?: number | "energy";
  /** Its value at Delta → 0 where every junction has the same: "0", "1", "2"; "pole" for S/J; undefined otherwise. */
  readonly neutral?: "0" | "1" | "2" | "pole";
  /** What becomes of it under Delta → −Delta in a junction that rectifies nothing: 1 and −1 signs, 0 where it is constant. */
  readonly parity: 1 | -1 | 0;
}

/** The quantities made of cumulants. */
export type Fluctuation = "S" | `kappa_${number}` | "fano" | "noise_contrast" | "TUR";
export type Quantity = "J" | "R" | "contrast" | Fluctuation;

/** As help lists them; kappa_n stands for kappa_1, kappa_2, … */
export const QUANTITY_NAMES = [
  "J",
  "R",
  "contrast",
  "S",
  "kappa_n",
  "fano",
  "noise_contrast",
  "TUR",
] as const;

/** Those made of cumulants, as a list of what is known names them. */
export const FLUCTUATION_NAMES = QUANTITY_NAMES.filter((name) => !["J", "R", "contrast"].includes(name));

/** Cumulants of a higher order are refused. */
export const HIGHEST_KAPPA = 40;

/** The order n of `kappa_n`, 2 for S; undefined for anything else. */
export function cumulantOrderOf(quantity: Quantity): number | undefined {
  if (quantity === "S") return 2;
  const n = /^kappa_(\d+)$/.exec(quantity)?.[1];
  return n === undefined ? undefined : Number(n);
}

/** The quantity of that name; undefined if there is none. */
export function readQuantity(text: string): Quantity | undefined {
  const kappa = /^kappa_([1-9]\d{0,3})$/.exec(text)?.[1];
  if (kappa !== undefined) return Number(kappa) <= HIGHEST_KAPPA ? `kappa_${Number(kappa)}` : undefined;
  const found = QUANTITY_NAMES.find((name) => name === text);
  return found === undefined || found === "kappa_n" ? undefined : found;
}

/** What to write instead of a name that is none. */
export const QUANTITY_HINT = `known: ${QUANTITY_NAMES.join(", ")} with n from 1 to ${HIGHEST_KAPPA}`;

/** Whether the quantity is made of cumulants beyond the mean current. */
export function isFluctuation(quantity: Quantity): quantity is Fluctuation {
  return quantity !== "J" && quantity !== "R" && quantity !== "contrast";
}

/** The record of a quantity. */
export function quantityRecord(quantity: Quantity): QuantityRecord {
  const n = /^kappa_(\d+)$/.exec(quantity)?.[1];
  if (n !== undefined) return cumulantRecord(Number(n));
  return RECORDS[quantity as keyof typeof RECORDS];
}

const NOISE = "the integral of <dJ(t) dJ(0)> over all t, not twice it";

const RECORDS: Readonly<Record<Exclude<Quantity, `kappa_${number}`>, QuantityRecord>> = {
  J: {
    coefficient: { text: "alpha", latex: "\\alpha" },
    definition: {
      text: "J = sum over k of alpha_k*Delta^k",
      latex: "J = \\sum_k \\alpha_k \\Delta^k",
    },
    title: "the heat current",
    symbol: { text: "J", latex: "J" },
    unit: 1,
    neutral: "0",
    parity: -1,
  },
  R: {
    coefficient: { text: "r", latex: "r" },
    definition: {
      text: "R = |J(Delta)/J(-Delta)| = sum over k of r_k*Delta^k",
      latex: "R = \\left|\\frac{J(\\Delta)}{J(-\\Delta)}\\right| = \\sum_k r_k \\Delta^k",
    },
    title: "the rectification ratio",
    symbol: { text: "R", latex: "R" },
    neutral: "1",
    parity: 0,
  },
  contrast: {
    coefficient: { text: "c", latex: "c" },
    definition: {
      text: "(|J(Delta)| - |J(-Delta)|)/(|J(Delta)| + |J(-Delta)|) = sum over k of c_k*Delta^k",
      latex: "\\frac{|J(\\Delta)| - |J(-\\Delta)|}{|J(\\Delta)| + |J(-\\Delta)|} = \\sum_k c_k \\Delta^k",
    },
    title: "the contrast",
    symbol: { text: "contrast", latex: "C" },
    neutral: "0",
    parity: 0,
  },
  S: {
    coefficient: { text: "sigma", latex: "\\sigma" },
    definition: {
      text: `S = sum over k of sigma_k*Delta^k (the zero-frequency noise, ${NOISE})`,
      latex: "S = \\int\\!\\langle\\delta J(t)\\,\\delta J(0)\\rangle\\,dt = \\sum_k \\sigma_k \\Delta^k",
    },
    title: "the zero-frequency noise",
    symbol: { text: "S", latex: "S" },
    unit: 2,
    parity: 1,
  },
  fano: {
    coefficient: { text: "phi", latex: "\\varphi" },
    definition: {
      text: `Delta*S/J = sum over k of phi_k*Delta^k (S: ${NOISE})`,
      latex: "\\Delta\\,\\frac{S}{J} = \\sum_k \\varphi_k \\Delta^k",
    },
    title: "the Fano factor S/J",
    symbol: { text: "fano", latex: "S/J" },
    unit: "energy",
    neutral: "pole",
    parity: -1,
  },
  noise_contrast: {
    coefficient: { text: "s", latex: "s" },
    definition: {
      text: "[S(Delta) - S(-Delta)]/[S(Delta) + S(-Delta)] = sum over k of s_k*Delta^k",
      latex: "\\frac{S(\\Delta) - S(-\\Delta)}{S(\\Delta) + S(-\\Delta)} = \\sum_k s_k \\Delta^k",
    },
    title: "the contrast of the noise",
    symbol: { text: "noise_contrast", latex: "C_S" },
    neutral: "0",
    parity: 0,
  },
  TUR: {
    coefficient: { text: "Q", latex: "\\mathcal{Q}" },
    definition: {
      text: "TUR = S*(1/T_R - 1/T_L)/J = sum over k of Q_k*Delta^k",
      latex: "\\frac{S}{J}\\left(\\frac{1}{T_R} - \\frac{1}{T_L}\\right) = \\sum_k \\mathcal{Q}_k \\Delta^k",
    },
    title: "the product of the uncertainty relation",
    symbol: { text: "TUR", latex: "\\mathcal{Q}" },
    neutral: "2",
    parity: 1,
  },
};

function cumulantRecord(n: number): QuantityRecord {
  return {
    coefficient: { text: `kappa${n}`, latex: `\\kappa^{(${n})}` },
    definition: {
      text: `kappa_${n} = sum over k of kappa${n}_k*Delta^k (cumulant of the heat from the left bath per unit time)`,
      latex: `\\kappa_{${n}} = \\sum_k \\kappa^{(${n})}_k \\Delta^k`,
    },
    title: `the cumulant of order ${n}`,
    symbol: { text: `kappa_${n}`, latex: `\\kappa_{${n}}` },
    unit: n,
    ...(n % 2 === 1 ? { neutral: "0" as const } : {}),
    parity: n % 2 === 1 ? -1 : 1,
  };
}
