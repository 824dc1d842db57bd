/**
 * The domain of a junction (`numeric/junction/domain.ts` decides it), asked with what is known of a point: everything that binds values,
 * or makes points of its own, asks here.
 */
import {
  domainFault,
  type DomainFault,
  type DomainModel,
  temperatureFault,
} from "../../numeric/junction/domain.js";
import { exactValue, type Point } from "../../numeric/junction/model.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError } from "../input/errors.js";
import { formatExactNumber } from "../input/exact-number.js";
import { type Junction } from "../junction/junction.js";
import { domainModel } from "./model.js";
import { isPointwise, junctionAt } from "./pointwise.js";

/**
 * Whether temperatures, gap, couplings, rates and 1 + δT/μ are positive at a point and at its reverse, as far as values are
 * known: null, or what is not. A value of the junction's file counts where the point has none.
 */
export function outsideDomain(junction: Junction, values: Point): DomainFault | null {
  return domainFault(modelAt(junction, values), new Map([...junction.bound, ...values]));
}

/** What the domain is decided from; without the levels, while those of a Hamiltonian are still open. */
function modelAt(junction: Junction, values: Point): DomainModel {
  if (!isPointwise(junction)) return domainModel(junction);
  const here = junctionAt(junction, new Map([...values].map(([name, x]) => [name, exactValue(name, x)])));
  return here ? domainModel(here) : { ...domainModel(junction), energies: [], S_L: [], S_R: [] };
}

/** A point outside the domain: a refusal by itself, a gap among other points. */
export class OutsideDomainError extends InputError {}

/**
 * {@link outsideDomain} as a refusal.
 * @throws OutsideDomainError saying which condition is broken, for which bath and at which temperature
 */
export function requireDomain(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  where = "--at",
): void {
  const fault = outsideDomain(junction, values);
  if (fault) throw domainRefusal(fault, values, where);
}

/** T_a > 0 and |Δ| < T_a, for systems that are not made of baths with rates. @throws InputError */
export function requireTemperatures(values: ReadonlyMap<string, ExactNumber>, where = "--at"): void {
  const fault = temperatureFault(values);
  if (fault) throw domainRefusal(fault, values, where);
}

function domainRefusal(
  { quantity, side, temperature, omega, reversed }: DomainFault,
  values: ReadonlyMap<string, ExactNumber>,
  where: string,
): OutsideDomainError {
  const text = (name: string): string => {
    const value = values.get(name);
    return value ? formatExactNumber(value) : name;
  };
  if (quantity === "T_a") {
    return new OutsideDomainError(`T_a = ${text("T_a")} is not positive`, {
      where,
      hint: "T_a = T_L + T_R must be greater than 0",
    });
  }
  if (quantity === "T_L" || quantity === "T_R") {
    const size = text("Delta").replace(/^-/, "");
    return new OutsideDomainError(`|Delta| = ${size} is not less than T_a = ${text("T_a")}`, {
      where,
      hint: "both temperatures (T_a ± Delta)/2 must be positive",
    });
  }
  const end =
    side === undefined
      ? ""
      : quantity === "1 + delta*T/mu"
        ? `the metal (${side})`
        : `the ${side === "L" ? "left" : "right"} bath`;
  const at = [
    ...(temperature ? [`T = ${formatExactNumber(temperature)}`] : []),
    ...(omega ? [`the gap ${formatExactNumber(omega)}`] : []),
  ].join(" and ");
  const exchanged = reversed ? ", its temperature when Delta is reversed" : "";
  const hint = {
    "1 + delta*T/mu": "its rate would be negative; take a larger mu or a smaller |delta|",
    rate: "a rate must be greater than 0 at both temperatures, for either sign of Delta",
    coupling: "a coupling must be greater than 0",
    mu: "mu must be greater than 0",
    gap: "the gap must be greater than 0",
  }[quantity];
  const place = `${end === "" ? "" : ` for ${end}`}${at === "" ? "" : ` at ${at}`}${exchanged}`;
  return new OutsideDomainError(`${quantity === "rate" ? "the rate" : quantity} is not positive${place}`, {
    where,
    hint,
  });
}
