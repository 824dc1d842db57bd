/**
 * The one limit on formulas that are written out: terms × digits. Whatever multiplies out what a user wrote, or expands to
 * an order that a user named, estimates first and asks here; `--limit` raises the limit, `--force` lifts it.
 */
import { InputError } from "./errors.js";

/** Terms × digits of what is written out without asking: seconds, and some hundred megabytes. */
export const SIZE_LIMIT = 2e7;

/** What one unit of an estimate counts for, where the work that it stands for is more than its writing. Measured. */
export const SIZE_OF = {
  /** A term of a coefficient in conductances. */
  networkTerm: 200,
  /** A spanning tree's term in the expansion of levels. */
  treeTerm: 10,
  /** A term of a population, before rates are put over common denominators, and after. */
  populationTerm: 2000,
  scaledTerm: 100,
  /** A term of a coefficient with derivatives of unknown functions, multiplied out for a claim. */
  lawTerm: 5,
  /** A term of an even part, written twice and read by whoever checks it. */
  evenPartTerm: 100,
  /** A product of two terms in the proof checker. */
  proofProduct: 4,
} as const;

/** How large a formula may become: `limit` in terms × digits, or without bound. */
export interface SizeBound {
  readonly limit?: number;
  readonly force?: boolean;
}

/** The limit in terms × digits. */
export function sizeLimit({ limit = SIZE_LIMIT, force = false }: SizeBound): number {
  return force ? Infinity : limit;
}

/** Estimates beyond the doubles. */
const MOST = 1e300;

/** A formula that would become too large: what it would need, and what is allowed. */
export class SizeLimitError extends InputError {
  constructor(
    what: string,
    readonly needed: number,
    readonly limit: number,
    instead: string,
  ) {
    super(`${what}: about ${shown(needed)} terms × digits, the limit is ${shown(limit)}`, {
      hint: `${instead}, or raise the limit with --limit ${shown(roundedUp(needed))}`,
    });
  }
}

/**
 * @param what    what would be written out
 * @param instead what to do about it
 * @throws SizeLimitError where `needed` is beyond the limit
 */
export function requireSize(what: string, needed: number, limit: number, instead: string): void {
  if (!(needed <= limit)) throw new SizeLimitError(what, needed, limit, instead);
}

function shown(size: number): string {
  return size < 1e6 ? String(Math.round(size)) : Math.min(size, MOST).toExponential(0).replace("+", "");
}

/** The next larger number of one digit: estimates are no more exact. */
function roundedUp(size: number): number {
  const known = Math.min(size, MOST);
  const unit = 10 ** Math.floor(Math.log10(known));
  return Math.ceil((known / unit) * 1.01) * unit;
}
