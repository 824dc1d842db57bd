/**
 * How much the tests that draw at random do, and from where: a share of it in `npm test` and `npm run test:long`, all of it with
 * HEATDIODE_DRAWS=all before the latter. PROPERTY_SEED sets another seed for all of them, PROPERTY_SEED=random one that is drawn; `test/seed.ts`
 * prints it.
 */
const ALL = process.env["HEATDIODE_DRAWS"] === "all";

/** The number of draws: `whole` where all are asked for, `share` of them otherwise. */
export function draws(whole: number, share: number): number {
  return ALL ? whole : share;
}

/** The seed of a test: that of PROPERTY_SEED, or its own. */
export function seed(own: number): number {
  return Number(process.env["PROPERTY_SEED"] ?? own);
}
