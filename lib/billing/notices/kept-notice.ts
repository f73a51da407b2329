import { z } from "zod";

/** The kind of a row that was never sent, because a later one of its group was due. Nobody sees it. */
export const SUPERSEDED = "superseded";

/** The JSON column `shown` of a kept notice. */
export const shownColumn = z.object({ title: z.string(), message: z.string() });
