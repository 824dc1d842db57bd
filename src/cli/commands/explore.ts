/** `heatdiode explore`: the explorer's page, served to this computer only, and opened in the browser. */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize, sep } from "node:path";
import { type CommandOptions, type RunCommand } from "../command.js";
import { InputError } from "../../input/errors.js";
import { parseJunctionData } from "../../junction/file/data.js";
import { junctionOf } from "../../junction/file/parse.js";
import { isJunctionPath, loadJunction, readAndParse } from "../../junction/file/load.js";

/** The page beside the compiled command line, wherever in the package this file is run from. */
const PAGE = join(dirname(createRequire(import.meta.url).resolve("heatdiode/package.json")), "dist", "web");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
};

/** Also for the worker, which does not inherit the policy of a page's meta element. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data: blob:; worker-src 'self'; " +
  "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types default";

export const run: RunCommand = async (argument, options, { kept }) => {
  const view = argument === "" ? "" : await viewOf(argument, options);
  const server = await serveFolder(PAGE);
  const url = `${server.url}${view}`;
  openBrowser(url);
  kept?.("the explorer has ended");
  return { text: `heatdiode explorer at ${url}\nIt listens on this computer only; Ctrl+C ends it.` };
};

/** The fragment of the address that shows a junction. @throws InputError if there is no such junction */
async function viewOf(argument: string, options: CommandOptions): Promise<string> {
  if (!isJunctionPath(argument)) {
    const { name } = await loadJunction(argument, options);
    return `#j=${encodeURIComponent(name)}`;
  }
  const file = await readAndParse(argument, async (text) => {
    const data = await parseJunctionData(text);
    await junctionOf(data);
    return data;
  });
  return `#file=${encodeURIComponent(JSON.stringify(file))}`;
}

/** A running server of a folder. */
export interface FolderServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves the files of a folder on 127.0.0.1, at a free port.
 * @throws InputError if there is no page in the folder
 */
export async function serveFolder(folder: string): Promise<FolderServer> {
  const page = await readFile(join(folder, "index.html")).catch(() => undefined);
  if (page === undefined) {
    throw new InputError("the explorer has not been built", { hint: "run npm run build:web" });
  }
  const server = createServer((request, response) => {
    void answer(folder, request, response);
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Another site's page could reach this port under a name of its own that points to 127.0.0.1.
  const local = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "");
  const path = pathOf(request.url ?? "/");
  const file = path === undefined ? undefined : normalize(join(folder, path));
  const known = file === undefined ? undefined : TYPES[extname(file)];
  if (!local || request.method !== "GET" || known === undefined || !file?.startsWith(folder + sep)) {
    response.writeHead(404).end();
    return;
  }
  try {
    const body = await readFile(file);
    response.writeHead(200, {
      "content-type": known,
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache",
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}

function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0] ?? "");
    return path.endsWith("/") ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}

/** Asks the system for its browser; where there is none the address that is printed has to do. */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", url]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", url]
        : ["xdg-open", url];
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
