/**
 * How much the tests that draw at random do, and from where: a share of it at every change, all of it with HEATDIODE_LONG=1
 * (`npm run test:long`). PROPERTY_SEED sets another seed for all of them, PROPERTY_SEED=random one that is drawn; `test/seed.ts`
 * prints it.
 */
const LONG = process.env["HEATDIODE_LONG"] === "1";

/** The number of draws: `whole` in a long run, `share` of them at every change. */
export function draws(whole: number, share: number): number {
  return LONG ? whole : share;
}

/** The seed of a test: that of PROPERTY_SEED, or its own. */
export function seed(own: number): number {
  return Number(process.env["PROPERTY_SEED"] ?? own);
}
