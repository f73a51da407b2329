import "server-only";
import type { Adapter, AdapterAccount, AdapterUser } from "next-auth/adapters";
import type { RequestInfo } from "@/lib/access/types";
import { transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { createSession, type SignInMethod } from "@/lib/identity/sign-in/create-session";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import { linkIdentity } from "@/lib/identity/sign-in/link-identity";
import { userByEmail, userById, userByIdentity } from "@/lib/identity/sign-in/queries";

/** The address that the provider verified in this sign-in; the sign-in callback sets it before the adapter runs. */
export type Proof = { email: string | null };

/**
 * Adapts `next-auth` to our own tables, for one request. Finds, creates and links people by a verified address only,
 * and stores sessions as digests, so that its sessions equal those of a sign-in link.
 */
export function authAdapter(request: RequestInfo, method: SignInMethod, proof: Proof): Adapter {
  return {
    async createUser(user: Omit<AdapterUser, "id">) {
      const email = requireProof(proof, user.email);
      const { userId } = await transaction((tx) =>
        findOrCreateUser(tx, { email, name: user.name ?? undefined }, request),
      );
      return adapterUser(userId, email);
    },
    async getUser(id: string) {
      const user = await userById(id);
      return user && adapterUser(user.id, user.email);
    },
    async getUserByEmail(email: string) {
      const user = email === proof.email ? await userByEmail(email) : null;
      return user && adapterUser(user.id, user.email);
    },
    async getUserByAccount({ provider, providerAccountId }: Pick<AdapterAccount, "provider" | "providerAccountId">) {
      const user = await userByIdentity(provider, providerAccountId);
      return user && adapterUser(user.id, user.email);
    },
    async linkAccount({ provider, providerAccountId, userId }: AdapterAccount) {
      const user = await userById(userId);
      requireProof(proof, user?.email);
      await linkIdentity({ provider, providerAccountId, userId });
    },
    async createSession({ sessionToken, userId, expires }: { sessionToken: string; userId: string; expires: Date }) {
      await createSession(userId, method, request, sessionToken);
      return { sessionToken, userId, expires };
    },
    // A sign-in must never join the person of an earlier session in the browser: the addresses may differ.
    async getSessionAndUser() {
      return null;
    },
    async updateUser(user: Partial<AdapterUser> & Pick<AdapterUser, "id">) {
      const known = await userById(user.id);
      if (!known) throw new AppError("NOT_FOUND", { noun: "person" });
      return adapterUser(known.id, known.email);
    },
    async updateSession() {
      return null;
    },
    async deleteSession() {},
  };
}

function adapterUser(id: string, email: string): AdapterUser {
  return { id, email, emailVerified: null };
}

function requireProof(proof: Proof, email: string | undefined): string {
  if (!proof.email || email?.toLowerCase() !== proof.email)
    throw new AppError("UNAUTHENTICATED", { reason: "invalid" });
  return proof.email;
}
