import { z } from "zod";
import { handleSchema, nameSchema } from "@/lib/people/accounts/schema";

export const createOrganizationSchema = z.object({ handle: handleSchema, name: nameSchema });
export type CreateOrganizationInput = z.output<typeof createOrganizationSchema>;

export const renameOrganizationSchema = z.object({ name: nameSchema });
export type RenameOrganizationInput = z.output<typeof renameOrganizationSchema>;
