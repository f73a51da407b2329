import { z } from "zod";
import { CONTENT_KIND_NAMES, MOST_DOCUMENT_CHARACTERS } from "@/lib/packages/publish/content-kinds";
import { packageKindSchema } from "@/lib/packages/publish/content-schema";

export const nameSchema = z.string().min(1).max(214);
export const versionSchema = z.string().trim().min(1, "Write a version.").max(256);
export const tagSchema = z.string().trim().min(1, "Write a tag.").max(128);
export const visibilitySchema = z.enum(["public", "private"]);

/** The facts of a publish before its bytes are sent. */
export const publishPlanSchema = z.object({
  name: z.string().trim().max(400),
  version: z.string().trim().max(256),
  kind: packageKindSchema,
  /** The manifest's access; null leaves it to the package or the account. */
  access: visibilitySchema.nullable(),
  /** Bytes of the tarball; 0 before it is packed. */
  size: z.number().int().min(0),
});
export type PublishPlan = z.output<typeof publishPlanSchema>;

const contentKindSchema = z.enum(CONTENT_KIND_NAMES);

/** A character takes up to three bytes, and more than that where JSON escapes it. */
export const MOST_DOCUMENT_BYTES = 4 * MOST_DOCUMENT_CHARACTERS;

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

/** The query of a written document, which says all in its body. */
export const withoutQuery = z.strictObject({});

/** The query of an upload; the body is the tarball. */
export const uploadSchema = z.object({ tag: tagSchema.optional() });
