import { z } from "zod";

export const mailboxQuery = z.object({ to: z.string().max(254).optional().catch(undefined) });
export const mailId = z.uuid();
