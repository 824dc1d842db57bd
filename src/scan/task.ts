/** What a scan and its threads say to each other. */
import { type Columns } from "./compute.js";
import { type Gaps } from "./gap.js";

/** A piece of work: rows of the axes, or points of a file. */
export type ScanTask = { readonly from: number; readonly to: number } | { readonly points: Columns };

/** Its answer: the text in bytes, or what is wrong with the input. */
export type ScanAnswer =
  | { readonly bytes: Uint8Array; readonly gaps: Gaps }
  | { readonly wrong: string }
  | { readonly defect: string };
