import "server-only";
import type { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { contextForHandle } from "@/lib/access/context";
import { currentPerson } from "@/lib/access/loaders";
import { limitAddress, limitRate } from "@/lib/access/rate-limit";
import type { AccountContext } from "@/lib/access/types";
import { assertOwnSite } from "@/lib/entry/admit-request";
import { recordRefusal } from "@/lib/entry/denials";
import type { ActionMetadata } from "@/lib/entry/metadata";
import { openRoute, type RouteHandler } from "@/lib/entry/route";
import { parseInput } from "@/lib/entry/validation";
import { AppError } from "@/lib/errors";

/**
 * A route handler below `[handle]` whose body, of any size, `run` streams. The input is the query; the body is not read
 * before the caller's rights are checked. Records refusals of members.
 */
export function accountUpload<S extends z.ZodType, P extends { handle: string }>(
  metadata: ActionMetadata,
  schema: S,
  run: (ctx: AccountContext, input: z.output<S>, request: Request) => Promise<Response>,
): RouteHandler<P> {
  return openRoute<P>(metadata, async (request, info, params) => {
    await limitAddress("write-address", info.address);
    const person = await currentPerson();
    if (!person) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
    assertOwnSite(request.headers);
    const ctx = await contextForHandle(params.handle, { person }, info);
    try {
      await limitRate("person-action", person.userId);
      const input = await parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
      if (metadata.permission) authorize(ctx, metadata.permission);
      return await run(ctx, input, request);
    } catch (error) {
      if (error instanceof AppError) await recordRefusal(ctx, metadata, error.code);
      throw error;
    }
  });
}
