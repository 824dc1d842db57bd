/** Property tests draw the same examples in every run; `test/effort.ts` says how to explore others. */
import fc from "fast-check";
import { seed } from "./effort.js";

fc.configureGlobal({ seed: seed(20090304) });
