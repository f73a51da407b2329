import "server-only";
import { pool } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Checks that this process can serve: it reaches the database and finds our tables there. Throws otherwise. */
export async function checkReadiness(): Promise<void> {
  try {
    await pool().query('SELECT 1 FROM "Account" LIMIT 1');
  } catch {
    throw new AppError("UNAVAILABLE", { what: "The database" });
  }
}
