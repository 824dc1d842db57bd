/**
 * Certificates: everything a sceptical reader needs to check "rectification is absent if and only if …" by expanding
 * polynomials, without trusting this program (docs/proofs.md describes each field). Polynomials are expanded ASCII
 * text in the names given under `parameters` and `variables`.
 */

/** numerator/denominator, as text. */
export interface CertificateFraction {
  readonly numerator: string;
  readonly denominator: string;
}

/** A bath as stated: the built-in kinds by their coupling, others by their rate in T, omega and parameters. */
export type CertificateBath =
  | { readonly kind: "spin" | "solid"; readonly coupling: string }
  | { readonly kind: "metal"; readonly coupling: string; readonly delta: string; readonly mu: string }
  /** A metal by F(ε) = Σ F_m (ε − μ)^m: its rate with the integral worked out, `pi` a symbol; F_m real for m ≥ 1. */
  | { readonly kind: "metal"; readonly F: readonly string[]; readonly rate: string }
  | { readonly kind: "custom" | "law"; readonly rate: string };

/** variable := numerator/denominator. */
export interface CertificateSubstitution extends CertificateFraction {
  readonly variable: string;
}

/** The case distinction; `symbolic/solve/cases.ts` explains the kinds. */
export type CertificateNode =
  | {
      readonly kind: "split";
      readonly hypothesis: number;
      readonly definite: string;
      /** Powers of factors known to be nonzero: base·cofactor is the denominator number `of` assumed nonzero. */
      readonly nonzero: readonly {
        readonly base: string;
        readonly exponent: number;
        readonly of: number;
        readonly cofactor: string;
      }[];
      /** Powers of polynomials in π alone, a transcendental number: they do not vanish. */
      readonly ofPi?: readonly { readonly base: string; readonly exponent: number }[];
      readonly branches: readonly {
        readonly factor: string;
        readonly exponent: number;
        readonly then: CertificateNode;
      }[];
    }
  | {
      readonly kind: "substitute";
      readonly substitution: CertificateSubstitution;
      readonly then: CertificateNode;
    }
  | {
      readonly kind: "cases";
      readonly substitution: CertificateSubstitution;
      readonly nonzero: CertificateNode;
      readonly zero: CertificateNode;
    }
  | { readonly kind: "terms"; readonly terms: readonly string[]; readonly then: CertificateNode }
  | { readonly kind: "violation"; readonly variable: string }
  /** The rate of the bath at this end vanishes identically: no bath. */
  | { readonly kind: "no rate"; readonly side: "L" | "R" }
  /** `cofactors[k]·last` is equation k of the leaf after the substitutions, where `last` is present. */
  | {
      readonly kind: "leaf";
      readonly leaf: number;
      readonly last?: string;
      readonly cofactors?: readonly string[];
    }
  | { readonly kind: "open"; readonly reason: string };

/** One system of equations on which the even part vanishes. */
export interface CertificateLeaf {
  readonly equations: readonly string[];
  readonly substitutions: readonly CertificateSubstitution[];
  /**
   * The last equation where it is not solved, and coefficient_k (after the substitutions) divided by it; by parts the
   * coefficients of the mirror.
   */
  readonly last?: string;
  readonly cofactors?: readonly string[];
  /** A point where all equations hold and the assumptions do; it violates every other system. */
  readonly witness?: Readonly<Record<string, string>>;
}

/** What every certificate holds. */
interface CertificateFrame {
  readonly format: "heatdiode certificate 1";
  readonly junction: string;
  readonly left: CertificateBath;
  readonly right: CertificateBath;
  /** What parameters such as `Gamma_L(omega)` stand for, as functions of omega: the proof takes them for any positive numbers. */
  readonly spectra?: Readonly<Record<string, string>>;
  /** Values put in for parameters. */
  readonly values: Readonly<Record<string, string>>;
  readonly parameters: readonly { readonly name: string; readonly assumption: "positive" | "real" }[];
  readonly variables: {
    /** n: the temperatures enter through T^(1/n). */
    readonly root: number;
    readonly formalFunctions: readonly string[];
    /** Energies independent over the rationals. */
    readonly energies: readonly string[];
    /** Names at the left end and at the right: T^(1/n), the formal functions, exp(−energy/T) for each energy. */
    readonly L: readonly string[];
    readonly R: readonly string[];
    readonly independence: string;
  };
  readonly rectifies: "never" | "always" | "conditionally" | "undecided";
  readonly vanishesIff: readonly (readonly string[])[];
  readonly leaves: readonly CertificateLeaf[];
  readonly tree: CertificateNode;
}

/** A ladder as stated. */
export interface LadderModel {
  /** |S_n|², n = 1 …, as integers; "oscillator" for |S_n|² = n without end. */
  readonly weights: readonly string[] | "oscillator";
  readonly gap: string;
  /** e^{−gap/T} at each end, as a monomial. */
  readonly boltzmann: { readonly L: string; readonly R: string };
  readonly rates: { readonly L: CertificateFraction; readonly R: CertificateFraction };
}

/** General levels as stated, with their steady state. */
export interface LevelsModelText {
  readonly energies: readonly string[];
  /** Orders of levels that are assumed, as `a > b`, where the signs of the terms leave them open and the rates depend on them. */
  readonly assumed?: readonly string[];
  /** Every pair that a bath couples: the level above, the one below, |S|² and the rates downwards at each end. */
  readonly transitions: readonly {
    readonly upper: number;
    readonly lower: number;
    readonly squares: { readonly L: string; readonly R: string };
    readonly rates: { readonly L: CertificateFraction; readonly R: CertificateFraction };
  }[];
  /** Populations up to a common factor. */
  readonly populations: readonly string[];
}

/** An element of a stated density matrix, up to a common factor. */
export interface CoherentState {
  readonly part: "real" | "imaginary";
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

/** Levels that keep coherences as stated, with their steady state: H = diag(energies) + splitting. */
export interface CoherencesModelText {
  readonly equation: "secular" | "unified" | "local" | "redfield";
  /** Those by which the baths see the levels. */
  readonly energies: readonly string[];
  readonly splitting: readonly (readonly string[])[];
  /** Amplitudes with their signs. */
  readonly S: { readonly L: readonly (readonly string[])[]; readonly R: readonly (readonly string[])[] };
  /** Elements that are not stated are zero. */
  readonly state: readonly CoherentState[];
}

/** One coefficient with respect to the variables of both ends. */
export interface CertificateCoefficient {
  readonly monomial: string;
  readonly value: string;
}

/** The even part in closed form. */
interface ClosedForm {
  readonly current: CertificateFraction;
  /** With N/D the current and ' for the exchange of L and R: N·D' + N'·D = cofactor·numerator, D·D' = cofactor·denominator. */
  readonly evenPart: CertificateFraction & { readonly cofactor: string };
  /** The even part's numerator by monomials in the variables. */
  readonly coefficients: readonly CertificateCoefficient[];
}

/** A ladder by its closed form. */
export type ClosedCertificate = CertificateFrame & { readonly identity: "closed form" } & LadderModel &
  ClosedForm;

/** General levels by their closed form. */
export type LevelsCertificate = CertificateFrame & { readonly identity: "levels" } & {
  readonly levels: LevelsModelText;
} & ClosedForm;

/** Levels that keep coherences, by their closed form. */
export type CoherencesCertificate = CertificateFrame & { readonly identity: "coherences" } & {
  readonly coherences: CoherencesModelText;
} & ClosedForm;

/** A ladder by the parts of J = E·F(r) (docs/proofs.md, section 5). */
export type PartsCertificate = CertificateFrame & { readonly identity: "parts" } & LadderModel & {
    readonly exchange: CertificateFraction;
    readonly ratio: CertificateFraction;
    /** The numerators of E + E' and of r − r' by monomials: where these vanish, the current is odd. */
    readonly mirror: {
      readonly exchange: readonly CertificateCoefficient[];
      readonly ratio: readonly CertificateCoefficient[];
    };
    /** Coefficients of Q_K near a corner, which vanish where the current is odd; at the hot one X stands for 1 − X. */
    readonly coefficients: readonly (CertificateCoefficient & {
      readonly corner: "cold" | "hot";
      readonly order: number;
      /** A factor of the value: a coefficient of the leading part of r's denominator, where that may vanish. */
      readonly lead?: string;
    })[];
  };

export type Certificate = ClosedCertificate | LevelsCertificate | CoherencesCertificate | PartsCertificate;

/** The junction of a certificate, and the names of its variables. */
export type CertificateHeader = Pick<
  CertificateFrame,
  "format" | "junction" | "left" | "right" | "spectra" | "values" | "parameters" | "variables"
>;

/** The rates of general levels as a certificate states them. */
export type StatedLevels = Pick<LevelsModelText, "energies" | "assumed" | "transitions">;

/** The master equation of levels that keep coherences as a certificate states it. */
type StatedCoherences = Omit<CoherencesModelText, "state">;

/** A junction as a certificate states it, whatever is proved of it. */
export type StatedJunction = CertificateHeader &
  (
    | ({ readonly identity: "closed form" | "parts" } & LadderModel)
    | { readonly identity: "levels"; readonly levels: StatedLevels }
    | { readonly identity: "coherences"; readonly coherences: StatedCoherences }
  );

/**
 * An entry of the generator with the heat from the left bath counted: W_{to,from}(λ) = right + left·Π Y_i^{gap_i}, where
 * Y_i = e^{λ·energy_i}, so that the heat of the jump is Σ gap_i·energy_i.
 */
export interface CountedEntry {
  readonly to: number;
  readonly from: number;
  readonly left: CertificateFraction;
  readonly right: CertificateFraction;
  readonly gap: readonly number[];
}

/**
 * The fluctuation theorem of a junction: W(λ)ᵀ = D W(−A − λ) D⁻¹, A = 1/T_R − 1/T_L, D diagonal (docs/fluctuations.md). Of a ladder
 * the entries are those between the levels 0 and 1, which every other pair has times |S_n|²; D_n is the n-th power of D_1.
 */
export type TheoremCertificate = Exclude<StatedJunction, { readonly identity: "coherences" }> & {
  readonly theorem: "fluctuation theorem";
  readonly statement: string;
  /** D_n = Π exp(energy_i/T_R)^{n_i}, by the integers n_i. */
  readonly D: readonly (readonly number[])[];
  readonly generator: readonly CountedEntry[];
  readonly corollaries: readonly string[];
};

/** A quantity with its change under Δ → −Δ, by monomials in the thermal variables. */
export interface CertificateChange {
  readonly name: string;
  readonly value: CertificateFraction;
  /** With N/D the value and ' for the exchange of L and R: N·D' − N'·D = cofactor·numerator, D·D' = cofactor·denominator. */
  readonly change: CertificateFraction & { readonly cofactor: string };
  /** The change's numerator. */
  readonly coefficients: readonly CertificateCoefficient[];
}

/** An identity between polynomials with what it is for. */
interface LemmaIdentity {
  readonly claim: string;
  readonly identity: string;
}

/** What a certificate of a reversal adds to the junction. */
interface ReversalTheorem {
  readonly theorem: ReversalName;
  readonly statement: string;
  /** Identities for arbitrary rates that the statement rests on. */
  readonly lemma: readonly LemmaIdentity[];
  readonly changes: readonly CertificateChange[];
}

type ReversalName = "reversal of the statistics" | "reversal of the noise";

/**
 * Two levels or an oscillator: the statistics under Δ → −Δ by K and k_Lk_R, the noise by S; their changes' coefficients are what has
 * to vanish.
 */
export type ModeReversalCertificate = CertificateFrame & {
  readonly identity: "closed form";
} & LadderModel &
  ReversalTheorem;

/**
 * Other junctions: the certificate of the mean current, whose systems are necessary for the statistics too, and on each of which the
 * characteristic polynomial is unchanged: of ladders by the changes of k_L + k_R, k_LX_L + k_RX_R and k_Lk_R, of levels
 * by its coefficients, which the checker expands.
 */
export type MeanReversalCertificate = Exclude<Certificate, CoherencesCertificate> & ReversalTheorem;

export type ReversalCertificate = ModeReversalCertificate | MeanReversalCertificate;

/** Names of the changes of a ladder of any length that leave its statistics unchanged. */
export const RUNG_CHANGES = ["k_L + k_R", "k_L*X_L + k_R*X_R", "k_L*k_R"] as const;
/** Of one mode. */
export const MODE_CHANGES = ["K", "k_L*k_R"] as const;

/** What is proved of the statistics and of the noise, word for word. */
export const REVERSAL_STATEMENTS = {
  mode:
    "s*G^2 + K*G = f(lambda) with K = k_L*(1 + s*X_L) + k_R*(1 + s*X_R), f = k_L*k_R*(X_L*(exp(lambda*omega) - 1) + " +
    "X_R*(exp(-lambda*omega) - 1)), s = 1 for two levels, -1 for the oscillator. G(lambda; -Delta) = G(-lambda; Delta) gives " +
    "(K - K')*G = f - f', ' for Delta -> -Delta and lambda -> -lambda. G branches where K^2 + 4*s*f has a simple zero in " +
    "exp(lambda*omega), and f - f' is entire: so K = K' and f = f', that is k_L*k_R = k_L'*k_R'. The converse is plain.",
  ladder:
    "The characteristic polynomial of the tilted generator depends on the rates through k_L + k_R, k_L*X_L + k_R*X_R and " +
    "k_L*k_R*(X_L*exp(lambda*omega) + X_R*exp(-lambda*omega)): unchanged under Delta -> -Delta with lambda -> -lambda where these are. " +
    "Conversely J is the first cumulant: where it is not odd, neither is the statistics unchanged.",
  levels:
    "Where det(W(lambda) - G) is unchanged under Delta -> -Delta with lambda -> -lambda, so is its largest root G(lambda). " +
    "Conversely J is the first cumulant: where it is not odd, neither is the statistics unchanged.",
  noise:
    "S = omega^2*((p + m)/K - 2*s*(p - m)^2/K^3), p = k_L*k_R*X_L, m = k_L*k_R*X_R, K = k_L*(1 + s*X_L) + k_R*(1 + s*X_R), s = 1 for " +
    "two levels, -1 for the oscillator: S(-Delta) = S(Delta) if and only if every coefficient vanishes.",
} as const;

/**
 * The identities on which the theorem of one mode rests, for arbitrary rates k_L = a = r^2, k_R = b = t^2 and Boltzmann factors
 * X_L = x^2, X_R = z^2 below 1; p = u^2 and m = w^2 stand for k_L k_R X_L and k_L k_R X_R.
 */
export const REVERSAL_LEMMA: readonly LemmaIdentity[] = [
  {
    claim:
      "y*(K^2 + 4*s*f) = 4*s*p*y^2 + (K^2 - 4*s*(p + m))*y + 4*s*m with y = exp(lambda*omega) has a double zero only where K^2 = 4*s*(u + w)^2 or K^2 = 4*s*(u - w)^2",
    identity: "(K^2 - 4*s*(u^2 + w^2))^2 - 64*s^2*u^2*w^2 = (K^2 - 4*s*(u + w)^2)*(K^2 - 4*s*(u - w)^2)",
  },
  {
    claim: "for s = 1, K = 2*(u + w) only where t = r*x and r = t*z: then X_L*X_R = 1, which is excluded",
    identity: "r^2 + t^2 + r^2*x^2 + t^2*z^2 - 2*(r*t*x + r*t*z) = (t - r*x)^2 + (r - t*z)^2",
  },
  {
    claim: "for s = 1, K > 2*(u - w)",
    identity: "r^2 + t^2 + r^2*x^2 + t^2*z^2 - 2*(r*t*x - r*t*z) = (t - r*x)^2 + (r + t*z)^2",
  },
  {
    claim: "for s = 1, K > 2*(w - u)",
    identity: "r^2 + t^2 + r^2*x^2 + t^2*z^2 - 2*(r*t*z - r*t*x) = (t + r*x)^2 + (r - t*z)^2",
  },
  {
    claim:
      "f = f' if and only if k_L/k_R is one number c at all temperatures: with a_L, b_R at one temperature and a_R, b_L at the other, a_L*b_R = a_R*b_L; then K = K' if and only if c = 1 or k_R*(1 + s*X) does not depend on temperature",
    identity:
      "(c*b_L*(1 + s*X_L) + b_R*(1 + s*X_R)) - (c*b_R*(1 + s*X_R) + b_L*(1 + s*X_L)) = (c - 1)*(b_L*(1 + s*X_L) - b_R*(1 + s*X_R))",
  },
];

/** A quantity with bounds over couplings. */
export type BoundedQuantity = "contrast" | "R" | "J";

/**
 * The largest or smallest value of a quantity over a box of couplings at fixed temperatures (docs/optimum.md). Numbers are decimals or
 * fractions.
 */
export interface CertifiedBound {
  readonly quantity: BoundedQuantity;
  readonly sense: "maximum" | "minimum";
  readonly temperatures: { readonly L: string; readonly R: string };
  readonly variables: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  /** Only points that meet it count. */
  readonly condition?: {
    readonly quantity: BoundedQuantity;
    readonly relation: ">=" | "<=";
    readonly bound: string;
  };
  /** A point with the value there, rounded; absent where no point is known that meets the condition. */
  readonly best?: { readonly value: string; readonly at: Readonly<Record<string, string>> };
  /** No value is beyond it; absent where no point meets the condition. */
  readonly bound?: string;
  /**
   * Boxes, as `src/proof-checker/bounds/boxes.ts` reads them: one subdivision of the whole, or, where a scaling of all couplings never
   * makes a value worse, one of each face on which a coupling has its largest value.
   */
  readonly boxes: readonly string[];
}

/** A bound over couplings, of a junction as stated. */
export type BoundCertificate = Exclude<StatedJunction, { readonly identity: "coherences" }> & {
  readonly theorem: "bound";
  readonly bounded: CertifiedBound;
};

/** What is proved, word for word. */
export const FLUCTUATION_THEOREM =
  "W(lambda)^T = D*W(-A - lambda)*D^(-1), so G(lambda) = G(-lambda - A) with A = 1/T_R - 1/T_L";

/** What follows from it: G(0) = 0, and G is convex with slope J at 0. */
export const FLUCTUATION_COROLLARIES: readonly string[] = [
  "G(-A) = G(0) = 0",
  "G is convex, so J*A >= 0: heat flows from hot to cold",
];

/** Why coefficients can be compared; part of every certificate, word for word. */
export const INDEPENDENCE =
  "For fixed parameters the variables are functions of the independent temperatures T_L and T_R. Those of one end are " +
  "a root of T, exponentials of energies over T that are linearly independent over the rationals, and unknown " +
  "functions of T: algebraically independent over the constants. The two ends depend on different temperatures. So a " +
  "polynomial in the variables vanishes for all temperatures if and only if each of its coefficients does.";
