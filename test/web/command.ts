/** The command line's answer, to compare the page with. */
import { heatdiode } from "../heatdiode.js";

/** The JSON that a command prints. */
export async function commandJson(...argv: readonly string[]): Promise<unknown> {
  const { status, out, err } = await heatdiode(...argv, "--json");
  if (status !== 0) throw new Error(err);
  return JSON.parse(out);
}
