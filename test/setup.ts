/** Property tests draw the same examples in every run; set PROPERTY_SEED to explore others. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["PROPERTY_SEED"] ?? "20090304") });
