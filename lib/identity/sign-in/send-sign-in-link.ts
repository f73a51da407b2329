import "server-only";
import { limitAddress, limitRate } from "@/lib/access/rate-limit";
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
 * answer nor timing reveals it. Errors: RATE_LIMITED per address of the client and per address of the mail.
 */
export async function sendSignInLink(input: SendLinkInput, request: RequestInfo): Promise<void> {
  await limitAddress("link-address", request.address);
  await limitRate("link-email", digest(input.email));
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
