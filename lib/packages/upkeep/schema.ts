import { z } from "zod";
import { nameSchema, tagSchema, versionSchema, visibilitySchema } from "@/lib/packages/publish/schema";

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
