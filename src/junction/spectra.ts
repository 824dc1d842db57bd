/** What stands beneath formulas that hold couplings by name: Γ_L(ω) = … */
import { type Expression } from "../../symbolic/expression/expression.js";
import { toText } from "../expression/ascii.js";
import { withNumbersFolded } from "../expression/exact-value.js";
import { symbolLatex } from "../input/names.js";
import { toLatex } from "../print/latex.js";
import { type Junction, type NamedSpectrum } from "./junction.js";

type WithSpectra = Pick<Junction, "spectra" | "namedGap">;

/** A definition as an equation in omega. */
export interface SpectrumDefinition {
  readonly name: string;
  readonly latex: string;
  readonly value: Expression;
}

/** The definitions of the spectra; none for functions known only by name. */
export function spectrumDefinitions({ spectra = [], namedGap }: WithSpectra): readonly SpectrumDefinition[] {
  const couplings = spectra.flatMap(({ name, definition }) => {
    const left = `${name}(omega)`;
    return definition ? [{ name: left, latex: symbolLatex(left), value: withNumbersFolded(definition) }] : [];
  });
  if (!namedGap) return couplings;
  const { name, value } = namedGap;
  return [{ name, latex: symbolLatex(name), value: withNumbersFolded(value) }, ...couplings];
}

/** `any spectral density G(omega) > 0`, for functions known only by name. */
function unknownText({ spectra = [] }: WithSpectra, write: (name: string) => string): string | undefined {
  const names = spectra
    .filter(({ definition }) => definition === undefined)
    .map(({ name }) => write(`${name}(omega)`));
  return names.length === 0 ? undefined : `for every spectral density ${names.join(", ")} > 0`;
}

/** The definitions as indented lines under a heading; nothing where there are none. */
export function spectrumLines(junction: WithSpectra): readonly string[] {
  const lines = spectrumDefinitions(junction).map(({ name, value }) => `  ${name} = ${toText(value)}`);
  const unknown = unknownText(junction, (name) => name);
  const heading = junction.namedGap ? "with" : "with the couplings at a gap omega";
  return [
    ...(lines.length === 0 ? [] : ["", heading, ...lines]),
    ...(unknown === undefined ? [] : ["", unknown]),
  ];
}

/** The definitions as LaTeX equations. */
export function spectrumLatex(junction: WithSpectra): readonly string[] {
  return spectrumDefinitions(junction).map(({ latex, value }) => `${latex} = ${toLatex(value)}`);
}

/** The same in one sentence of LaTeX text; nothing where there is nothing to say. */
export function spectrumSentence(junction: WithSpectra): readonly string[] {
  const equations = spectrumLatex(junction).map((e) => `$${e}$`);
  const unknown = unknownText(junction, (name) => `$${symbolLatex(name)}$`)?.replace(" > 0", " $> 0$");
  return [
    ...(equations.length === 0
      ? []
      : [`${junction.namedGap ? "Here" : "The couplings at a gap $\\omega$ are"} ${equations.join(", ")}.`]),
    ...(unknown === undefined ? [] : [`This holds ${unknown}.`]),
  ];
}

/** For JSON: absent where there are none; `expression` is null where only the name is known. */
export function spectrumJson({ spectra = [] }: WithSpectra): { readonly spectra?: readonly object[] } {
  if (spectra.length === 0) return {};
  const tidied = ({ definition }: NamedSpectrum): Expression | undefined =>
    definition && withNumbersFolded(definition);
  return {
    spectra: spectra.map((s) => {
      const value = tidied(s);
      return {
        name: `${s.name}(omega)`,
        values: s.values.map(({ name }) => name),
        expression: value ? toText(value) : null,
        latex: value ? toLatex(value) : null,
      };
    }),
  };
}
