/** The figures of a report. */
import { type Junction } from "../junction.js";
import { type Html, html } from "./html.js";
import { type ReportPoint } from "./point.js";

/** Current and ratio against Δ. */
export function figuresHtml(_junction: Junction, _point: ReportPoint): Promise<Html> {
  return Promise.resolve(html``);
}
