import "server-only";
import type { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { contextForHandle } from "@/lib/access/context";
import { currentPerson } from "@/lib/access/loaders";
import { limitRate } from "@/lib/access/rate-limit";
import type { AccountContext } from "@/lib/access/types";
import type { ActionMetadata } from "@/lib/entry/metadata";
import { openRoute, type RouteHandler } from "@/lib/entry/route";
import { parseInput } from "@/lib/entry/validation";
import { AppError } from "@/lib/errors";

/**
 * A GET of an account's file: of the organization in `[org]`, else of the reader's own account. Changes nothing. Order
 * of answers: 401, 404, 429, 400, 403, then the file's own.
 */
export function accountDownload<S extends z.ZodType, P extends Record<string, string>>(
  metadata: ActionMetadata,
  schema: S,
  run: (ctx: AccountContext, input: z.output<S>) => Promise<Response>,
): RouteHandler<P> {
  return openRoute<P>(metadata, async (_request, info, params) => {
    const person = await currentPerson();
    if (!person) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
    const { org, ...input } = params;
    const ctx = await contextForHandle(org ?? person.handle, { person }, info);
    await limitRate("person-action", person.userId);
    const parsed = await parseInput(schema, input);
    if (metadata.permission) authorize(ctx, metadata.permission);
    return run(ctx, parsed);
  });
}
