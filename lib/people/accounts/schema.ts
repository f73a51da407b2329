import { z } from "zod";
import { handleProblem } from "@/lib/people/accounts/rules";
import { isPlainLine } from "@/lib/text";

/** An e-mail address as it is stored and compared: trimmed and in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("This is not a complete e-mail address. Write it like name@example.com."));

export const handleSchema = z
  .string()
  .trim()
  .toLowerCase()
  .superRefine((handle, check) => {
    const problem = handleProblem(handle);
    if (problem) check.addIssue({ code: "custom", message: problem });
  });

export const nameSchema = z
  .string()
  .trim()
  .min(1, "Write a name.")
  .max(80, "A name has at most 80 characters.")
  .refine(isPlainLine, "A name is one line of plain text.");

export const profileSchema = z.object({
  name: nameSchema,
  bio: z.string().trim().max(280, "A bio has at most 280 characters."),
});
export type ProfileInput = z.output<typeof profileSchema>;

export const changeHandleSchema = z.object({ handle: handleSchema });
export type ChangeHandleInput = z.output<typeof changeHandleSchema>;
