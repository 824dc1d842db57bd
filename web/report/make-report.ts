/** The report of `heatdiode report`, made on the page: one HTML file that opens without a network. */
import { type Bindings } from "../../src/junction/bindings.js";
import { type Junction } from "../../src/junction/junction.js";
import { junctionReport } from "../../src/report/junction-report.js";

/** The version of heatdiode that the page was built from. */
declare const HEATDIODE_VERSION: string;

/** @param again how to make it again: a command, or an address that shows the same view */
export function makeReport(
  junction: Junction,
  point: Bindings,
  order: number,
  again: string,
): Promise<string> {
  return junctionReport(junction, {
    order,
    values: new Map(),
    point,
    version: HEATDIODE_VERSION,
    command: again,
    progress: () => undefined,
  });
}
