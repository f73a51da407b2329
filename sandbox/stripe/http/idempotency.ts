import { createHash } from "node:crypto";
import type { Fields, Store, Wire } from "../types";
import { StripeError } from "./errors";
import { isFields } from "./fields";

const ANSWER = "_answer";
const LONGEST_KEY = 255;

export type Answer = { status: number; body: Fields };

/** The key of one call, with what tells the call from another one that uses the same key. */
export type Once = { id: string; fingerprint: string };

export function onceOf(key: string | undefined, method: string, path: string, input: Fields): Once | undefined {
  if (key === undefined || method !== "POST") return undefined;
  if (key.length > LONGEST_KEY) {
    throw new StripeError(400, "idempotency_error", `Idempotency keys can have up to ${LONGEST_KEY} characters.`);
  }
  const text = JSON.stringify([method, path, sorted(input)]);
  return { id: `answer/${key}`, fingerprint: createHash("sha256").update(text).digest("hex") };
}

export function storedAnswer(store: Store, once: Once, key: string): (Answer & { requestId: string }) | undefined {
  const known = store.get(ANSWER, once.id);
  if (!known) return undefined;
  if (known.fingerprint !== once.fingerprint) {
    throw new StripeError(
      400,
      "idempotency_error",
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  const { status, body, request } = known;
  return {
    status: typeof status === "number" ? status : 500,
    body: isFields(body) ? body : {},
    requestId: String(request),
  };
}

/** What was executed is answered again, also when it failed at the bank or in Stripe; what was refused before is not. */
export function storeAnswer(store: Store, once: Once, answer: Answer, requestId: string, at: number): void {
  const executed = answer.status < 400 || answer.status === 402 || answer.status >= 500;
  if (!executed) return;
  const wire: Wire = { id: once.id, object: ANSWER, fingerprint: once.fingerprint, request: requestId, at, ...answer };
  store.put(wire);
}

/** Keys are forgotten a day after they were used. */
export function forgetAnswers(store: Store, before: number): void {
  for (const { id, at } of store.all(ANSWER)) if (Number(at) < before) store.remove(ANSWER, id);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}
