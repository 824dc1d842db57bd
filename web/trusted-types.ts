/**
 * Trusted Types: the page's policy lets no text become markup, script or the address of a script. KaTeX and Preact build
 * nodes and need nothing of it; only the workers are started from addresses, and only these are let through.
 */

/** The part of the browser's interface that is used here; absent in browsers without Trusted Types. */
interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): unknown;
}

/** Lets scripts start that lie beside the page, or that the page holds itself (the single file's). */
export function allowOwnWorkers(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy("default", {
    createScriptURL(url) {
      const { href, protocol } = new URL(url, document.baseURI);
      const folder = new URL(".", document.baseURI).href;
      if (protocol === "blob:" || href.startsWith(folder)) return url;
      throw new TypeError(`no script of another place: ${href}`);
    },
  });
}
