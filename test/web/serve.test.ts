/** The server of `heatdiode explore`: this computer only, the page's files only. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveFolder, type FolderServer } from "../../src/commands/explore.js";

let server: FolderServer;

beforeAll(async () => {
  const outside = await mkdtemp(join(tmpdir(), "heatdiode-serve-"));
  await writeFile(join(outside, "secret.html"), "secret");
  const folder = await mkdtemp(join(outside, "page-"));
  await writeFile(join(folder, "index.html"), "the page");
  await writeFile(join(folder, "notes.txt"), "not a part of the page");
  server = await serveFolder(folder);
});
afterAll(() => server.close());

/** Status, headers and body of a raw request: no client tidies up the path. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  const { port } = new URL(server.url);
  return new Promise<{ status: number; policy: string; body: string }>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => {
        const policy = String(response.headers["content-security-policy"] ?? "");
        resolve({ status: response.statusCode ?? 0, policy, body });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}

test("serves the page with its policy", async () => {
  const { status, policy, body } = await ask("/");
  expect([status, body]).toEqual([200, "the page"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
});

test.each([
  "/../secret.html",
  "/%2e%2e/secret.html",
  "/..%2fsecret.html",
  "/notes.txt",
  "/%",
  "/absent.html",
])("gives nothing for %s", async (path) => {
  const { status, body } = await ask(path);
  expect([status, body]).toEqual([404, ""]);
});

test("gives nothing to a page of another name, nor to other methods", async () => {
  expect((await ask("/", { host: "evil.example" })).status).toBe(404);
  expect((await ask("/", {}, "POST")).status).toBe(404);
});

test("says what to do where the page was not built", async () => {
  await expect(serveFolder(join(tmpdir(), "heatdiode-no-such-folder"))).rejects.toThrow("npm run build:web");
});
