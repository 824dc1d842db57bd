/** `heatdiode merge`: the shards of a scan as one file, byte for byte that of a single run. */
import { type RunCommand } from "../command.js";
import { mergeInto, orderedShards, streamMerged } from "../../scan/files/merge.js";

export const run: RunCommand = async (_junction, { files, force, out }, { write }) => {
  if (out === undefined) {
    const decoder = new TextDecoder();
    await streamMerged(await orderedShards(files), (bytes) => write(decoder.decode(bytes, { stream: true })));
  } else await mergeInto(out, files, { force });
  return { text: "", written: true };
};
