export type ManifestWords = {
  description: string;
  keywords: readonly string[];
  license: string;
  homepage: string;
  repository: string;
};

const MOST_KEYWORDS = 100;

/** The fields of a manifest that lists and search show. Malformed fields count as absent. */
export function describeManifest(manifest: Record<string, unknown>): ManifestWords {
  return {
    description: text(manifest.description, 1_000),
    keywords: keywords(manifest.keywords),
    license: text(member(manifest.license, "type") ?? manifest.license, 200),
    homepage: webAddress(manifest.homepage),
    repository: webAddress(member(manifest.repository, "url") ?? manifest.repository),
  };
}

function text(value: unknown, most: number): string {
  return typeof value === "string" ? value.slice(0, most) : "";
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(key) : undefined;
}

function keywords(value: unknown): string[] {
  const words: unknown[] = Array.isArray(value) ? value : typeof value === "string" ? value.split(/[\s,]+/) : [];
  const named = words.filter((word): word is string => typeof word === "string" && word.trim() !== "");
  return [...new Set(named.map((word) => word.trim().slice(0, 100)))].slice(0, MOST_KEYWORDS);
}

/** Only addresses that are safe to open in a browser; `git+https://…` becomes https. */
function webAddress(value: unknown): string {
  const address = text(value, 2_000)
    .replace(/^git\+/, "")
    .replace(/\.git$/, "");
  return /^https?:\/\/[^\s<>"]+$/i.test(address) ? address : "";
}
