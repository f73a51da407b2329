import { pool } from "@/lib/db";

/** Runs a statement past the triggers of a table, as somebody with the rights of its owner could. */
export async function tamper(table: string, statement: string, values: unknown[]): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
    await client.query(statement, values);
    await client.query(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
