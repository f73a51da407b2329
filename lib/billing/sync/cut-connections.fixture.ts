import { pool } from "@/lib/db";

/** Ends the database session that holds the customer's lock, like a crash of its process. */
export async function cutTheLock(customerId: string): Promise<void> {
  await pool().query(
    `SELECT pg_terminate_backend("pid") FROM pg_locks
      WHERE "locktype" = 'advisory' AND "classid" = 4242 AND "objid" = (hashtext($1)::bigint & 4294967295)::oid
        AND "database" = (SELECT "oid" FROM pg_database WHERE "datname" = current_database())`,
    [customerId],
  );
}

/** Lets the pool notice the connections that the server has closed. */
export async function dropCutConnections(): Promise<void> {
  const asked = Array.from({ length: 10 }, () => pool().query("SELECT 1"));
  await Promise.allSettled(asked);
}
