import { expect, it } from "vitest";
import { conditions } from "../../../src/conditions/conditions.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { checkProof } from "../../../src/proof-checker/check.js";

it.each([
  ["3/2", ["(3)/2"]],
  ["omega/3", ["(omega)/3"]],
  ["2*omega", ["2*omega"]],
])("a gap of %s stands whole in the certificate, which the checker accepts", async (gap, energies) => {
  const junction = await parseJunctionFile(
    JSON.stringify({ left: { bath: "solid" }, right: { bath: "solid" }, subsystem: { kind: "TLS", gap } }),
  );
  const { certificate } = conditions(junction);
  expect(certificate.variables.energies).toEqual(energies);
  expect(checkProof(JSON.parse(JSON.stringify(certificate)))).toMatchObject({ accepted: true });
});
