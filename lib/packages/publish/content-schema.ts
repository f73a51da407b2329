import { z } from "zod";

const title = z.string().trim().min(1, "needs a name").max(120);
const description = z.string().trim().max(2_000).default("");
const identifier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, "must be lowercase letters, digits and hyphens")
  .max(80);

/** Fields of every content document; each kind adds its own, and unknown fields are kept. */
const common = { name: title, description };

const pattern = z.looseObject({
  ...common,
  components: z.array(z.string().min(1)).min(1, "needs at least one component"),
  default_preset: identifier,
  presets: z
    .record(identifier, z.looseObject({ description: z.string(), layout: z.looseObject({ layout: z.string() }) }))
    .refine((presets) => Object.keys(presets).length > 0, "needs at least one preset"),
});

const theme = z.looseObject({
  ...common,
  tokens: z.record(z.string().min(1), z.union([z.string(), z.number()])).default({}),
});

const blueprint = z.looseObject({
  ...common,
  theme: z.looseObject({ id: z.string().min(1) }),
  routes: z
    .record(z.string().startsWith("/", "must start with /"), z.looseObject({ shell: z.string().optional() }))
    .refine((routes) => Object.keys(routes).length > 0, "needs at least one route"),
});

const archetype = z.looseObject({
  ...common,
  role: z.string().trim().min(1),
  pages: z.array(z.looseObject({ id: identifier, patterns: z.array(z.string()).default([]) })).min(1, "needs a page"),
});

const shell = z.looseObject({
  ...common,
  regions: z.array(z.looseObject({ id: identifier })).min(1, "needs at least one region"),
});

export const CONTENT_SCHEMAS = { pattern, theme, blueprint, archetype, shell } as const;

export type ContentKind = keyof typeof CONTENT_SCHEMAS;

export const packageKindSchema = z.enum(["package", "pattern", "theme", "blueprint", "archetype", "shell"]);

/** The faults of a content document, one sentence each with the field's path; empty for a valid one. */
export function contentFaults(kind: ContentKind, document: unknown): string[] {
  const result = CONTENT_SCHEMAS[kind].safeParse(document);
  if (result.success) return [];
  return result.error.issues.map(({ path, message }) => `${path.length > 0 ? path.join(".") : kind}: ${message}`);
}
