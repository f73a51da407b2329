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

/** What an action needs, and an input that is right for whoever may: made anew for every call, since calls change things. */
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

/** A package of the organization with the versions, by its owner. */
async function newPackage({ org, handle }: World, ...versions: string[]): Promise<string> {
  const name = `@${handle}/${word()}`;
  for (const version of versions) await publish(org.ctx, { name, version });
  return name;
}

async function pendingInvitation({ org }: World): Promise<string> {
  return (await invited(org.ctx, await newPerson("Invited"))).id;
}

async function pendingLogin(): Promise<string> {
  const { loginUrl } = await startRegistryLogin(request);
  return loginUrl.split("/").at(-1) ?? "";
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

/** A cancellation, or its withdrawal: one of the two can always be agreed to. */
async function someQuote(world: World): Promise<string> {
  const ctx = await billed(world);
  const cancelled = await db().subscription.count({ where: { accountId: ctx.account.id, cancelAt: { not: null } } });
  return (await prepareQuote(ctx, { kind: cancelled > 0 ? "resume" : "cancel" })).id;
}

export const ACTIONS: Record<string, ActionRow> = {
  "accounts.changeProfileAction": {
    in: "personal account",
    permission: "account:update",
    entitlement: null,
    input: async () => ({ name: word(), bio: "What we make" }),
  },
  "accounts.changeHandleAction": {
    in: "organization",
    permission: "account:update",
    entitlement: null,
    input: async () => ({ handle: `handle-${newId().slice(-10)}` }),
  },
  "api-keys.createApiKeyAction": {
    in: "personal account",
    permission: "key:manage",
    entitlement: "api_keys",
    input: async () => ({ name: word(), scopes: ["read"], packagePatterns: [], cidrs: [], expiresInDays: 1 }),
  },
  "api-keys.revokeApiKeyAction": {
    in: "personal account",
    permission: "key:manage",
    entitlement: null,
    input: async ({ signedIn }) => ({ id: (await keyFor(signedIn)).id }),
  },
  "api-keys.approveRegistryLoginAction": {
    in: "personal account",
    permission: "key:manage",
    entitlement: null,
    input: async () => ({ id: await pendingLogin() }),
  },
  "auth.revokeSessionAction": {
    in: "personal account",
    permission: "account:update",
    entitlement: null,
    input: async ({ signedIn }) => ({ sessionId: signedIn.sessionId }),
  },
  "auth.revokeOtherSessionsAction": {
    in: "personal account",
    permission: "account:update",
    entitlement: null,
    input: async () => ({}),
  },
  "auth.signOutAction": {
    in: "no account",
    because: "it ends the session that asks, and somebody who is signed out stays signed out",
    entitlement: null,
    input: async () => undefined,
  },
  "billing.prepareQuoteAction": {
    in: "organization",
    permission: "billing:write",
    entitlement: null,
    input: async (world) => {
      await billed(world);
      return { kind: "change_seats", seats: 7 };
    },
  },
  "billing.applyQuoteAction": {
    in: "organization",
    permission: "billing:write",
    entitlement: null,
    input: async (world) => ({ quoteId: await someQuote(world) }),
  },
  "billing.openPortalAction": {
    in: "organization",
    permission: "billing:write",
    entitlement: null,
    input: async (world) => {
      await billed(world);
      return { flow: null };
    },
  },
  "billing.changeBillingDetailsAction": {
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
  "billing.chooseKeptAction": {
    in: "organization",
    permission: "billing:write",
    entitlement: null,
    input: async () => ({ packageIds: [], keyIds: [] }),
  },
  "invites.inviteMemberAction": {
    in: "organization",
    permission: "member:invite",
    entitlement: "seats",
    input: async () => ({ email: `${word()}@example.com`, role: "member" }),
  },
  "invites.resendInvitationAction": {
    in: "organization",
    permission: "member:invite",
    entitlement: "seats",
    input: async (world) => ({ invitationId: await pendingInvitation(world) }),
  },
  "invites.revokeInvitationAction": {
    in: "organization",
    permission: "member:invite",
    entitlement: null,
    input: async (world) => ({ invitationId: await pendingInvitation(world) }),
  },
  "invites.acceptInvitationAction": {
    in: "no account",
    because: "the link and the invited address let a person in who is no member yet",
    entitlement: "seats",
    input: async ({ signedIn }) => {
      const { ctx } = await newOrganization(5);
      return { token: (await invited(ctx, signedIn)).token };
    },
  },
  "members.changeMemberRoleAction": {
    in: "organization",
    permission: "member:role",
    entitlement: "seats",
    input: async ({ org }) => ({ userId: (await newMember(org, "member")).userId, role: "auditor" }),
  },
  "members.removeMemberAction": {
    in: "organization",
    permission: "member:remove",
    entitlement: null,
    input: async ({ org }) => ({ userId: (await newMember(org, "auditor")).userId }),
  },
  "organizations.createOrganizationAction": {
    in: "no account",
    because: "everybody who is signed in may found one",
    entitlement: null,
    input: async () => ({ handle: `org-${newId().slice(-10)}`, name: "Founded" }),
  },
  "organizations.renameOrganizationAction": {
    in: "organization",
    permission: "account:update",
    entitlement: null,
    input: async () => ({ name: word() }),
  },
  "packages.deprecateVersionAction": {
    in: "organization",
    permission: "package:deprecate",
    entitlement: null,
    input: async (world) => ({ name: await newPackage(world, "1.0.0"), version: "1.0.0", message: "Use 2" }),
  },
  "packages.setDistTagAction": {
    in: "organization",
    permission: "package:tag",
    entitlement: null,
    input: async (world) => ({ name: await newPackage(world, "1.0.0"), tag: "next", version: "1.0.0" }),
  },
  "packages.removeDistTagAction": {
    in: "organization",
    permission: "package:tag",
    entitlement: null,
    input: async (world) => {
      const name = await newPackage(world, "1.0.0");
      await setDistTag(world.org.ctx, { name, tag: "next", version: "1.0.0" });
      return { name, tag: "next" };
    },
  },
  "packages.unpublishVersionAction": {
    in: "organization",
    permission: "package:unpublish",
    entitlement: null,
    input: async (world) => {
      const name = await newPackage(world, "1.0.0");
      const { revision } = await db().package.findUniqueOrThrow({ where: { name } });
      return { name, version: "1.0.0", revision };
    },
  },
  "packages.changeVisibilityAction": {
    in: "organization",
    permission: "package:visibility",
    entitlement: "packages.private",
    input: async (world) => ({ name: await newPackage(world, "1.0.0"), visibility: "public" }),
  },
  "packages.publishContentAction": {
    in: "organization",
    permission: "package:publish",
    entitlement: "publishes",
    input: async ({ handle }) => ({
      kind: "theme",
      name: `@${handle}/${word()}`,
      version: "1.0.0",
      description: "",
      keywords: [],
      visibility: "private",
      document: JSON.stringify({ name: "Night", tokens: { radius: "8px" } }),
    }),
  },
  "packages.publishOutlookAction": {
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
