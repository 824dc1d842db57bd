/** Errors of the exact layer. Each carries its data, so that a caller can say more than the message does. */

/** Division by an element that is zero in its field. */
export class NotInvertibleError extends Error {
  override readonly name = "NotInvertibleError";
  constructor(readonly element: string) {
    super(`${element} is zero and has no inverse`);
  }
}

/** A power series was asked for a coefficient it does not know. */
export class SeriesOrderError extends Error {
  override readonly name = "SeriesOrderError";
  constructor(
    readonly asked: number,
    readonly order: number,
  ) {
    super(`the coefficient of order ${asked} is not known: the series is O(t^${order})`);
  }
}

/** A quotient of series that has a pole where a Taylor expansion was asked for. */
export class PoleError extends Error {
  override readonly name = "PoleError";
}

/** A formula that the exact layer cannot take as a rational function of its variables. */
export class NotRationalError extends Error {
  override readonly name = "NotRationalError";
}
