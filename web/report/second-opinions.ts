/** In the browser no other algebra system is asked: they make code from text, which the page's policy forbids. */
import { type SecondOpinion } from "../../src/verify/external-cas.js";

/** The systems that are asked: none. */
export const SYSTEMS: readonly SecondOpinion["system"][] = [];

/** @throws always: there is no system to open */
export function secondOpinion(system: SecondOpinion["system"]): SecondOpinion {
  throw new Error(`${system} is not asked in a browser`);
}
