import { createHmac } from "node:crypto";
import { reveal } from "@/lib/audit/commitments";
import { readPersonal } from "@/lib/audit/queries";
import { storedEventSchema } from "@/lib/audit/schema";
import type { CustomerState, VerifiedEvent } from "@/lib/billing/stripe/types";
import { customer, day } from "@/lib/billing/sync/stripe-history.fixture";
import type { StripeSource } from "@/lib/billing/sync/stripe-source";
import { type SyncTools, syncCustomer } from "@/lib/billing/sync/sync-customer";
import { at, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";

export type Payer = TestOrganization & { customerId: string; tag: string };

/** An organization that is a customer at Stripe without a purchase. Its trial began on `day(0)`. */
export function newPayer(tag: string = newId().slice(-12)): Promise<Payer> {
  return at(day(0), async () => {
    const org = await newOrganization();
    const customerId = `cus_${tag}`;
    await db().billingCustomer.create({
      data: { accountId: org.account.id, stripeCustomerId: customerId, createdAt: now() },
    });
    return { ...org, customerId, tag };
  });
}

/** A Stripe whose answers the test changes between calls. */
export class MovingStripe {
  calls = 0;
  away = false;
  readonly states = new Map<string, CustomerState>();
  readonly checkouts = new Map<string, { status: string; customerId: string | null }>();
  readonly listed: VerifiedEvent[] = [];
  /** Called after an answer is made, before it arrives. */
  whileFetching: () => Promise<void> = async () => undefined;

  set(state: CustomerState): void {
    this.states.set(state.id, state);
  }

  readonly source: StripeSource = {
    fetchCustomerState: async (id) => {
      this.reach();
      const state = this.states.get(id) ?? customer(id);
      await this.whileFetching();
      return state;
    },
    readCheckout: async (id) => {
      this.reach();
      return this.checkouts.get(id) ?? { status: "open", customerId: null };
    },
    findChargeCustomer: async () => {
      this.reach();
      return "";
    },
    listEvents: () => this.list(),
  };

  /** Syncs the customer at this instant of the product's clock. */
  sync({ customerId }: Payer, when: Date, before?: SyncTools["before"]) {
    const tools = { source: this.source, ...(before ? { before } : {}) };
    return at(when, () => syncCustomer({ customerId }, { because: "event" }, tools));
  }

  /** Sets the customer's state, and syncs. */
  syncTo(payer: Payer, state: CustomerState | undefined, when: Date) {
    this.set(state ?? customer(payer.customerId));
    return this.sync(payer, when);
  }

  private reach(): void {
    this.calls += 1;
    if (this.away) throw new AppError("UPSTREAM", { provider: "Stripe" });
  }

  private async *list(): AsyncIterable<VerifiedEvent> {
    this.reach();
    yield* this.listed;
  }
}

export function event(customerId: string, more: Partial<VerifiedEvent> = {}): VerifiedEvent {
  const id = `evt_${newId()}`;
  const type = "customer.subscription.updated";
  const payload = { id, object: "event", type, data: { object: { id: "sub", customer: customerId } } };
  const version = { apiVersion: "2026-10-28.endive", livemode: false };
  return { id, type, customerId, ...version, createdAt: now(), payload, ...more };
}

/** The header of a delivery, as Stripe signs it: `t` in seconds, one `v1` per secret. */
export function signed(body: string, secrets: readonly string[], at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  const v1 = secrets.map((secret) => `v1=${createHmac("sha256", secret).update(`${t}.${body}`).digest("hex")}`);
  return [`t=${t}`, ...v1].join(",");
}

/** The audit trail that two runs must share: every fact word for word, and the end of each changing path. */
export async function trailOf({ account, tag }: Payer) {
  const rows = await db().auditEvent.findMany({
    where: { accountId: account.id, actorType: "stripe" },
    orderBy: { seq: "asc" },
  });
  const personal = await readPersonal(
    account.id,
    rows.map(({ id }) => id),
  );
  const events = rows.map((row) =>
    reveal({ action: row.action, ...storedEventSchema.parse(row) }, personal.get(row.id) ?? {}),
  );
  const plain = (value: unknown) => JSON.stringify(value).replaceAll(tag, "TAG");
  const moving = ["billing.subscription_changed", "billing.customer_changed", "billing.sync_parked"];
  const facts = events.filter(({ action }) => !moving.includes(action));
  const paths = new Map<string, { before: unknown; after: unknown }[]>();
  for (const { targets, changes } of events.filter(({ action }) => moving.includes(action))) {
    for (const { path, before, after } of changes) {
      const key = `${plain(targets)} ${path}`;
      paths.set(key, [...(paths.get(key) ?? []), { before, after }]);
    }
  }
  return {
    facts: facts.map(({ action, targets, metadata }) => plain({ action, targets, metadata })).sort(),
    paths,
  };
}

/** The end of each path. Throws when an entry does not begin where the previous one ended. */
function telescoped(paths: ReadonlyMap<string, { before: unknown; after: unknown }[]>): Record<string, unknown> {
  const reached: Record<string, unknown> = {};
  for (const [key, entries] of paths) {
    let value: unknown = entries[0]?.before ?? null;
    for (const { before, after } of entries) {
      if (before !== value) throw new Error(`${key}: ${String(before)} follows ${String(value)}`);
      value = after;
    }
    if (value !== null) reached[key] = value;
  }
  return reached;
}

/** The synced rows of an account, without the columns about time and number of syncs. */
async function copyOf({ account, tag }: Payer): Promise<unknown> {
  const where = { accountId: account.id };
  const of = { where, orderBy: { id: "asc" }, omit: { accountId: true } } as const;
  const rows = {
    customer: await db().billingCustomer.findUniqueOrThrow({
      where,
      omit: { accountId: true, createdAt: true, syncedAt: true, revision: true },
    }),
    subscriptions: await db().subscription.findMany(of),
    invoices: await db().invoice.findMany({ ...of, include: { lines: { orderBy: { position: "asc" } } } }),
    refunds: await db().refund.findMany(of),
    disputes: await db().dispute.findMany(of),
  };
  const text = JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? Number(value) : value));
  return JSON.parse(text.replaceAll(tag, "TAG"));
}

/** Everything in which two runs of one history must agree. */
export async function finalOf(payer: Payer) {
  const { facts, paths } = await trailOf(payer);
  return { copy: await copyOf(payer), facts, reached: telescoped(paths) };
}
