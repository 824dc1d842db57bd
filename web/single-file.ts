/** Puts the built script and style into the page, so that it is one file. */
import { createHash } from "node:crypto";
import { type Plugin } from "vite";
import { singleFilePolicy } from "./content-policy.js";

const hash = (text: string): string => `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;

/** @param fileName what the page is called */
export function singleFile(fileName: string): Plugin {
  return {
    name: "single-file",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const page = files.find((f) => f.fileName.endsWith(".html"));
      const script = files.find((f) => f.type === "chunk" && f.isEntry);
      const style = files.find((f) => f.fileName.endsWith(".css"));
      if (page?.type !== "asset" || script?.type !== "chunk" || style?.type !== "asset")
        throw new Error("the single file needs one page, one script and one style");
      // "</script" inside a string would end the element.
      const code = script.code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
      const css = String(style.source);
      const html = String(page.source)
        .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${css}</style>`)
        .replace(/<script type="module"[^>]*><\/script>/, "")
        .replace("</body>", () => `<script type="module">${code}</script></body>`)
        .replace("%CSP%", () => singleFilePolicy(hash(code), hash(css)));
      for (const { fileName: name } of files) Reflect.deleteProperty(bundle, name);
      this.emitFile({ type: "asset", fileName, source: html });
    },
  };
}
