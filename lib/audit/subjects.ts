import { createHash } from "node:crypto";
import type { AccountContext } from "@/lib/access/types";
import type { Whose } from "@/lib/audit/personal-fields";
import type { AuditEntry } from "@/lib/audit/types";

/** Whom personal data of an event is about: a user, somebody with an address and no account yet, or an account. */
export type Subject = { userId: string } | { email: string } | { accountId: string };

/** A subject as it is stored. An address is stored as its digest. */
export function subjectKey(subject: Subject): string {
  if ("userId" in subject) return subject.userId;
  if ("accountId" in subject) return `account:${subject.accountId}`;
  const digest = createHash("sha256").update(subject.email.trim().toLowerCase()).digest("hex");
  return `email:${digest}`;
}

/** The subject of a field of this event; null when it is nobody's, as an organization's name. */
export function subjectOf(ctx: AccountContext, entry: AuditEntry, whose: Whose): string | null {
  if (whose === "actor") return subjectKey(actingSubject(ctx, entry));
  if (whose === "account" || whose === "person") {
    if (ctx.account.kind === "personal") return subjectKey(actingSubject(ctx, entry));
    return whose === "account" ? subjectKey({ accountId: ctx.account.id }) : null;
  }
  if (whose.type === "user") return subjectKey({ userId: whose.id });
  const isAddress = whose.type === "invitation" && whose.name.includes("@");
  return subjectKey(isAddress ? { email: whose.name } : actingSubject(ctx, entry));
}

/** The person who acts; where no person does, the person it is done to, or else the account. */
function actingSubject({ actor, account }: AccountContext, { targets }: AuditEntry): Subject {
  if ("userId" in actor) return { userId: actor.userId };
  const person = targets.find(({ type }) => type === "user");
  return person ? { userId: person.id } : { accountId: account.id };
}
