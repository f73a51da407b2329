import "server-only";
import { createSafeActionClient } from "next-safe-action";
import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { contextForHandle, viewerFor } from "@/lib/access/context";
import { HANDLE_MAX } from "@/lib/access/handle";
import { currentPerson, requestInfo } from "@/lib/access/loaders";
import { limitRate } from "@/lib/access/rate-limit";
import type { AccountContext, Viewer } from "@/lib/access/types";
import { recordRefusal } from "@/lib/entry/denials";
import { type ActionMetadata, declareEntry, metadataSchema } from "@/lib/entry/metadata";
import { type ActionFailure, type ActionResult, toFailure } from "@/lib/entry/result";
import { parseInput } from "@/lib/entry/validation";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { reportFailure } from "@/lib/report-failure";

const requestSchema = z.object({ request: z.object({ requestId: z.string() }) });

/**
 * Called once for each failing action. Only typed errors reach the client; anything else is one log line and a request
 * id.
 */
function handleServerError(error: Error, { ctx, metadata }: { ctx: object; metadata: ActionMetadata }): ActionFailure {
  const known = requestSchema.safeParse(ctx);
  const requestId = known.success ? known.data.request.requestId : newId();
  return toFailure(reportFailure(error, "action failed", { requestId, action: metadata.name }));
}

const base = createSafeActionClient({
  defineMetadataSchema: () => metadataSchema,
  handleServerError,
}).use(async ({ next }) => next({ ctx: { request: await requestInfo() } }));

const signedIn = base.use(async ({ next }) => {
  const person = await currentPerson();
  if (!person) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
  return next({ ctx: { person } });
});

/** A bound argument is the sender's word like any other: what cannot be a handle names no account. */
const calledSchema = z.object({ handle: z.string().max(HANDLE_MAX).catch(""), input: z.unknown() });

/** An action of a signed-in person outside any account. Order of answers: 401, 429, 400, then the verb's own. */
export function personAction<S extends z.ZodType, T>(
  metadata: ActionMetadata,
  schema: S,
  run: (viewer: Viewer, input: z.output<S>) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  const action = signedIn
    .metadata(metadata)
    .use(async ({ next, ctx }) => {
      await limitRate("person-action", ctx.person.userId);
      return next();
    })
    .inputSchema(z.unknown())
    .action(async ({ clientInput, ctx }) => ({
      value: await run(viewerFor({ person: ctx.person }, ctx.request), await parseInput(schema, clientInput)),
    }));
  return declareEntry(async (input: z.input<S>) => toResult(await action(input), metadata), metadata);
}

/**
 * An action in the account of `handle`, for a member: bind the handle from the page. Order of answers: 401, 404, 429,
 * 400, 403, then the verb's own. Refusals of a member are recorded in the account's audit log.
 */
export function accountAction<S extends z.ZodType, T>(
  metadata: ActionMetadata,
  schema: S,
  run: (ctx: AccountContext, input: z.output<S>) => Promise<T>,
): (handle: string, input: z.input<S>) => Promise<ActionResult<T>> {
  const action = signedIn
    .metadata(metadata)
    .use(async ({ next, ctx, clientInput }) => {
      const { handle } = calledSchema.parse(clientInput);
      const account = await contextForHandle(handle, { person: ctx.person }, ctx.request);
      await limitRate("person-action", ctx.person.userId);
      const result = await next({ ctx: { account } });
      if (result.serverError) await recordRefusal(account, metadata, result.serverError.code);
      return result;
    })
    .inputSchema(calledSchema)
    .action(async ({ parsedInput, ctx }) => {
      const input = await parseInput(schema, parsedInput.input);
      if (metadata.permission) authorize(ctx.account, metadata.permission);
      return { value: await run(ctx.account, input) };
    });
  return declareEntry(
    async (handle: string, input: z.input<S>) => toResult(await action({ handle, input }), metadata),
    metadata,
  );
}

type Outcome<T> = { data?: { value: T } | undefined; serverError?: ActionFailure | undefined };

function toResult<T>({ data, serverError }: Outcome<T>, { name }: ActionMetadata): ActionResult<T> {
  if (data) return { ok: true, data: data.value };
  if (serverError) return { ok: false, error: serverError };
  throw new Error(`The action ${name} ended without an answer`);
}
