import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { isStorable, UNSTORABLE } from "@/lib/text";

/** Parses the input. Errors: VALIDATION with the messages by field (`member.role`) and the first one as a sentence. */
export async function parseInput<S extends z.ZodType>(schema: S, input: unknown): Promise<z.output<S>> {
  if (!isStorable(input)) throw new AppError("VALIDATION", { message: UNSTORABLE });
  const parsed = await schema.safeParseAsync(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string[]> = {};
  for (const { path, message } of parsed.error.issues) {
    const field = path.join(".");
    fields[field] = [...(fields[field] ?? []), message];
  }
  throw new AppError("VALIDATION", {
    message: parsed.error.issues[0]?.message ?? "The input is not complete.",
    fields,
  });
}
