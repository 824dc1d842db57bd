/** `heatdiode verify`: independent ways against every symbolic result of a junction, or of the whole gallery. */
import { type RunCommand } from "../command.js";
import { gallery, requireNumbers } from "../../verify/gallery.js";
import { loadJunction } from "../../junction/file/load.js";
import { verificationTable } from "../../verify/table.js";
import { SINGLE_OPINION_LIMIT, verify } from "../../verify/verify.js";

/** Other systems get this long for one question about one of many junctions, in milliseconds. */
const GALLERY_LIMIT = 2000;
/** The gallery is to be done within a minute, on a busy machine too. */
const GALLERY_BUDGET = 45_000;

export const run: RunCommand = async (argument, options, { status }) => {
  const junctions = argument === "" ? await gallery() : [await loadJunction(argument, options)];
  junctions.forEach(requireNumbers);
  const result = await verify(junctions, {
    ...(options.order === undefined ? {} : { order: options.order }),
    ...(argument === ""
      ? { opinionLimit: GALLERY_LIMIT, opinionBudget: GALLERY_BUDGET }
      : { opinionLimit: SINGLE_OPINION_LIMIT }),
    onProgress: (done, total) => {
      const filled = Math.round((done / total) * 30);
      status?.(`verify [${"#".repeat(filled)}${".".repeat(30 - filled)}] ${done}/${total}`);
    },
  });
  status?.("");
  const exitCode = result.failed > 0 ? 1 : 0;
  if (options.format === "json") return { text: JSON.stringify(result, null, 2), exitCode };
  const head = junctions.length === 1 ? [junctions[0]?.name ?? "", ""] : [];
  return { text: [...head, verificationTable(result, junctions.length)].join("\n"), exitCode };
};
