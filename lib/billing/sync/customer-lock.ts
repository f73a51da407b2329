import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db";

/** A lock holds a connection and its work needs another, so locks must never use up the pool. */
const MOST_HELD = 4;
const WAIT_MS = 60_000;
const SPACE = 4_242;
const PATIENCE = "SELECT set_config('lock_timeout', $1, false), set_config('statement_timeout', $1, false)";

let held = 0;
const waiting: (() => void)[] = [];

async function takePlace(): Promise<void> {
  if (held < MOST_HELD) {
    held += 1;
    return;
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

function leavePlace(): void {
  const next = waiting.shift();
  if (next) next();
  else held -= 1;
}

export type CustomerLock = {
  /** Throws unless the lock is still held now: a broken connection has lost it. */
  prove(): Promise<void>;
};

/**
 * Runs `work` with an exclusive lock on one customer, across all machines. The lock belongs to its own database
 * session, so it spans calls to Stripe without an open transaction and ends with the process. Never call it inside a
 * transaction.
 */
export async function withCustomerLock<T>(customerId: string, work: (lock: CustomerLock) => Promise<T>): Promise<T> {
  await takePlace();
  try {
    const client = await pool().connect();
    // `prove` detects a session that the server closed; its error event must not end the process.
    const ignore = () => undefined;
    client.on("error", ignore);
    let clean = false;
    try {
      await client.query(PATIENCE, [String(WAIT_MS)]);
      await client.query("SELECT pg_advisory_lock($1, hashtext($2))", [SPACE, customerId]);
      const result = await work({ prove: async () => void (await client.query("SELECT 1")) });
      clean = true;
      return result;
    } finally {
      await release(client, customerId, clean);
      if (clean) client.off("error", ignore);
    }
  } finally {
    leavePlace();
  }
}

/** After a failure the connection is closed, and the lock with it. */
async function release(client: PoolClient, customerId: string, clean: boolean): Promise<void> {
  if (!clean) return client.release(true);
  try {
    await client.query("SELECT pg_advisory_unlock($1, hashtext($2))", [SPACE, customerId]);
    await client.query("RESET lock_timeout; RESET statement_timeout");
    client.release();
  } catch {
    client.release(true);
  }
}
