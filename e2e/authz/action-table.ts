import type { Permission } from "@/lib/access/permissions";
import type { AccountContext } from "@/lib/access/types";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import { buyTeam, stripeDouble } from "@/lib/billing/quotes/stripe.fixture";
import { now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import type { EntitlementKey } from "@/lib/entitlements/types";
import { startRegistryLogin } from "@/lib/identity/api-keys/start-registry-login";
import { keyFor } from "@/lib/identity/api-keys/token.fixture";
import { newId } from "@/lib/ids";
import { publish } from "@/lib/packages/publish/packages.fixture";
import { setDistTag } from "@/lib/packages/upkeep/set-dist-tag";
import { invited } from "@/lib/people/invites/invites.fixture";
import { newMember, newOrganization, newPerson, request } from "@/lib/people/members/members.fixture";
import type { Person, World } from "./world";

type Needs = { permission: Permission; entitlement: EntitlementKey | null };

/**
 * The needs of an action, and a valid input for callers who may. Made anew for each call, since calls change things.
 */
export type ActionRow =
  | (Needs & { in: "organization"; input: (world: World) => Promise<unknown> })
  | (Needs & { in: "personal account"; input: (self: Person) => Promise<unknown> })
  | {
      in: "no account";
      because: string;
      entitlement: EntitlementKey | null;
      input: (self: Person) => Promise<unknown>;
    };

let count = 0;
const word = () => `thing-${++count}`;

/** Publishes a package of the organization with these versions, as its owner. */
async function newPackage({ org, handle }: World, ...versions: string[]): Promise<string> {
  const name = `@${handle}/${word()}`;
  for (const version of versions) await publish(org.ctx, { name, version });
  return name;
}

async function pendingInvitation({ org }: World): Promise<string> {
  return (await invited(org.ctx, await newPerson("Invited"))).id;
}

async function pendingLogin(): Promise<{ id: string; code: string }> {
  const [code = "", id = ""] = (await startRegistryLogin(request)).loginUrl.split("/").reverse();
  return { id, code };
}

const stripe = stripeDouble();

/** The organization with a Team subscription instead of its contract. */
async function billed({ org }: World): Promise<AccountContext> {
  const { ctx } = org;
  const where = { accountId: ctx.account.id };
  if ((await db().subscription.count({ where })) > 0) return ctx;
  await transaction(async (tx) => {
    await tx.term.updateMany({ where, data: { endsAt: now() } });
    await applyEntitlements(tx, ctx.account.id);
  });
  await buyTeam(stripe, ctx, 5);
  return ctx;
}

/** A cancellation, or its withdrawal: one of the two is always possible. */
async function someQuote(world: World): Promise<string> {
  const ctx = await billed(world);
  const cancelled = await db().subscription.count({ where: { accountId: ctx.account.id, cancelAt: { not: null } } });
  return (await prepareQuote(ctx, { kind: cancelled > 0 ? "resume" : "cancel" })).id;
}

export const ACTIONS: Record<string, ActionRow> = {
  "people/accounts.changeProfileAction": {
    in: "personal account",
    permission: "account:update",
    entitlement: null,
    input: async () => ({ name: word(), bio: "What we make" }),
  },
  "people/accounts.changeHandleAction": {
    in: "organization",
    permission: "account:update",
    entitlement: null,
    input: async () => ({ handle: `handle-${newId().slice(-10)}` }),
  },
  "identity/api-keys.createApiKeyAction": {
    in: "personal account",
    permission: "key:manage",
    entitlement: "api_keys",
    input: async () => ({ name: word(), scopes: ["read"], packagePatterns: [], cidrs: [], expiresInDays: 1 }),
  },
  "identity/api-keys.revokeApiKeyAction": {
    in: "personal account",
    permission: "key:manage",
    entitlement: null,
    input: async ({ signedIn }) => ({ id: (await keyFor(signedIn)).id }),
  },
  "identity/api-keys.approveRegistryLoginAction": {
    in: "personal account",
    permission: "key:manage",
    entitlement: null,
    input: pendingLogin,
  },
  "identity/sign-in.revokeSessionAction": {
    in: "personal account",
    permission: "account:update",
    entitlement: null,
    input: async ({ signedIn }) => ({ sessionId: signedIn.sessionId }),
  },
  "identity/sign-in.revokeOtherSessionsAction": {
    in: "personal account",
    permission: "account:update",
    entitlement: null,
    input: async () => ({}),
  },
  "identity/sign-in.signOutAction": {
    in: "no account",
    because: "it ends the session that asks, and somebody who is signed out stays signed out",
    entitlement: null,
    input: async () => undefined,
  },
  "billing/quotes.prepareQuoteAction": {
    in: "organization",
    permission: "billing:write",
    entitlement: null,
    input: async (world) => {
      await billed(world);
      return { kind: "change_seats", seats: 7 };
    },
  },
  "billing/quotes.applyQuoteAction": {
    in: "organization",
    permission: "billing:write",
    entitlement: null,
    input: async (world) => ({ quoteId: await someQuote(world) }),
  },
  "billing/page.openPortalAction": {
    in: "organization",
    permission: "billing:write",
    entitlement: null,
    input: async (world) => {
      await billed(world);
      return { flow: null };
    },
  },
  "billing/page.changeBillingDetailsAction": {
    in: "organization",
    permission: "billing:write",
    entitlement: null,
    input: async () => ({
      name: word(),
      email: "bills@example.com",
      address: null,
      taxIds: [],
      purchaseOrder: "",
      contacts: [],
    }),
  },
  "billing/quotes.chooseKeptAction": {
    in: "organization",
    permission: "billing:write",
    entitlement: null,
    input: async () => ({ packageIds: [], keyIds: [] }),
  },
  "people/invites.inviteMemberAction": {
    in: "organization",
    permission: "member:invite",
    entitlement: "seats",
    input: async () => ({ email: `${word()}@example.com`, role: "member" }),
  },
  "people/invites.resendInvitationAction": {
    in: "organization",
    permission: "member:invite",
    entitlement: "seats",
    input: async (world) => ({ invitationId: await pendingInvitation(world) }),
  },
  "people/invites.revokeInvitationAction": {
    in: "organization",
    permission: "member:invite",
    entitlement: null,
    input: async (world) => ({ invitationId: await pendingInvitation(world) }),
  },
  "people/invites.acceptInvitationAction": {
    in: "no account",
    because: "the link and the invited address let a person in who is no member yet",
    entitlement: "seats",
    input: async ({ signedIn }) => {
      const { ctx } = await newOrganization(5);
      return { token: (await invited(ctx, signedIn)).token };
    },
  },
  "people/members.changeMemberRoleAction": {
    in: "organization",
    permission: "member:role",
    entitlement: "seats",
    input: async ({ org }) => ({ userId: (await newMember(org, "member")).userId, role: "auditor" }),
  },
  "people/members.removeMemberAction": {
    in: "organization",
    permission: "member:remove",
    entitlement: null,
    input: async ({ org }) => ({ userId: (await newMember(org, "auditor")).userId }),
  },
  "people/organizations.createOrganizationAction": {
    in: "no account",
    because: "everybody who is signed in may found one",
    entitlement: null,
    input: async () => ({ handle: `org-${newId().slice(-10)}`, name: "Founded" }),
  },
  "people/organizations.renameOrganizationAction": {
    in: "organization",
    permission: "account:update",
    entitlement: null,
    input: async () => ({ name: word() }),
  },
  "packages/upkeep.deprecateVersionAction": {
    in: "organization",
    permission: "package:deprecate",
    entitlement: null,
    input: async (world) => ({ name: await newPackage(world, "1.0.0"), version: "1.0.0", message: "Use 2" }),
  },
  "packages/upkeep.setDistTagAction": {
    in: "organization",
    permission: "package:tag",
    entitlement: null,
    input: async (world) => ({ name: await newPackage(world, "1.0.0"), tag: "next", version: "1.0.0" }),
  },
  "packages/upkeep.removeDistTagAction": {
    in: "organization",
    permission: "package:tag",
    entitlement: null,
    input: async (world) => {
      const name = await newPackage(world, "1.0.0");
      await setDistTag(world.org.ctx, { name, tag: "next", version: "1.0.0" });
      return { name, tag: "next" };
    },
  },
  "packages/upkeep.unpublishVersionAction": {
    in: "organization",
    permission: "package:unpublish",
    entitlement: null,
    input: async (world) => {
      const name = await newPackage(world, "1.0.0");
      const { revision } = await db().package.findUniqueOrThrow({ where: { name } });
      return { name, version: "1.0.0", revision };
    },
  },
  "packages/upkeep.changeVisibilityAction": {
    in: "organization",
    permission: "package:visibility",
    entitlement: "packages.private",
    input: async (world) => ({ name: await newPackage(world, "1.0.0"), visibility: "public" }),
  },
  "packages/publish.publishOutlookAction": {
    in: "organization",
    permission: "package:publish",
    entitlement: null,
    input: async ({ handle }) => ({
      name: `@${handle}/${word()}`,
      version: "1.0.0",
      kind: "package",
      access: null,
      size: 0,
    }),
  },
};
