import { createHash, randomBytes } from "node:crypto";
import canonicalize from "canonicalize";
import { z } from "zod";
import { replacePersonal, type Whose } from "@/lib/audit/personal-fields";
import { valueSchema } from "@/lib/audit/schema";
import type { ChainedEvent } from "@/lib/audit/types";

const COMMITMENT = /^sha256:[0-9a-f]{64}$/;

/** What stands in the place of a value whose data was erased. */
export const ERASED = "erased";

const SALT_BYTES = 16;

/** The column `AuditPersonal.data`: the values behind the commitments of an event, by path. */
export const personalSchema = z.record(z.string(), z.object({ salt: z.string(), value: valueSchema }));
export type Personal = z.output<typeof personalSchema>;
export type PersonalBySubject = ReadonlyMap<string, Personal>;

/** SHA-256 over the salt, a line feed and the value as canonical JSON. Nobody guesses the value without the salt. */
function commitmentTo(salt: string, value: unknown): string {
  return `sha256:${createHash("sha256")
    .update(`${salt}\n${canonicalize(value)}`)
    .digest("hex")}`;
}

/**
 * Puts commitments in the place of an event's personal data, and returns the data by subject. A value without a subject
 * stays.
 */
export function commit(
  event: ChainedEvent,
  subjectOf: (whose: Whose) => string | null,
): { event: ChainedEvent; personal: PersonalBySubject } {
  const personal = new Map<string, Personal>();
  const committed = replacePersonal(event, (path, whose, value) => {
    const subject = subjectOf(whose);
    if (subject === null) return value;
    const salt = randomBytes(SALT_BYTES).toString("hex");
    personal.set(subject, { ...personal.get(subject), [path]: { salt, value } });
    return commitmentTo(salt, value);
  });
  return { event: committed, personal };
}

/** Puts the data back in the place of the commitments; `erased` where it is gone. */
export function reveal<E extends Parameters<typeof replacePersonal>[0]>(event: E, personal: Personal): E {
  return replacePersonal(event, (path, _, value) => {
    if (typeof value !== "string" || !COMMITMENT.test(value)) return value;
    return personal[path]?.value ?? ERASED;
  });
}

/** Whether each value that is still there is the one that the event commits to. */
export function keepsItsWord(event: ChainedEvent, personal: Personal): boolean {
  const open = new Map(Object.entries(personal));
  replacePersonal(event, (path, _, value) => {
    const found = open.get(path);
    if (found && commitmentTo(found.salt, found.value) === value) open.delete(path);
    return value;
  });
  return open.size === 0;
}
