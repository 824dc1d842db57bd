/** Links between the documents lead somewhere, and the index of docs/ is complete. */
import { access, readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const pages = (await readdir(new URL("docs/", root))).filter((name) => name.endsWith(".md"));
const documents = [
  "README.md",
  "REFERENCES.md",
  "CHANGELOG.md",
  "examples/README.md",
  ...pages.map((p) => `docs/${p}`),
];

test.each(documents)("%s", async (path) => {
  const here = new URL(path, root);
  const text = (await readFile(here, "utf8")).replace(/```[^]*?```/g, "");
  const broken: string[] = [];
  for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^(?:https?:|#)/.test(target)) continue;
    await access(new URL(target.replace(/#.*/, ""), here)).catch(() => broken.push(target));
  }
  expect(broken).toEqual([]);
});

test("docs/README.md lists every page", async () => {
  const index = await readFile(new URL("docs/README.md", root), "utf8");
  for (const page of pages) if (page !== "README.md") expect(index).toContain(`](${page})`);
});

test("every DOI leads to itself", async () => {
  const text = await readFile(new URL("REFERENCES.md", root), "utf8");
  const links = [...text.matchAll(/\[(10\.[^\]]+)\]\(https:\/\/doi\.org\/([^)]+)\)/g)];
  expect(links.length).toBeGreaterThan(5);
  for (const [, shown, target] of links) expect(target).toBe(shown);
});
