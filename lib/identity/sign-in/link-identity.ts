import "server-only";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

// Records nothing: a step of a sign-in, which createSession records with its method.

type Identity = { provider: string; providerAccountId: string; userId: string };

/** Links a provider's identity to a person. An identity belongs to one person for ever. */
export async function linkIdentity(identity: Identity): Promise<void> {
  await db().identityLink.createMany({ data: [{ ...identity, createdAt: now() }], skipDuplicates: true });
  const { provider, providerAccountId } = identity;
  const linked = await db().identityLink.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId } },
    select: { userId: true },
  });
  if (linked?.userId !== identity.userId) {
    throw new AppError("CONFLICT", { message: "This identity already belongs to somebody else." });
  }
}
