/**
 * How much the tests that draw at random do: a share of it at every change, all of it with HEATDIODE_LONG=1
 * (`npm run test:long`).
 */
const LONG = process.env["HEATDIODE_LONG"] === "1";

/** The number of draws: `whole` in a long run, `share` of them at every change. */
export function draws(whole: number, share: number): number {
  return LONG ? whole : share;
}
