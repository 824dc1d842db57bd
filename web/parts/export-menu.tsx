/** The coefficients in any format of the command line, and a report: copied or saved. */
import { useState } from "preact/hooks";
import { FORMATS, type Format } from "../../src/print/format.js";
import { CancelledError } from "../engine/lane.js";
import { copyText, saveFile } from "../plot/save.js";
import { type Actions } from "./actions.js";

/** Formats of the menu: what the command line prints, and reports on the junction. */
export type ExportFormat = Exclude<Format, "tex" | "csv" | "ndjson"> | "report" | "latex-report";

const NAMES: Readonly<Record<string, readonly [label: string, extension: string]>> = {
  latex: ["LaTeX", "tex"],
  report: ["Report (HTML)", "html"],
  "latex-report": ["Report (LaTeX)", "tex"],
  markdown: ["Markdown", "md"],
  text: ["ASCII text", "txt"],
  json: ["JSON", "json"],
  maxima: ["Maxima", "mac"],
  sympy: ["Python (SymPy)", "py"],
  numpy: ["Python (NumPy, JAX)", "py"],
  mathematica: ["Mathematica", "wl"],
  julia: ["Julia", "jl"],
  octave: ["Octave, MATLAB", "m"],
  c: ["C", "c"],
  js: ["JavaScript", "js"],
};

const OFFERED = [
  "latex",
  "report",
  "latex-report",
  ...FORMATS.filter((f) => f !== "latex" && f in NAMES),
] as readonly ExportFormat[];

interface ExportMenuProps {
  readonly name: string;
  readonly make: (format: ExportFormat) => Promise<string>;
  readonly say: Actions["say"];
}

export function ExportMenu({ name, make, say }: ExportMenuProps) {
  const [format, setFormat] = useState<ExportFormat>("latex");
  const [label, extension] = NAMES[format] ?? [format, "txt"];
  const use = (act: (text: string) => void | Promise<void>): void => {
    make(format).then(act, (error: unknown) =>
      say(
        error instanceof CancelledError ? "Stopped." : error instanceof Error ? error.message : String(error),
      ),
    );
  };
  return (
    <div class="row export">
      <label>
        Take it as{" "}
        <select value={format} onChange={(event) => setFormat(event.currentTarget.value as ExportFormat)}>
          {OFFERED.map((f) => (
            <option key={f} value={f}>
              {NAMES[f]?.[0] ?? f}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="quiet"
        aria-label={`Copy the expansion as ${label}`}
        onClick={() =>
          use(async (text) =>
            say((await copyText(text)) ? `Copied as ${label}.` : "The browser did not allow copying."),
          )
        }
      >
        Copy
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={`Save the expansion as ${label}`}
        onClick={() =>
          use((text) =>
            saveFile(
              `${name.replace(/[^\w-]/g, "_")}.${extension}`,
              format === "report" ? "text/html" : "text/plain",
              text,
            ),
          )
        }
      >
        Save
      </button>
    </div>
  );
}
