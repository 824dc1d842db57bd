/** Says before the tests which seed they draw from, so that a failure can be had again. */
export function setup(): void {
  if (process.env["PROPERTY_SEED"] === "random")
    process.env["PROPERTY_SEED"] = String(Math.floor(Math.random() * 2 ** 31));
  const given = process.env["PROPERTY_SEED"];
  console.log(
    given === undefined
      ? "Seeds: each test's own; PROPERTY_SEED=n sets one for all, PROPERTY_SEED=random draws it."
      : `Seed: ${given}; PROPERTY_SEED=${given} repeats it.`,
  );
}
