/** Forms in which the closed current is printed (`current-form.ts`). */
export const FORMS = ["paper", "boltzmann", "tanh"] as const;
export type Form = (typeof FORMS)[number];
