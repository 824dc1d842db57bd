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
  /** The letter or formula on the axis of a plot. */
  readonly label: string;
  /** Coefficients of Delta^k that vanish in every junction, by theorems on J and on the cumulants. */
  readonly vanishes?: (k: number) => boolean;
  /** Coefficients that vanish too where Delta → −Delta turns every κ_n into (−1)^n κ_n, so that R = 1. */
  readonly vanishesUnrectified: (k: number) => boolean;
  /** Present where Delta times it is expanded, as S/J has a pole at Delta = 0. */
  readonly timesDelta?: true;
  /** What becomes of it under Delta → −Delta in a junction that rectifies nothing: 1 and −1 signs, 0 where it is constant. */
  readonly parity: 1 | -1 | 0;
}

/** Quantities of the mean current. */
const MEAN_NAMES = ["J", "R", "contrast"] as const;
/** Quotients of cumulants. A new one is its name here; `tsc` then names every place that has to know it. */
const RATIO_NAMES = ["fano", "noise_contrast", "TUR"] as const;

/** A quotient of cumulants. */
export type CumulantRatio = (typeof RATIO_NAMES)[number];
/** The quantities made of cumulants. */
export type Fluctuation = "S" | `kappa_${number}` | CumulantRatio;
export type Quantity = (typeof MEAN_NAMES)[number] | Fluctuation;

/** Those made of cumulants, as a list of what is known names them; kappa_n stands for kappa_1, kappa_2, … */
export const FLUCTUATION_NAMES = ["S", "kappa_n", ...RATIO_NAMES] as const;

/** All, as help lists them. */
export const QUANTITY_NAMES = [...MEAN_NAMES, ...FLUCTUATION_NAMES] as const;

/** Cumulants of a higher order are refused. */
export const HIGHEST_KAPPA = 40;

/** The order n of `kappa_n`, 2 for S; undefined for anything else. */
export function cumulantOrderOf(quantity: Exclude<Fluctuation, CumulantRatio>): number;
export function cumulantOrderOf(quantity: Quantity): number | undefined;
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
  return !(MEAN_NAMES as readonly string[]).includes(quantity);
}

/** Whether the quantity is a quotient of cumulants. */
export function isCumulantRatio(quantity: Quantity): quantity is CumulantRatio {
  return (RATIO_NAMES as readonly string[]).includes(quantity);
}

/** The record of a quantity. */
export function quantityRecord(quantity: Quantity): QuantityRecord {
  const n = /^kappa_(\d+)$/.exec(quantity)?.[1];
  if (n !== undefined) return cumulantRecord(Number(n));
  return RECORDS[quantity as keyof typeof RECORDS];
}

const isEven = (k: number): boolean => k % 2 === 0;
const isOdd = (k: number): boolean => k % 2 === 1;
const always = (): boolean => true;
/** No current without bias, nor any odd cumulant: the fluctuation theorem at A = 0. */
const atZero = (k: number): boolean => k === 0;
/** J = (A/2)S + O(A³), A odd in Δ: S·A/J has no term of first order, nor has Δ·S/J. */
const atFirst = (k: number): boolean => k === 1;

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
    label: "J",
    vanishes: atZero,
    vanishesUnrectified: isEven,
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
    label: "R = |J(Δ)/J(−Δ)|",
    vanishesUnrectified: (k) => k > 0,
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
    label: "C = (|J₊| − |J₋|)/(|J₊| + |J₋|)",
    vanishes: isEven,
    vanishesUnrectified: always,
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
    label: "S = ∫⟨δJ(t) δJ(0)⟩dt",
    vanishesUnrectified: isOdd,
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
    label: "S/J",
    vanishes: atFirst,
    vanishesUnrectified: isOdd,
    timesDelta: true,
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
    label: "[S(Δ) − S(−Δ)]/[S(Δ) + S(−Δ)]",
    vanishes: isEven,
    vanishesUnrectified: always,
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
    label: "S·A/J",
    vanishes: atFirst,
    vanishesUnrectified: isOdd,
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
    label: `κ_${n}`,
    ...(n % 2 === 1 ? { neutral: "0" as const, vanishes: atZero } : {}),
    vanishesUnrectified: n % 2 === 1 ? isEven : isOdd,
    parity: n % 2 === 1 ? -1 : 1,
  };
}
