/** The quantities that have an expansion in Delta: one record each, read by commands, documents and plots. */

/** A name or a formula in ASCII and in LaTeX. */
interface Written {
  readonly text: string;
  readonly latex: string;
}

/** What is said of a quantity wherever it is printed. */
export interface QuantityRecord {
  /** The letter of its coefficients: α_k of J (design §1), r_k of R, c_k of the contrast. */
  readonly coefficient: Written;
  /** What it is, as a series in Delta at constant T_a = T_L + T_R. */
  readonly definition: Written;
}

/** In the order in which help lists them. */
export const QUANTITIES = ["J", "R", "contrast"] as const;
export type Quantity = (typeof QUANTITIES)[number];

export const QUANTITIES_BY_NAME: Readonly<Record<Quantity, QuantityRecord>> = {
  J: {
    coefficient: { text: "alpha", latex: "\\alpha" },
    definition: {
      text: "J = sum over k of alpha_k*Delta^k",
      latex: "J = \\sum_k \\alpha_k \\Delta^k",
    },
  },
  R: {
    coefficient: { text: "r", latex: "r" },
    definition: {
      text: "R = |J(Delta)/J(-Delta)| = sum over k of r_k*Delta^k",
      latex: "R = \\left|\\frac{J(\\Delta)}{J(-\\Delta)}\\right| = \\sum_k r_k \\Delta^k",
    },
  },
  contrast: {
    coefficient: { text: "c", latex: "c" },
    definition: {
      text: "(|J(Delta)| - |J(-Delta)|)/(|J(Delta)| + |J(-Delta)|) = sum over k of c_k*Delta^k",
      latex: "\\frac{|J(\\Delta)| - |J(-\\Delta)|}{|J(\\Delta)| + |J(-\\Delta)|} = \\sum_k c_k \\Delta^k",
    },
  },
};
