/** Forms in which the closed current is printed (`exact/formula/current.ts`). */
export const FORMS = ["paper", "boltzmann", "tanh"] as const;
export type Form = (typeof FORMS)[number];
