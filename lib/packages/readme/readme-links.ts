import { README_ID } from "@/lib/packages/readme/allowed-elements";
import type { ReadmePlace } from "@/lib/packages/readme/types";
import { packageHref } from "@/lib/paths";

/** Keeps links to the web and mail; a relative address becomes the file of this version; removes all others. */
export function readmeHref(url: string, { name, version }: ReadmePlace): string {
  if (url.startsWith("#")) return url.length > 1 ? `#${README_ID}${url.slice(1)}` : "";
  if (/^(https?:|mailto:)/i.test(url)) return url;
  if (url.startsWith("//")) return `https:${url}`;
  if (url === "" || /^[a-z][a-z\d+.-]*:/i.test(url)) return "";
  const path = filePath(url);
  return path === null ? "" : packageHref(name, { version, tab: "files", path });
}

/** `./docs/../a%20b.md?x#y` → `a b.md`; null for anything that is no path. */
function filePath(url: string): string | null {
  try {
    const { pathname } = new URL(url, "http://readme.invalid/");
    return decodeURIComponent(pathname).replace(/^\/+|\/+$/g, "");
  } catch {
    return null;
  }
}
