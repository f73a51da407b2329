/** Pages that prepare a change of what an account pays for, by the last part of their address. */
export const CHANGES = ["seats", "interval", "cancel", "resume", "end-trial", "undo"] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** The addresses of an account's pages: a person's lie at the root, an organization's carry its handle. */
export function accountPaths({ kind, handle }: { kind: string; handle: string }) {
  const at = kind === "organization" ? `/orgs/${handle}` : "";
  const billing = `${at}/billing`;
  return {
    /** The prefix of all of them. */
    root: at === "" ? "/" : at,
    overview: `${at}/overview`,
    packages: `${at}/packages`,
    publish: `${at}/packages/publish`,
    registry: `${at}/registry`,
    governance: `${at}/governance`,
    audit: `${at}/governance/audit`,
    team: `${at}/team`,
    usage: `${at}/usage`,
    settings: `${at}/settings`,
    billing,
    plans: at === "" ? `${billing}/plans` : `${billing}#plans`,
    kept: `${billing}/kept`,
    checkout: (plan: string, interval: string) => `${billing}/checkout?plan=${plan}&interval=${interval}`,
    change: (kind: ChangeKind) => `${billing}/change/${kind}`,
    invoice: (id: string) => `${billing}/invoices/${id}`,
    pdf: (id: string) => `${billing}/invoices/${id}/pdf`,
    csv: (id: string) => `${billing}/invoices/${id}/csv`,
    allLines: `${billing}/invoices/csv`,
  };
}

export type AccountPaths = ReturnType<typeof accountPaths>;

export function organizationPaths(handle: string): AccountPaths {
  return accountPaths({ kind: "organization", handle });
}

/** The tabs of a package's page, in order. `readme` is the page itself. */
export const PACKAGE_TABS = [
  "readme",
  "versions",
  "dependencies",
  "files",
  "manifest",
  "provenance",
  "settings",
] as const;

export type PackageTab = (typeof PACKAGE_TABS)[number];

/** `version` null means `latest`; `path` is a file or folder, for the files tab only. */
export type PackageAddress = { name: string; version: string | null; tab: PackageTab; path: string };

/**
 * The address of a package's page: `/@scope/name`, or `/package/name` without a scope; then `/v/1.2.0`, the tab and the
 * file. `parsePackageAddress` reads it back; no other code knows the form.
 */
export function packageHref(name: string, at: Partial<Omit<PackageAddress, "name">> = {}): string {
  const { version = null, tab = "readme", path = "" } = at;
  const segments = [
    ...(name.startsWith("@") ? [] : ["package"]),
    ...name.split("/"),
    ...(version === null ? [] : ["v", version]),
    ...(tab === "readme" ? [] : [tab]),
    ...(path === "" ? [] : path.split("/")),
  ];
  return `/${segments.map((segment) => encodeURIComponent(segment).replace(/^%40/, "@")).join("/")}`;
}

/** Reads the segments after `/`, still encoded as a route receives them. Null when it is no package page's address. */
export function parsePackageAddress(encoded: readonly string[]): PackageAddress | null {
  const segments = decodeAll(encoded);
  const [first, second, ...rest] = segments ?? [];
  if (!first || !second) return null;
  const scoped = first.startsWith("@") && first.length > 1;
  if (!scoped && (first !== "package" || second.startsWith("@"))) return null;
  const name = scoped ? `${first}/${second}` : second;
  const versioned = rest[0] === "v";
  const version = versioned ? (rest[1] ?? "") : null;
  if (version === "") return null;
  const [tab = "readme", ...path] = versioned ? rest.slice(2) : rest;
  const known = PACKAGE_TABS.find((candidate) => candidate === tab);
  if (!known || (tab === "readme" && rest.includes("readme"))) return null;
  if (path.length > 0 && known !== "files") return null;
  return { name, version, tab: known, path: path.filter((segment) => segment !== "").join("/") };
}

function decodeAll(encoded: readonly string[]): string[] | null {
  try {
    const segments = encoded.map((segment) => decodeURIComponent(segment));
    return segments.some((segment) => segment.includes("\0")) ? null : segments;
  } catch {
    return null;
  }
}

export function profileHref(handle: string): string {
  return `/@${handle}`;
}

/** `%40acme` → `acme`; null when it is no profile's address. The loader redirects other spellings to the right one. */
export function readProfileHandle(encoded: string): string | null {
  const [text = ""] = decodeAll([encoded]) ?? [];
  return /^@[a-zA-Z0-9-]{1,60}$/.test(text) ? text.slice(1) : null;
}
