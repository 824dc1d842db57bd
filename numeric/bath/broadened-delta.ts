import { DomainError } from "../arithmetic/errors.js";

/**
 * What stands for δ(ω) in a bath of finitely many spins or modes, of unit area:
 * "gaussian" e^{−ω²/2η²}/(η√2π), or "lorentzian" (η/π)/(ω² + η²). The width η must exceed the spacing of the bath and
 * stay below the scale on which its spectrum varies.
 */
export interface Broadening {
  readonly kind: "gaussian" | "lorentzian";
  readonly width: number;
}

/** The broadened δ at a distance ω from its centre. @throws DomainError unless the width is positive */
export function broadenedDelta({ kind, width }: Broadening, omega: number): number {
  if (!(width > 0 && width < Infinity))
    throw new DomainError("width", String(width), "a broadening is positive and finite");
  const x = omega / width;
  return kind === "gaussian"
    ? Math.exp((-x * x) / 2) / (width * Math.sqrt(2 * Math.PI))
    : 1 / (Math.PI * width * (1 + x * x));
}
