/**
 * The equations of the paper as it prints them, slips included, in LaTeX: what the results are compared with.
 * (6) is no equation of its own there.
 */

/** One printed equation. */
export interface PrintedEquation {
  readonly number: string;
  /** What it is about. */
  readonly title: string;
  /** Lines of LaTeX. */
  readonly latex: readonly string[];
}

const k = "k^\\nu";

/** (1) … (21). */
export const PRINTED_EQUATIONS: readonly PrintedEquation[] = [
  { number: "(1)", title: "Hamiltonian", latex: ["H = H_L^0 + H_R^0 + H_S + V_L + V_R"] },
  {
    number: "(2)",
    title: "current operator",
    latex: [
      "J = i\\,\\mathrm{Tr}[\\hat J \\rho]",
      "\\hat J = \\frac{i}{2} [V_L, H_S] + \\frac{i}{2} [H_S, V_R]",
    ],
  },
  {
    number: "(3)",
    title: "subsystem and couplings",
    latex: [
      "H_S = \\sum_n E_n |n\\rangle \\langle n|,\\quad V_\\nu = S B_\\nu,\\quad S = \\sum_{n,m} S_{m,n} |m\\rangle \\langle n|",
    ],
  },
  {
    number: "(4)",
    title: "initial state",
    latex: [
      "\\rho(T_a, \\Delta) = \\frac{1}{Z} \\exp\\!\\left[-\\frac{2 T_a (H_L^0 + H_R^0) - 2 \\Delta (H_L^0 - H_R^0)}{T_a^2 - \\Delta^2}\\right] \\otimes \\rho_S",
    ],
  },
  {
    number: "(5)",
    title: "expansion in trace moments",
    latex: [
      "J(T_a, \\Delta) = \\frac{2 \\Delta}{T_a^2} \\alpha_0(T_a) + \\frac{(2 \\Delta)^2}{T_a^4} \\alpha_1(T_a) + O(T_a, \\Delta^3)",
    ],
  },
  {
    number: "(7)",
    title: "trace moments",
    latex: [
      "\\alpha_0(T_a) = \\mathrm{Tr}[\\hat J (H_L^0 - H_R^0) \\rho_T]",
      "\\alpha_1(T_a) = \\tfrac12 \\mathrm{Tr}[\\hat J (H_L^0 - H_R^0)^2 \\rho_T] \\allowbreak -\\nobreak {\\alpha_0(T_a) \\mathrm{Tr}[(H_L^0 - H_R^0) \\rho_T]}",
    ],
  },
  {
    number: "(8)",
    title: "linear term",
    latex: ["\\alpha_0(T_a) = i\\,\\mathrm{Tr}\\{[S, H_S] (B_L H_L^0 + B_R H_R^0) \\rho_T\\}"],
  },
  {
    number: "(9)",
    title: "sufficient condition A",
    latex: [
      "\\langle H_L^0 \\rangle \\equiv \\mathrm{Tr}_L[\\rho_L(T) H_L^0] \\neq \\mathrm{Tr}_R[\\rho_R(T) H_R^0] \\equiv \\langle H_R^0 \\rangle",
    ],
  },
  {
    number: "(10)",
    title: "density matrix to second order",
    latex: ["\\frac{d \\rho_{m,n}}{dt} = -\\int_0^t d\\tau\\, [V(t), [V(\\tau), \\rho(\\tau)]]_{m,n}"],
  },
  {
    number: "(11)",
    title: "current of the reduced dynamics",
    latex: ["J = \\frac12 \\sum_{n,m} E_{m,n} |S_{m,n}|^2 P_n (k^L_{n \\to m} - k^R_{n \\to m})"],
  },
  {
    number: "(12)",
    title: "rate equation",
    latex: [
      "\\dot P_n = \\sum_{\\nu,m} |S_{m,n}|^2 P_m k^\\nu_{m \\to n} \\allowbreak -\\nobreak {P_n \\sum_{\\nu,m} |S_{m,n}|^2 k^\\nu_{n \\to m}}",
    ],
  },
  {
    number: "(13)",
    title: "rates and detailed balance",
    latex: [
      `${k} \\equiv ${k}_{n \\to n-1} = \\int_{-\\infty}^{\\infty} d\\tau\\, e^{i \\omega \\tau} \\langle B_\\nu(\\tau) B_\\nu(0) \\rangle`,
      `${k}_{n-1 \\to n} = e^{-\\beta_\\nu \\omega} ${k}_{n \\to n-1}`,
    ],
  },
  {
    number: "(14)",
    title: "harmonic oscillator",
    latex: [
      "J^{(HO)} = -\\frac{\\omega [n_B^L(\\omega) - n_B^R(\\omega)]}{n_B^L(-\\omega)/k^L + n_B^R(-\\omega)/k^R}",
    ],
  },
  {
    number: "(15)",
    title: "two levels",
    latex: [
      "J^{(TLS)} = \\frac{\\omega [n_S^L(\\omega) - n_S^R(\\omega)]}{n_S^L(-\\omega)/k^L + n_S^R(-\\omega)/k^R}",
    ],
  },
  { number: "(16)", title: "spin bath", latex: [`${k} = n_S^\\nu(-\\omega) \\Upsilon_\\nu(\\omega)`] },
  {
    number: "(17)",
    title: "solid, radiation",
    latex: [`${k} = -\\Gamma_B^\\nu(\\omega) n_B^\\nu(-\\omega)`],
  },
  {
    number: "(18)",
    title: "metal, from its scattering",
    latex: [
      `${k} = -2\\pi n_B^\\nu(-\\omega) \\sum_{i,j} |v_{\\nu,i,j}|^2 \\delta(\\epsilon_i - \\epsilon_j + \\omega) [n_F^\\nu(\\epsilon_i) - n_F^\\nu(\\epsilon_i + \\omega)]`,
    ],
  },
  {
    number: "(19)",
    title: "metal",
    latex: [
      `${k} = -n_B^\\nu(-\\omega) \\Lambda^\\nu(T_\\nu, \\omega)`,
      "\\Lambda^\\nu(T_\\nu, \\omega) \\approx \\Gamma_F^\\nu \\left(1 + \\delta_\\nu \\frac{T_\\nu}{\\mu_\\nu}\\right)",
    ],
  },
  {
    number: "(20)",
    title: "ratio of solid-HO-metal",
    latex: [
      "\\mathcal{R} = \\frac{(2 + \\delta_R T_L/\\mu_R)(1 + \\delta_R T_R/\\mu_R)}{(1 + \\delta_R T_L/\\mu_R)(2 + \\delta_R T_R/\\mu_R)} \\sim 1 - \\Delta \\frac{\\delta_R}{2 \\mu_R}",
    ],
  },
  {
    number: "(21)",
    title: "classical current, announced for solid-HO-solid",
    latex: [
      "J(T_a, \\Delta) = \\frac{\\omega \\Gamma_B^L \\Gamma_B^R \\Delta}{2 \\Gamma_B^L T_L + 2 \\Gamma_B^R T_R} \\allowbreak \\propto\\nobreak {\\frac{\\Delta}{T_a} \\left(1 - x \\frac{\\Delta}{T_a} + x^2 \\frac{\\Delta^2}{T_a^2} + \\dots\\right)}",
      "x = (\\Gamma_B^L - \\Gamma_B^R)/(\\Gamma_B^L + \\Gamma_B^R)",
    ],
  },
];
