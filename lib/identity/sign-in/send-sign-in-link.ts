import "server-only";
import { networkOf } from "@/lib/access/cidr";
import { limitRate } from "@/lib/access/rate-limit";
import { returnPath } from "@/lib/access/return-path";
import type { RequestInfo } from "@/lib/access/types";
import { realNow } from "@/lib/clock";
import { transaction } from "@/lib/db";
import { env } from "@/lib/env";
import { linkEnd } from "@/lib/identity/sign-in/rules";
import type { SendLinkInput } from "@/lib/identity/sign-in/schema";
import { SIGN_IN_LINK_MAIL } from "@/lib/identity/sign-in/sign-in-link-mail";
import { digest, newId, newSecret } from "@/lib/ids";
import { enqueue } from "@/lib/outbox/enqueue";

// Records nothing: nobody is known yet.

/**
 * Writes a sign-in link for an address and queues its mail. Never checks whether the address has a user, so neither
 * answer nor timing reveals it. `knownDevice` is a browser that proved the mailbox before. Errors: RATE_LIMITED.
 */
export async function sendSignInLink(
  input: SendLinkInput,
  request: RequestInfo,
  { knownDevice }: { knownDevice: boolean },
): Promise<void> {
  await limitLinks(digest(input.email), request.address, knownDevice);
  const token = newSecret();
  const createdAt = realNow();
  const expiresAt = linkEnd(createdAt);

  await transaction(async (tx) => {
    await tx.signInLink.create({
      data: {
        id: newId(),
        tokenHash: digest(token),
        email: input.email,
        returnTo: returnPath(input.next),
        createdAt,
        expiresAt,
      },
    });
    await enqueue(tx, SIGN_IN_LINK_MAIL, {
      email: input.email,
      link: `${env().DASHBOARD_URL}/sign-in/verify?token=${token}`,
      expiresAt: expiresAt.toISOString(),
    });
  });
}

/**
 * Bounds the mail that one mailbox gets. Strangers share an allowance, of which one network takes a part; the owner's
 * own browsers have theirs, which nobody else can use up.
 */
async function limitLinks(mailbox: string, address: string, knownDevice: boolean): Promise<void> {
  if (knownDevice) return limitRate("link-device", mailbox);
  await limitRate("link-sender", `${mailbox}:${networkOf(address)}`);
  await limitRate("link-strangers", mailbox);
}
