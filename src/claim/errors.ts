/** The formula cannot be brought into the field; the claim stays undecided for this reason. */
export class OutsideFieldError extends Error {
  override readonly name = "OutsideFieldError";
}
