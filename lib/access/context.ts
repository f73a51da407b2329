import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { PERMISSIONS, type Permission, permissionsOf, permissionsOfScopes } from "@/lib/access/permissions";
import { accountByHandle, accountById, membershipOf } from "@/lib/access/queries";
import { touchMembership } from "@/lib/access/touch-membership";
import type {
  AccountContext,
  AccountRef,
  Actor,
  PresentedKey,
  RequestInfo,
  SignedIn,
  Viewer,
} from "@/lib/access/types";
import { AppError } from "@/lib/errors";

type Unminted<T> = { [K in Extract<keyof T, string>]: T[K] };

function mint<T>(value: Unminted<T>): T {
  return value as T;
}

function userActor(person: SignedIn): Actor {
  const { userId, name, email, sessionId } = person;
  return { type: "user", userId, name, email, sessionId };
}

function keyActor(key: PresentedKey): Actor {
  return { type: "key", keyId: key.keyId, keyName: key.name, userId: key.userId, name: key.userName, email: key.email };
}

/** Who presented a session or a key; null is a visitor without either. */
export type Caller = { person: SignedIn } | { key: PresentedKey } | null;

async function memberContext(account: AccountRef | null, caller: Exclude<Caller, null>, request: RequestInfo) {
  const userId = "person" in caller ? caller.person.userId : caller.key.userId;
  const membership = account && (await membershipOf(account.id, userId));
  if (!account || !membership) throw new AppError("NOT_FOUND", { noun: "organization" });

  await touchMembership(membership);
  const { role } = membership;
  const held = permissionsOf(role);
  if ("person" in caller) {
    return mint<AccountContext>({
      request,
      actor: userActor(caller.person),
      account,
      role,
      permissions: held,
      key: null,
    });
  }

  const ceiling = permissionsOfScopes(caller.key.scopes);
  const permissions = new Set([...held].filter((permission) => ceiling.has(permission)));

  return mint<AccountContext>({ request, actor: keyActor(caller.key), account, role, permissions, key: caller.key });
}

/**
 * Builds a member's context in the account that owns `handle` or owned it before. Reads the role now. Errors: NOT_FOUND
 * for anybody who is not a member, UNAUTHENTICATED for a null caller.
 */
export async function contextForHandle(handle: string, caller: Caller, request: RequestInfo): Promise<AccountContext> {
  if (!caller) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
  return memberContext(await accountByHandle(handle), caller, request);
}

/** Like `contextForHandle`, for an account that is already loaded. */
export async function contextForAccount(
  accountId: string,
  caller: Caller,
  request: RequestInfo,
): Promise<AccountContext> {
  if (!caller) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
  return memberContext(await accountById(accountId), caller, request);
}

/** Builds the context of an operator at the command line: every permission, and a name in the audit log. */
export function operatorContext(account: AccountRef, name: string, request: RequestInfo): AccountContext {
  const permissions: ReadonlySet<Permission> = new Set(PERMISSIONS);
  return mint<AccountContext>({
    request,
    actor: { type: "operator", name },
    account,
    role: null,
    permissions,
    key: null,
  });
}

/** Builds the context of the product's own work: jobs, expiry, and the steps that follow a sign-up. */
export function systemContext(account: AccountRef, name: string, request: RequestInfo): AccountContext {
  const permissions: ReadonlySet<Permission> = new Set(PERMISSIONS);
  return mint<AccountContext>({
    request,
    actor: { type: "system", name },
    account,
    role: null,
    permissions,
    key: null,
  });
}

/** Builds the context of a change that Stripe reported; `eventId` is the event that reported it, if any. */
export function stripeContext(account: AccountRef, eventId: string | null, request: RequestInfo): AccountContext {
  return mint<AccountContext>({
    request,
    actor: { type: "stripe", name: "Stripe", ...(eventId === null ? {} : { eventId }) },
    account,
    role: null,
    permissions: new Set(),
    key: null,
  });
}

/** Builds the reader of things that several accounts own. Membership and visibility decide row by row what it sees. */
export function viewerFor(caller: Caller, request: RequestInfo): Viewer {
  if (!caller) return mint<Viewer>({ request, actor: null, userId: null, key: null });
  if ("person" in caller) {
    return mint<Viewer>({ request, actor: userActor(caller.person), userId: caller.person.userId, key: null });
  }
  return mint<Viewer>({ request, actor: keyActor(caller.key), userId: caller.key.userId, key: caller.key });
}

/**
 * Builds the context for an account that the viewer joins within the present transaction, as founder or by invitation.
 * Only verbs that write that membership use it, so that the audit row names the person.
 */
export function joiningContext(viewer: Viewer, account: AccountRef, role: Role): AccountContext {
  const { actor, request } = viewer;
  if (!actor) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
  if (actor.type !== "user") {
    const message = "You need to sign in for this. A token cannot do it.";
    throw new AppError("FORBIDDEN", { permission: "account:join", roles: [], message });
  }
  return mint<AccountContext>({ request, actor, account, role, permissions: permissionsOf(role), key: null });
}
