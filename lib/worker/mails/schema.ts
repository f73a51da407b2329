import { z } from "zod";
import { isStorable } from "@/lib/text";

export const mailboxQuery = z.object({ to: z.string().max(254).refine(isStorable).optional().catch(undefined) });
export const mailId = z.uuid();
