import { beforeEach, describe, expect, it, vi } from "vitest";
import { cutTheLock, dropCutConnections } from "@/lib/billing/sync/cut-connections.fixture";
import { finalOf, MovingStripe, newPayer, type Payer } from "@/lib/billing/sync/payer.fixture";
import { customer, day, sevenEvents } from "@/lib/billing/sync/stripe-history.fixture";
import { SYNC_STEPS, type SyncStep, type SyncTools } from "@/lib/billing/sync/sync-customer";
import { pool } from "@/lib/db";

vi.stubEnv("LOG_LEVEL", "silent");

const LATER = day(100);
let stripe: MovingStripe;
beforeEach(() => {
  stripe = new MovingStripe();
});

describe("cut off", () => {
  const whole = async () => {
    const payer = await newPayer();
    const states = sevenEvents(payer.tag);
    await stripe.syncTo(payer, states[3], LATER);
    await stripe.syncTo(payer, states[6], LATER);
    return finalOf(payer);
  };

  async function cutAt(step: SyncStep, cut: (payer: Payer) => SyncTools["before"]) {
    const payer = await newPayer();
    const states = sevenEvents(payer.tag);
    await stripe.syncTo(payer, states[3], LATER);
    const former = await finalOf(payer);
    stripe.set(states[6] ?? customer(payer.customerId));
    await expect(stripe.sync(payer, LATER, cut(payer))).rejects.toThrow();
    await dropCutConnections();
    expect(await finalOf(payer), `after ${step}`).toEqual(former);
    await stripe.sync(payer, LATER);
    return finalOf(payer);
  }

  it("by an error before any step: nothing is half done, and the next try ends as if nothing had been", async () => {
    const expected = await whole();
    for (const step of SYNC_STEPS) {
      const found = await cutAt(step, () => async (reached) => {
        if (reached === step) throw new Error("cut off");
      });
      expect(found, step).toEqual(expected);
    }
  });

  it("by the database ending the session before any step of the transaction: the same", async () => {
    const expected = await whole();
    for (const step of SYNC_STEPS.filter((one) => one !== "fetch" && one !== "begin")) {
      const found = await cutAt(step, () => async (reached, tx) => {
        if (reached !== step || !tx) return;
        const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS "pid"`;
        await pool().query("SELECT pg_terminate_backend($1)", [row?.pid]);
      });
      expect(found, step).toEqual(expected);
    }
  });

  it("by the database ending the session of the lock before the rows are written: the same", async () => {
    const expected = await whole();
    for (const step of ["fetch", "begin", "lock"] as const) {
      const found = await cutAt(step, (payer) => async (reached) => {
        if (reached === step) await cutTheLock(payer.customerId);
      });
      expect(found, step).toEqual(expected);
    }
  });
});
