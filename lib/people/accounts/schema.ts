import { z } from "zod";
import { handleProblem } from "@/lib/people/accounts/rules";
import { isName } from "@/lib/text";

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
  .refine(isName, "A name is one line of plain text that can be seen.");

export const profileSchema = z.object({
  name: nameSchema,
  bio: z.string().trim().max(280, "A bio has at most 280 characters."),
});
export type ProfileInput = z.output<typeof profileSchema>;

export const changeHandleSchema = z.object({ handle: handleSchema });
export type ChangeHandleInput = z.output<typeof changeHandleSchema>;
