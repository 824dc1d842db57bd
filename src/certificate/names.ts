/** Names for the thermal variables in certificates: T_L, g_L, X_L, made distinct from the parameters. */
import { reversal, type ThermalVariables, variableCount } from "../../symbolic/thermal/variables.js";

/** The names of all variables before expansion, parameters first, and those of each end. */
export interface CertificateNames {
  readonly all: readonly string[];
  readonly L: readonly string[];
  readonly R: readonly string[];
}

/** A parameter's name never ends in an underscore: appending one makes a name free. */
export function freeName(v: ThermalVariables, name: string): string {
  return v.parameters.includes(name) ? `${name}_` : name;
}

/** The names of the variables of a current before expansion. */
export function certificateNames(v: ThermalVariables): CertificateNames {
  const free = (name: string): string => freeName(v, name);
  const number = (i: number): string => (v.energies.length === 1 ? "" : String(i + 1));
  const end = (side: "L" | "R"): string[] => [
    free(v.root === 1 ? `T_${side}` : `s_${side}`),
    ...v.formalFunctions.map((g) => free(`${g}_${side}`)),
    ...v.energies.map((_, i) => free(`X${number(i)}_${side}`)),
  ];
  const [L, R] = [end("L"), end("R")];
  const all = [...v.parameters, ...L.flatMap((name, i) => [name, R[i] as string])];
  if (all.length !== variableCount(v) || reversal(v).length !== all.length) {
    throw new Error("internal: names and variables do not match");
  }
  return { all, L, R };
}
