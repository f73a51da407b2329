import type { Role } from "@/generated/prisma/enums";
import type { AccountContext, SignedIn } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { DAY_MS } from "@/lib/time";

/** Counter, ledger and rows with the same number. */
export const same = (n: number) => ({ counter: n, ledger: n, rows: n });
export const firstPage = { after: null, before: null, limit: 50 };
export const days = (count: number) => new Date(now().getTime() + count * DAY_MS);

/** Reads the token from the last mail to an address. */
export async function tokenFor(email: string): Promise<string> {
  const mail = await db().outboxMessage.findFirstOrThrow({
    where: { topic: "mail.invitation", payload: { path: ["email"], equals: email } },
    orderBy: { createdAt: "desc" },
  });
  const link = /"link":"[^"]*\/invite\/([^"/]+)"/.exec(JSON.stringify(mail.payload));
  return link?.[1] ?? "";
}

/** Invites a person and reads the token from the mail. */
export async function invited(ctx: AccountContext, person: SignedIn, role: Role = "member") {
  const { id } = await inviteMember(ctx, { email: person.email, role });
  return { id, token: await tokenFor(person.email) };
}
