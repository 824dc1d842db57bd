/** The server of `heatdiode explore`: this computer only, the page's files only. */
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveFolder, type FolderServer } from "../../src/cli/commands/explore.js";

let server: FolderServer;
let beside: string;

beforeAll(async () => {
  const outside = await mkdtemp(join(tmpdir(), "heatdiode-serve-"));
  await writeFile(join(outside, "secret.html"), "secret");
  const folder = await mkdtemp(join(outside, "page-"));
  await writeFile(join(folder, "index.html"), "the page");
  await writeFile(join(folder, "notes.txt"), "not a part of the page");
  // A folder beside the page whose name begins with that of the page.
  beside = `${folder}-beside`;
  await mkdir(beside);
  await writeFile(join(beside, "secret.html"), "secret");
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

// Names that begin or end with one of ours, as an attacker can have them point to 127.0.0.1.
test.each([
  "evil.example",
  "127.0.0.1.evil.example",
  "localhost.evil.example:8080",
  "evil-localhost",
  "evil.example:127.0.0.1",
  "evil127.0.0.1",
  "127.0.0.1:80@evil.example",
  "127.0.0.1:80:80",
  "127.0.0.1:",
  "127x0y0z1",
  "localhost:80\tevil",
])("gives nothing to a page of the name %s", async (host) => {
  expect((await ask("/", { host })).status).toBe(404);
});

test.each(["127.0.0.1", "127.0.0.1:4711", "localhost", "localhost:4711"])("answers to %s", async (host) => {
  expect((await ask("/", { host })).status).toBe(200);
});

test.each(["POST", "PUT", "HEAD", "OPTIONS", "DELETE"])("gives nothing to %s", async (method) => {
  expect((await ask("/", {}, method)).status).toBe(404);
});

test("listens on the loopback address and on no other", async () => {
  const { hostname, port } = new URL(server.url);
  expect(hostname).toBe("127.0.0.1");
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal);
  for (const { address } of [...others, { address: "127.0.0.2" }]) {
    const answer = await new Promise((resolve) => {
      const socket = connect({ host: address, port: Number(port), timeout: 2000 });
      for (const event of ["connect", "error", "timeout"] as const)
        socket.once(event, () => {
          socket.destroy();
          resolve(event);
        });
    });
    expect([address, answer]).not.toEqual([address, "connect"]);
  }
});

test("gives nothing from a folder that only begins with the same name", async () => {
  expect((await ask(`/../${basename(beside)}/secret.html`)).status).toBe(404);
  expect((await ask(`/%2e%2e/${basename(beside)}/secret.html`)).status).toBe(404);
});

test("says what to do where the page was not built", async () => {
  await expect(serveFolder(join(tmpdir(), "heatdiode-no-such-folder"))).rejects.toThrow("npm run build:web");
});
