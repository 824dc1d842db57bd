/** The names in formulas about a junction that have arguments of their own: Γ_L(ω), k^L(T_L), X_L(T_L). */
import { type Expression } from "../../symbolic/expression/expression.js";
import { type Bath } from "../junction/bath.js";
import { symbol, symbolsOf } from "../expression/tree.js";
import { type NamesWithArguments, type OwnArguments } from "../expression/call-or-product.js";
import { type Junction } from "../junction/junction.js";

/** Whether a symbol is an energy of the junction: its gaps, and omega. */
export function energySymbols({ subsystem, parameters }: Junction): (name: string) => boolean {
  const gap = subsystem.kind === "ladder" ? symbolsOf(subsystem.gap) : [];
  const energies = new Set([
    "omega",
    ...gap,
    ...parameters.filter((p) => p.role === "gap").map((p) => p.name),
  ]);
  return (name) => energies.has(name);
}

/**
 * Couplings at the gap of a ladder, where the coupling is a parameter and not an expression in the gap; rates k_ν and
 * factors X_ν = e^{−ω/T_ν} at T_ν, at the gap, or both. Levels have many gaps, and their couplings no own argument.
 */
export function namesWithArguments(junction: Junction): NamesWithArguments {
  const isEnergy = energySymbols(junction);
  const { subsystem } = junction;
  const gaps: Expression[] = subsystem.kind === "ladder" ? [symbol("omega"), subsystem.gap] : [];
  const names = new Map<string, OwnArguments>();
  for (const bath of [junction.left, junction.right]) {
    const T = symbol(`T_${bath.side}`);
    const accepted = [[T], ...gaps.flatMap((gap) => [[gap], [gap, T], [T, gap]])];
    const mayHold = (name: string): boolean => isEnergy(name) || /^(?:T_[aLR]|T|Delta)$/.test(name);
    for (const name of [`k_${bath.side}`, `X_${bath.side}`]) names.set(name, { accepted, mayHold });
    const coupling = couplingName(bath);
    if (coupling !== undefined)
      names.set(coupling, { accepted: gaps.map((gap) => [gap]), mayHold: isEnergy });
  }
  return names;
}

function couplingName(bath: Bath): string | undefined {
  return "coupling" in bath && bath.coupling.type === "symbol" ? bath.coupling.name : undefined;
}
