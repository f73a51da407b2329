import type { z } from "zod";

/**
 * A kind of message that leaves through the outbox. The room that causes it declares the name and the payload's schema.
 */
export type Topic<Payload> = { name: string; payload: z.ZodType<Payload> };

export type PayloadOf<T> = T extends Topic<infer Payload> ? Payload : never;

export function topic<Payload>(name: string, payload: z.ZodType<Payload>): Topic<Payload> {
  return { name, payload };
}
