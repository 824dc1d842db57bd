/**
 * Builds the explorer: the static folder `dist/web`, or with `--mode single` the one file `dist/web/heatdiode.html`, which works
 * from the disk. Both carry a strict Content-Security-Policy.
 */
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { CONTENT_POLICY } from "./content-policy.js";
import { singleFile } from "./single-file.js";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const HERE = import.meta.dirname;

/** The engine from its own file, or from a blob. */
function spawnEngine(single: boolean): Plugin {
  const file = resolve(HERE, "engine", single ? "spawn-inline.ts" : "spawn.ts");
  return { name: "spawn-engine", resolveId: (id) => (id === "virtual:spawn-engine" ? file : undefined) };
}

/** Packages that src loads, by what stands for them in the browser. */
const PACKAGES: Readonly<Record<string, string>> = {
  vega: "report/vega.ts",
  "@resvg/resvg-js": "report/resvg.ts",
};

/** Modules of src that need Node, likewise. */
const TWINS: Readonly<Record<string, string>> = {
  "src/report/page/katex-style.ts": "report/katex-style.ts",
  "src/verify/external-cas.ts": "report/second-opinions.ts",
};

function browserTwins(): Plugin {
  return {
    name: "browser-twins",
    enforce: "pre",
    async resolveId(source, importer, options) {
      const stand = PACKAGES[source];
      if (stand !== undefined && importer?.startsWith(resolve(HERE, "../src"))) return resolve(HERE, stand);
      if (!source.startsWith(".")) return undefined;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const twin = found && TWINS[relative(resolve(HERE, ".."), found.id).replaceAll("\\", "/")];
      return twin ? resolve(HERE, twin) : undefined;
    },
  };
}

/** KaTeX offers each font in three formats; every browser that runs the page reads the first. */
function oneFontFormat(): Plugin {
  const others = /,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("(?:woff|truetype)"\)/g;
  return {
    name: "one-font-format",
    enforce: "pre",
    transform: (code, id) => (id.includes("katex.min.css") ? code.replace(others, "") : undefined),
  };
}

export default defineConfig(({ mode }) => {
  const single = mode === "single";
  const whole = { codeSplitting: !single };
  return {
    root: HERE,
    base: "./",
    define: { HEATDIODE_VERSION: JSON.stringify(version) },
    publicDir: false,
    logLevel: "warn",
    plugins: [
      spawnEngine(single),
      browserTwins(),
      oneFontFormat(),
      single
        ? singleFile("heatdiode.html")
        : { name: "policy", transformIndexHtml: (html) => html.replace("%CSP%", CONTENT_POLICY) },
    ],
    worker: {
      format: single ? "iife" : "es",
      plugins: () => [browserTwins()],
      rolldownOptions: { output: whole },
    },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: resolve(HERE, "../dist/web"),
      emptyOutDir: !single,
      target: "es2022",
      modulePreload: { polyfill: false },
      assetsInlineLimit: single ? Infinity : 0,
      chunkSizeWarningLimit: 2000,
      cssCodeSplit: !single,
      rolldownOptions: { output: whole },
    },
  };
});
