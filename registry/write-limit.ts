import type { FastifyReply } from "fastify";
import type { AccountContext } from "@/lib/access/types";
import { rateHeaders, takeAccountCall } from "@/lib/entry/api-rate";
import { AppError } from "@/lib/errors";

/** Takes one write of the minute from the plan's rate, and tells the rest with the answer. Errors: RATE_LIMITED. */
export async function limitWrites(ctx: AccountContext, reply: FastifyReply): Promise<void> {
  const rate = await takeAccountCall(ctx);
  reply.headers(rateHeaders(rate));
  if (!rate.allowed) throw new AppError("RATE_LIMITED", { retryAfterSeconds: rate.resetSeconds });
}
