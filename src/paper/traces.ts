/** (5)–(7), remark [20]: the expansion of the general theorem, derived in formal moments. */
import { toText } from "../expression/ascii.js";
import { traceExpansion } from "../traces/expansion.js";
import { type PaperResult, verdictOf } from "./result.js";

/** Order to which the identities are checked here; `heatdiode traces --order N` goes further. */
const ORDER = 4;

/** The expansion beside what the paper prints of it. */
export function traceResults(): PaperResult[] {
  const { printed, droppedVanish, identities, identitiesTo } = traceExpansion(ORDER, false);
  const [first, second] = printed;
  const form = (i: 0 | 1): string => {
    const { dropped } = (i === 0 ? first : second) ?? {};
    return dropped ? toText(dropped) : "nothing";
  };
  return [
    {
      equation: "(5)",
      title: "expansion of the current",
      says: "J = (2 Delta/T_a^2) A_0 + ((2 Delta)^2/T_a^4) A_1 + ... (A_0, A_1 are called alpha_0, alpha_1)",
      derived:
        "J = sum kappa_jk a^j b^k/(j! k!), a = (2/T_a) u/(1 - u^2), b = -u a, u = Delta/T_a, for any closed junction at any " +
        "time; (5) is this without kappa_00 and under m_0k = Tr[Jhat (H_L + H_R)^k rho_T] = 0",
      verdict: verdictOf(identities.cumulantForm && droppedVanish, "qualified"),
    },
    {
      equation: "(6)",
      title: "first coefficient",
      says: "A_0 = Tr[Jhat (H_L - H_R) rho_T]",
      derived: `A_0 = m_10; dropped from alpha_1: ${form(0)}, which m_00 = 0 removes`,
      verdict: verdictOf(droppedVanish && first?.dropped !== undefined, "qualified"),
    },
    {
      equation: "(7)",
      title: "second coefficient",
      says: "A_1 = (1/2) Tr[Jhat (H_L - H_R)^2 rho_T] - A_0 Tr[(H_L - H_R) rho_T]",
      derived: `A_1 = m_20/2 - m_10 s_10; dropped from alpha_2: ${form(1)}, which m_0k = 0 removes`,
      verdict: verdictOf(droppedVanish && second?.dropped !== undefined, "qualified"),
    },
    {
      equation: "[20]",
      title: "even orders from odd ones",
      says: "every even order has a contribution from the preceding odd one times Tr[(H_L - H_R) rho_T]",
      derived:
        "proved for uncentred moments, at every order k >= 1, odd ones too; but H_nu -> H_nu + const changes that " +
        `contribution and no coefficient (identities of polynomials, checked to order ${identitiesTo})`,
      verdict: verdictOf(identities.remark20 && identities.zeroOfEnergy, "qualified"),
    },
  ];
}
