/** `heatdiode check-proof FILE`: re-verifies a certificate by expanding polynomials. */
import { checkProof, type ProofCheck } from "../check-proof.js";
import { type RunCommand } from "../command.js";
import { excerpt, InputError } from "../errors.js";
import { parseJson } from "../exact-json.js";
import { readAndParse } from "../load.js";

/** Certificates of many levels are long. */
const CERTIFICATE_FILE = { limit: 256_000_000, hint: "give a file that `conditions --json` wrote" };

export const run: RunCommand = async (file, options) => {
  if (file === "")
    throw new InputError("a file is missing", { hint: "heatdiode conditions JUNCTION --json writes one" });
  const where = excerpt(file, 200);
  const data = await readAndParse(file, parseJson, CERTIFICATE_FILE);
  const results = certificatesIn(data, where).map(({ name, certificate, contradiction }) => {
    try {
      const result = checkProof(certificate);
      if (contradiction === undefined || !result.accepted) return { name, ...result };
      return { name, accepted: false, reason: contradiction, verified: result.verified };
    } catch (error) {
      throw error instanceof InputError ? error.within(where) : error;
    }
  });
  const accepted = results.every((r) => r.accepted);
  const text =
    options.format === "json"
      ? JSON.stringify({ file, accepted, results }, null, 2)
      : results.map(line).join("\n");
  return { text, exitCode: accepted ? 0 : 1 };
};

function line({ name, accepted, reason, verified }: ProofCheck & { readonly name: string }): string {
  const steps = verified.map((step) => `  ${step}`);
  const head = accepted ? `${name}: accepted` : `${name}: REJECTED: ${reason ?? ""}`;
  return [head, ...steps].join("\n");
}

interface Found {
  readonly name: string;
  readonly certificate: unknown;
  /** Where the answer around the certificate says something else than what is proved. */
  readonly contradiction?: string;
}

/** A certificate, the answer of `conditions --json` that holds one, or a list of these. */
function certificatesIn(data: unknown, where: string): Found[] {
  if (Array.isArray(data))
    return data.flatMap((item) => {
      if (Array.isArray(item))
        throw new InputError("a list in a list", { where, hint: "give a list of answers" });
      return certificatesIn(item, where);
    });
  const outer = new Map<string, unknown>(
    typeof data === "object" && data !== null ? Object.entries(data) : [],
  );
  const proof = outer.has("format") ? data : outer.get("proof");
  if (typeof proof !== "object" || proof === null) {
    throw new InputError("holds no certificate", {
      where,
      hint: "give a file that `conditions --json` wrote",
    });
  }
  const inner = new Map<string, unknown>(Object.entries(proof));
  const name = inner.get("junction");
  const differs = ["junction", "rectifies", "vanishesIff"].find(
    (key) => JSON.stringify(outer.get(key)) !== JSON.stringify(inner.get(key)),
  );
  return [
    {
      name: typeof name === "string" ? excerpt(name, 80) : "certificate",
      certificate: proof,
      ...(differs === undefined ? {} : { contradiction: `the answer's "${differs}" is not what is proved` }),
    },
  ];
}
