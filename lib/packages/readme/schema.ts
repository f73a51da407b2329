import { z } from "zod";

/** What became of a document: sanitized HTML, all of it or its beginning; or nothing, so that its text is shown. */
export const renderedSchema = z.discriminatedUnion("form", [
  z.object({ form: z.literal("html"), html: z.string(), complete: z.boolean() }),
  z.object({ form: z.literal("plain") }),
]);

export type Rendered = z.output<typeof renderedSchema>;

export const renderTaskSchema = z.object({
  text: z.string(),
  place: z.object({ name: z.string(), version: z.string() }),
});

export type RenderTask = z.output<typeof renderTaskSchema>;
