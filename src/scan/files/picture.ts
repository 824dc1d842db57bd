/** `scan --plot`: the picture of a scan from its rows. Node only. */
import { extname } from "node:path";
import { InputError, excerpt } from "../../input/errors.js";
import { renderPng, renderSvg, requireDrawable, scanFigure } from "../../plot/index.js";
import { axisCount, axisValues } from "../axis.js";
import { scanHeader } from "../rows-out.js";
import { columnsOf, type ScanPlan } from "../plan.js";
import { type RowReader, rowReader } from "./rows-in.js";
import { unitLabels } from "../../junction/units.js";
import { writeAtomically } from "../../files/atomic-write.js";

const KINDS = [".svg", ".png", ".json"] as const;

/** Takes the rows of a scan and draws them when they are complete. */
export interface ScanPlot {
  /** Takes the bytes of the rows, header first. */
  readonly push: RowReader["push"];
  /** Writes the picture. */
  readonly finish: () => Promise<void>;
}

/**
 * Prepares a picture: SVG, PNG (300 dpi) or the Vega-Lite specification in JSON, by the ending of its name.
 * @throws InputError, before anything is computed, for other names and for scans that no picture shows
 */
export function scanPlot(plan: ScanPlan, path: string): ScanPlot {
  const where = `--plot ${excerpt(path, 200)}`;
  const kind = KINDS.find((ending) => ending === extname(path).toLowerCase());
  if (kind === undefined) {
    throw new InputError("is no kind of picture", {
      where,
      hint: "write F.svg, F.png, or F.json for Vega-Lite",
    });
  }
  if (plan.points.kind === "file") {
    throw new InputError("points of a file are on no grid", { where, hint: "a picture needs axes" });
  }
  const { axes } = plan.points;
  requireDrawable(axes.map((axis) => ({ name: axis.name, count: axisCount(axis) })));
  const names = columnsOf(plan);
  const unit = unitLabels(plan.junction);
  let columns: readonly Float64Array[] = [];
  const reader = rowReader(scanHeader(plan), names.length, plan.total, (group) => {
    columns = group;
    return Promise.resolve();
  });
  const finish = async (): Promise<void> => {
    await reader.end();
    const quantities = names.slice(axes.length).map((name, i) => ({
      name,
      unit: unit(name),
      values: columns[axes.length + i] as Float64Array,
    }));
    const grid = axes.map((axis) => ({
      name: axis.name,
      unit: unit(axis.name),
      values: Array.from({ length: axisCount(axis) }, (_, i) => axisValues(axis)(i)),
      logarithmic: axis.kind === "log",
    }));
    const spec = scanFigure(grid, quantities);
    const content =
      kind === ".json"
        ? `${JSON.stringify(spec)}\n`
        : kind === ".svg"
          ? await renderSvg(spec)
          : await renderPng(spec);
    await writeAtomically(path, content, "--plot");
  };
  return { push: reader.push, finish };
}
