import type { AccountKind, Role } from "@/generated/prisma/enums";
import type { Permission } from "@/lib/access/permissions";

/** Who acts. A key acts for its person, with the key's scopes as a ceiling. */
export type Actor =
  | { type: "user"; userId: string; name: string; email: string; sessionId: string }
  | { type: "key"; keyId: string; keyName: string; userId: string; name: string; email: string }
  | { type: "operator"; name: string }
  | { type: "system"; name: string }
  /** A change that Stripe reported; `eventId` is the event that reported it, if any. */
  | { type: "stripe"; name: string; eventId?: string };

/** An account, by the columns of `ACCOUNT_REF`. */
export type AccountRef = { id: string; handle: string; name: string; kind: AccountKind };

/** Where a request came from. `address` is the client's, after `TRUSTED_PROXIES`. */
export type RequestInfo = {
  requestId: string;
  address: string;
  userAgent: string;
  source: "web" | "registry" | "api" | "ops" | "worker" | "seed";
};

declare const minted: unique symbol;

/**
 * The right to act in one account. Only `lib/access/context.ts` builds it, from the database's present state, so a
 * query or verb that takes it always has an account, a role and an actor.
 */
export type AccountContext = {
  readonly [minted]: true;
  readonly request: RequestInfo;
  readonly actor: Actor;
  readonly account: AccountRef;
  /** Null for operators and the system, which are not members. */
  readonly role: Role | null;
  readonly permissions: ReadonlySet<Permission>;
  /** Set when a key acts: the packages it may touch. `permissions` are already narrowed by its scopes. */
  readonly key: KeyCeiling | null;
};

/** Limits of a key, on top of its person's permissions. No pattern means every package. */
export type KeyCeiling = {
  keyId: string;
  scopes: readonly string[];
  packagePatterns: readonly string[];
};

/** A person with a live session. */
export type SignedIn = { sessionId: string; userId: string; name: string; email: string; handle: string };

/** A live key, presented from an address that it allows. */
export type PresentedKey = KeyCeiling & { name: string; userId: string; userName: string; email: string };

/** A reader across accounts: public pages, search, the registry. Only `lib/access/context.ts` builds it. */
export type Viewer = {
  readonly [minted]: true;
  readonly request: RequestInfo;
  readonly actor: Actor | null;
  readonly userId: string | null;
  /** Set when a key reads; it only narrows. */
  readonly key: KeyCeiling | null;
};
