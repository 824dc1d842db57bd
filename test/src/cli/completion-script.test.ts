/** Shell comfort: completion scripts that the shells accept, examples and help within 80 columns, the manual page. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../../src/cli/commands/table.js";
import { manualPage } from "../../../src/cli/manual.js";
import { commandOptionsOf, SHELLS } from "../../../src/cli/completion-script.js";
import { heatdiode } from "../../heatdiode.js";

async function answer(...words: string[]): Promise<{ status: number; text: string }> {
  const { status, out, err } = await heatdiode(...words);
  return { status, text: out + err };
}

const installed = (shell: string): boolean => spawnSync(shell, ["--version"]).status === 0;

describe("completion", () => {
  it.each(SHELLS)("%s: names every command and option, and the shell reads it", async (shell) => {
    const { status, text } = await answer("completion", shell);
    expect(status).toBe(0);
    for (const command of COMMANDS) {
      expect(text).toContain(command.name);
      for (const option of commandOptionsOf(command)) expect(text).toContain(option.flag.slice(2));
    }
    if (!installed(shell)) return;
    const file = join(mkdtempSync(join(tmpdir(), "heatdiode-")), `completion.${shell}`);
    writeFileSync(file, text);
    const read = spawnSync(shell, ["-n", file], { encoding: "utf8" });
    expect({ status: read.status, stderr: read.stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("bash offers junctions and formats", async () => {
    const { text } = await answer("completion", "bash");
    const ask = (words: string, at: number): string[] =>
      spawnSync(
        "bash",
        ["-c", `${text}\nCOMP_WORDS=(${words}); COMP_CWORD=${at}; _heatdiode; echo "\${COMPREPLY[@]}"`],
        {
          encoding: "utf8",
        },
      )
        .stdout.trim()
        .split(" ");
    expect(ask("heatdiode exp", 1)).toContain("expand");
    expect(ask("heatdiode expand spin-TLS", 2)).toEqual([
      "spin-TLS-spin",
      "spin-TLS-solid",
      "spin-TLS-metal",
    ]);
    expect(ask("heatdiode expand x --format ma", 4)).toEqual(["markdown", "maxima", "mathematica"]);
  });

  it("another shell is wrong input", async () => {
    const { status, text } = await answer("completion", "zhs");
    expect(status).toBe(2);
    expect(text).toContain("zsh");
  });
});

describe("help", () => {
  it("the help of every command fits 80 columns", async () => {
    for (const { name } of COMMANDS) {
      const { text } = await answer("help", name);
      expect({ name, long: text.split("\n").filter((line) => line.length > 80) }).toEqual({ name, long: [] });
    }
  });

  it("every command has examples that begin with its name, within 80 columns", () => {
    for (const { name, examples } of COMMANDS) {
      expect({ name, examples: examples.length > 0 }).toEqual({ name, examples: true });
      expect(examples.some((e) => e.includes(`heatdiode ${name}`))).toBe(true);
      for (const line of examples.flatMap((e) => e.split("\n"))) expect(line.length).toBeLessThanOrEqual(78);
    }
  });

  it("the guided start fits 80 columns and names every command", async () => {
    const { text } = await answer();
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    for (const { name } of COMMANDS) expect(text).toContain(`heatdiode ${name}`);
  });

  it("answers as text fit 80 columns", async () => {
    const at = "T_a=1,Delta=0.2,omega=1,Gamma_L=1,Gamma_R=3,delta_R=0.5,mu_R=1";
    for (const argv of [
      ["list"],
      ["conditions", "--all"],
      ["conditions", "solid-TLS-metal"],
      ["conditions", "examples/qutrit-diode.json"],
      ["evaluate", "solid-TLS-metal", "--at", at],
      ["transitions", "examples/qutrit-diode.json", "--at", "T_a=1,Delta=0.2"],
      ["traces", "--order", "3"],
      ["paper"],
      ["expand", "spin-TLS-metal", "--order", "5"],
      ["expand", "metal-HO-metal", "--order", "4"],
      ["current", "solid-spin:3/2-spin", "--form", "boltzmann"],
    ]) {
      const { text } = await answer(...argv);
      const long = text.split("\n").filter((line) => line.length > 80);
      expect({ argv, long }).toEqual({ argv, long: [] });
    }
  });
});

describe("manual page", () => {
  it("describes every command and option", () => {
    const page = manualPage("1.2.3", COMMANDS);
    expect(page).toMatch(/^\.TH HEATDIODE 1 "" "heatdiode 1\.2\.3"/);
    for (const command of COMMANDS) expect(page).toContain(`heatdiode ${command.name.replace(/-/g, "\\-")}`);
    if (spawnSync("groff", ["--version"]).status !== 0) return;
    const groff = spawnSync("groff", ["-man", "-ww", "-Tascii"], { input: page, encoding: "utf8" });
    expect(groff.stderr).toBe("");
  });
});
