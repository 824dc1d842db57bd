/** The coefficients in any format of the command line, and a report: copied or saved. */
import { useState } from "preact/hooks";
import { FORMATS, type Format, formatsOf } from "../../src/print/format.js";
import { CancelledError } from "../engine/lane.js";
import { copyText, saveFile } from "../plot/save.js";
import { type Actions } from "./actions.js";

/** Formats of the menu: what the command line prints, and reports on the junction. */
export type ExportFormat = Exclude<Format, "tex" | "csv" | "ndjson"> | "report" | "latex-report";

/** The page has reports instead of bare documents in LaTeX, and no tables of scans. */
const isOffered = (format: Format): format is Exclude<Format, "tex" | "csv" | "ndjson"> =>
  format !== "tex" && FORMATS[format].kind !== "table";

const NAMES: Readonly<Record<ExportFormat, { readonly label: string; readonly extension: string }>> = {
  ...FORMATS,
  report: { label: "Report (HTML)", extension: "html" },
  "latex-report": { label: "Report (LaTeX)", extension: "tex" },
};

const OFFERED: readonly ExportFormat[] = [
  "latex",
  "report",
  "latex-report",
  ...formatsOf("text", "document", "data", "code").filter(isOffered),
];

interface ExportMenuProps {
  readonly name: string;
  readonly make: (format: ExportFormat) => Promise<string>;
  readonly say: Actions["say"];
}

export function ExportMenu({ name, make, say }: ExportMenuProps) {
  const [format, setFormat] = useState<ExportFormat>("latex");
  const { label, extension } = NAMES[format];
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
              {NAMES[f].label}
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
