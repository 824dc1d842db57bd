/** `heatdiode new`: a junction file to start from. */
import { type RunCommand } from "../command.js";
import { shippedModel } from "../../files/models.js";

export const run: RunCommand = async (name) => ({ text: (await shippedModel(name)).text.trimEnd() });
