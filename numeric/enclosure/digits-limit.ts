/** Significant digits beyond which a request is refused, by every command and function that takes a number of digits. */
export const DIGITS_LIMIT = 20_000;
