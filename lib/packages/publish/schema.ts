import { z } from "zod";
import { type CONTENT_SCHEMAS, packageKindSchema } from "@/lib/packages/publish/content-schema";

/** The pages of one package, in the order of their tabs. `readme` is the page itself. */
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

/** `version` null is `latest`; `path` is a file's or folder's, for the files tab only. */
export type PackageAddress = { name: string; version: string | null; tab: PackageTab; path: string };

/**
 * The address of a package's page: `/@scope/name`, `/package/name` without a scope; `…/v/1.2.0` holds the page to a
 * version, a tab and a file follow. The only place that knows the form; `parsePackageAddress` reads it back.
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

/** Reads the segments after `/`, still encoded as a route receives them. Null when no package page has this address. */
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

const nameSchema = z.string().min(1).max(214);
const versionSchema = z.string().trim().min(1, "Write a version.").max(256);
const tagSchema = z.string().trim().min(1, "Write a tag.").max(128);
export const visibilitySchema = z.enum(["public", "private"]);

export const deprecateVersionSchema = z.object({
  name: nameSchema,
  version: versionSchema,
  /** Empty withdraws it. */
  message: z.string().trim().max(1_024, "A deprecation has at most 1,024 characters."),
});

export const setDistTagSchema = z.object({ name: nameSchema, tag: tagSchema, version: versionSchema });
export const removeDistTagSchema = z.object({ name: nameSchema, tag: tagSchema });
export const unpublishVersionSchema = z.object({
  name: nameSchema,
  version: versionSchema,
  revision: z.number().int().min(0),
});
export const changeVisibilitySchema = z.object({ name: nameSchema, visibility: visibilitySchema });

/** What is known of a publish before its bytes are sent. */
export const publishPlanSchema = z.object({
  name: z.string().trim().max(400),
  version: z.string().trim().max(256),
  kind: packageKindSchema,
  /** What the manifest says of access; null leaves it to the package or the account. */
  access: visibilitySchema.nullable(),
  /** Bytes of the tarball; 0 when it is not packed yet. */
  size: z.number().int().min(0),
});
export type PublishPlan = z.output<typeof publishPlanSchema>;

export const CONTENT_KIND_NAMES = [
  "pattern",
  "theme",
  "blueprint",
  "archetype",
  "shell",
] as const satisfies readonly (keyof typeof CONTENT_SCHEMAS)[];
export const contentKindSchema = z.enum(CONTENT_KIND_NAMES);

export const MOST_DOCUMENT_CHARACTERS = 500_000;

export const publishContentSchema = z.object({
  kind: contentKindSchema,
  name: z
    .string()
    .trim()
    .max(214)
    .regex(/^@[^/]+\/[^/]+$/, "Write a name."),
  version: versionSchema,
  description: z.string().trim().max(1_000, "A description has at most 1,000 characters."),
  keywords: z.array(z.string().trim().min(1).max(100)).max(100, "A package has at most 100 keywords."),
  visibility: visibilitySchema,
  document: z.string().max(MOST_DOCUMENT_CHARACTERS, "The document has at most 500,000 characters."),
});
export type PublishContentInput = z.output<typeof publishContentSchema>;

/** The query of an upload; the body is the tarball. */
export const uploadSchema = z.object({ tag: tagSchema.optional() });

const listFilters = z.object({
  kind: packageKindSchema.nullable().catch(null),
  visibility: visibilitySchema.nullable().catch(null),
  status: z.enum(["active", "deprecated"]).nullable().catch(null),
});
const packageSort = z.enum(["name", "updated", "size"]).catch("updated");

export const PACKAGES_ON_A_PAGE = 50;

/** The state of a table of packages as its address has it; what is no filter or order counts as absent. */
export type PackageTableState = {
  query: string;
  sort: { id: string; descending: boolean } | null;
  filters: Readonly<Record<string, string>>;
  after: string | null;
  before: string | null;
};

export function packageListInput(state: PackageTableState, limit: number) {
  const { kind = null, visibility = null, status = null } = state.filters;
  const { query, after, before } = state;
  const sort = { by: packageSort.parse(state.sort?.id), descending: state.sort?.descending ?? true };
  return { query, after, before, limit, sort, ...listFilters.parse({ kind, visibility, status }) };
}

/** `%40acme` → `acme`; null for what is no profile's address. Another spelling is led to the right one by the loader. */
export function readProfileHandle(encoded: string): string | null {
  const [text = ""] = decodeAll([encoded]) ?? [];
  return /^@[a-zA-Z0-9-]{1,60}$/.test(text) ? text.slice(1) : null;
}
