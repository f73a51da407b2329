import { z } from "zod";
import { AppError } from "@/lib/errors";

const MAX_TAGS = 1000;
const MAX_PEOPLE = 1000;
const MAX_VERSIONS = 20_000;

/** Limits the number of keys in a map from a client. */
function bounded<T extends z.ZodType>(values: T, most: number, what: string) {
  return z
    .record(z.string().max(1024), values)
    .refine((map) => Object.keys(map).length <= most, { error: `has more than ${most} ${what}` });
}

/** Clients treat null and absent alike. */
const optional = <T extends z.ZodType>(type: T) =>
  type
    .nullish()
    .transform((value) => value ?? undefined)
    .optional();

const personSchema = z.looseObject({ name: z.string().min(1).max(214), email: optional(z.string().max(320)) });

const versionManifestSchema = z.looseObject({
  name: z.string().max(214),
  version: z.string().max(256),
  deprecated: optional(z.union([z.string().max(4096), z.boolean()])),
  dist: optional(
    z.looseObject({
      integrity: optional(z.string().max(4096)),
      shasum: optional(z.string().max(128)),
      tarball: optional(z.string().max(4096)),
    }),
  ),
});

const attachmentSchema = z.looseObject({
  content_type: optional(z.string().max(256)),
  data: optional(z.string()),
  length: optional(z.number().int().nonnegative()),
});

/** The document of `PUT /:pkg` and `PUT /:pkg/-rev/:rev`: a publish, a whole document, or a part of one. */
const putDocumentSchema = z.looseObject({
  _id: optional(z.string().max(214)),
  _rev: optional(z.string().max(256)),
  name: optional(z.string().max(214)),
  description: optional(z.string()),
  readme: optional(z.string()),
  readmeFilename: optional(z.string().max(1024)),
  "dist-tags": optional(bounded(z.string().max(256), MAX_TAGS, "dist-tags")),
  versions: optional(bounded(versionManifestSchema, MAX_VERSIONS, "versions")),
  access: z.enum(["public", "restricted"]).nullish(),
  maintainers: optional(z.array(personSchema).max(MAX_PEOPLE)),
  users: optional(bounded(z.unknown(), 1_000_000, "users")),
  _attachments: optional(bounded(attachmentSchema, 10, "attachments")),
});

export type PutDocument = z.output<typeof putDocumentSchema>;
export type VersionManifest = z.output<typeof versionManifestSchema>;

/** Checks the form of a PUT document. Errors: VALIDATION with one sentence that names the field. */
export function parsePutDocument(value: unknown): PutDocument {
  const result = putDocumentSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? "The package document" : `"${issue.path.join(".")}"`;
  const fields = Object.fromEntries(result.error.issues.slice(0, 20).map((one) => [one.path.join("."), [one.message]]));
  throw new AppError("VALIDATION", { message: `${field} ${lowerFirst(issue?.message ?? "is not valid")}.`, fields });
}

function lowerFirst(text: string): string {
  return text.startsWith("has ") ? text : `is not valid: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
