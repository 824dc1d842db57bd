/** The Python package's own tests, over the command as it is built; skipped where python3 is missing, as the runner's list says. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { builtProgram } from "./built.js";
import { runs } from "./programs.js";

const hasPython = runs("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))");

describe.skipIf(!hasPython)("the Python package", () => {
  let program = "";
  beforeAll(() => {
    program = builtProgram();
  });

  it("passes its tests", () => {
    const command = `'${process.execPath}' '${resolve(program)}'`;
    const { status, stderr } = spawnSync(
      "python3",
      ["-B", "-m", "unittest", "discover", "-s", "python/tests"],
      {
        encoding: "utf8",
        env: { ...process.env, HEATDIODE: command },
      },
    );
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
    expect(stderr).toMatch(/Ran 1[0-9] tests/);
  });
});
