import { z } from "zod";
import { AppError } from "@/lib/errors";

const MAX_TAGS = 1000;
const MAX_PEOPLE = 1000;
const MAX_STARS = 10_000;
const MAX_ATTACHMENTS = 10;
export const MAX_VERSIONS = 20_000;

/** Counts the members of a list or map before any of them is checked. */
function bounded<T extends z.ZodType>(type: T, most: number, what: string) {
  const fits = (value: unknown) => typeof value !== "object" || value === null || Object.keys(value).length <= most;
  return z
    .unknown()
    .refine(fits, { error: `has more than ${most} ${what}` })
    .pipe(type);
}

const map = <T extends z.ZodType>(values: T) => z.record(z.string().max(1024), values);

/** Clients treat null and absent alike. */
const optional = <T extends z.ZodType>(type: T) =>
  type
    .nullish()
    .transform((value) => value ?? undefined)
    .optional();

const personSchema = z.object({ name: z.string().min(1).max(214), email: optional(z.string().max(320)) });

/** What a client claims of a version, as far as a write compares it; the tarball has the rest. */
const versionManifestSchema = z.object({
  name: z.string().max(214),
  version: z.string().max(256),
  deprecated: optional(z.union([z.string().max(4096), z.boolean()])),
  dist: optional(z.object({ integrity: optional(z.string().max(4096)), shasum: optional(z.string().max(128)) })),
  dependencies: z.unknown().optional(),
  optionalDependencies: z.unknown().optional(),
  peerDependencies: z.unknown().optional(),
  bundleDependencies: z.unknown().optional(),
  bin: z.unknown().optional(),
  directories: z.unknown().optional(),
  scripts: z.unknown().optional(),
  gitHead: z.unknown().optional(),
  _nodeVersion: z.unknown().optional(),
  _npmVersion: z.unknown().optional(),
});

const attachmentSchema = z.object({
  content_type: optional(z.string().max(256)),
  data: optional(z.string()),
  length: optional(z.number().int().nonnegative()),
});

/**
 * The document of `PUT /:pkg` and `PUT /:pkg/-rev/:rev`: a publish, a whole document, or a part of one. Keeps the fields
 * that have a meaning here.
 */
const putDocumentSchema = z.object({
  _id: optional(z.string().max(214)),
  _rev: optional(z.string().max(256)),
  name: optional(z.string().max(214)),
  description: optional(z.string()),
  readme: optional(z.string()),
  readmeFilename: optional(z.string().max(1024)),
  "dist-tags": optional(bounded(map(z.string().max(256)), MAX_TAGS, "dist-tags")),
  versions: optional(bounded(map(z.unknown()), MAX_VERSIONS, "versions")),
  access: z.enum(["public", "restricted"]).nullish(),
  maintainers: optional(bounded(z.array(personSchema), MAX_PEOPLE, "people")),
  users: optional(bounded(map(z.unknown()), MAX_STARS, "users")),
  _attachments: optional(bounded(map(attachmentSchema), MAX_ATTACHMENTS, "attachments")),
});

export type VersionManifest = z.output<typeof versionManifestSchema>;
export type PutDocument = Omit<z.output<typeof putDocumentSchema>, "versions"> & {
  versions: ReadonlyMap<string, VersionManifest> | undefined;
};

/**
 * Checks the form of a PUT document. `manifestOf` checks one member of `versions`. Errors: VALIDATION with one sentence
 * that names the field.
 */
export function parsePutDocument(
  value: unknown,
  manifestOf: (version: string, value: unknown) => VersionManifest = parseVersionManifest,
): PutDocument {
  const { versions, ...rest } = parse(putDocumentSchema, value, []);
  const read = ([version, one]: [string, unknown]): [string, VersionManifest] => [version, manifestOf(version, one)];
  return { ...rest, versions: versions && new Map(Object.entries(versions).map(read)) };
}

/** Checks the manifest at `versions.<version>`; keeps what a write compares. Errors: VALIDATION. */
export function parseVersionManifest(version: string, value: unknown): VersionManifest {
  return parse(versionManifestSchema, value, ["versions", version]);
}

function parse<T>(schema: z.ZodType<T>, value: unknown, at: readonly string[]): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [...at, ...(issue?.path ?? [])].join(".");
  const message = lowerFirst(issue?.message ?? "is not valid");
  throw new AppError("VALIDATION", {
    message: `${path === "" ? "The package document" : `"${path}"`} ${message}.`,
    fields: { [path]: [issue?.message ?? message] },
  });
}

function lowerFirst(text: string): string {
  return text.startsWith("has ") ? text : `is not valid: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
