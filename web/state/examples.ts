/** Junctions one click away: those of the paper, and the files of `examples/`. */
import { type JunctionSpec } from "./junction-spec.js";

/** Texts of junction files, by the name shown. */
export const EXAMPLE_FILES: readonly { readonly name: string; readonly text: string }[] = Object.entries(
  import.meta.glob<string>("../../examples/*.json", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
).map(([path, text]) => ({
  name: (path.split("/").at(-1) ?? path).replace(".json", "").replaceAll("-", " "),
  text,
}));

export interface Example {
  readonly name: string;
  readonly about: string;
  readonly spec: JunctionSpec;
}

export const EXAMPLES: readonly Example[] = [
  {
    name: "spin-TLS-metal",
    about: "Fig. 2, dashed: the gap tunes the ratio",
    spec: { left: { bath: "spin" }, subsystem: { kind: "TLS" }, right: { bath: "metal" } },
  },
  {
    name: "spin-HO-metal",
    about: "Fig. 2, full line",
    spec: { left: { bath: "spin" }, subsystem: { kind: "HO" }, right: { bath: "metal" } },
  },
  {
    name: "solid-TLS-solid",
    about: "(21): the type B rectifier",
    spec: { left: { bath: "solid" }, subsystem: { kind: "TLS" }, right: { bath: "solid" } },
  },
  {
    name: "solid-HO-solid",
    about: "never rectifies",
    spec: { left: { bath: "solid" }, subsystem: { kind: "HO" }, right: { bath: "solid" } },
  },
  {
    name: "solid-HO-metal",
    about: "(20)",
    spec: { left: { bath: "solid" }, subsystem: { kind: "HO" }, right: { bath: "metal" } },
  },
  {
    name: "Power-law baths",
    about: "rates of one's own, T² and ω³",
    spec: {
      left: { bath: "custom", rate: "Gamma_L*T^2/(1 - exp(-omega/T))" },
      subsystem: { kind: "HO" },
      right: { bath: "solid" },
    },
  },
];
