import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { env } from "@/lib/env";

const connections = 10;

type Database = { prisma: PrismaClient; pool: Pool };
const kept = globalThis as typeof globalThis & { packhouseDatabase?: Database };

function connect(): Database {
  const pool = new Pool({ connectionString: env().DATABASE_URL, max: connections });
  // Without a listener, an idle connection that the server closes would end the process; the next query opens another.
  pool.on("error", () => undefined);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

function database(): Database {
  kept.packhouseDatabase ??= connect();
  return kept.packhouseDatabase;
}

/** Prisma over the process's pool. Only queries, verbs, the audit recorder and the seed import it. */
export function db(): PrismaClient {
  return database().prisma;
}

/** The pool itself, for LISTEN and the registry's hot reads, which use named prepared statements. */
export function pool(): Pool {
  return database().pool;
}

export type Tx = Prisma.TransactionClient;

/**
 * Runs one transaction; the verb's write, its audit row and its outbox messages all take `tx`. Read committed: rules
 * that span rows lock them first (`lockAccount`, `lockPackage`, the counter row).
 */
export function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(work, { maxWait: 10_000, timeout: 30_000 });
}

export async function disconnect(): Promise<void> {
  const open = kept.packhouseDatabase;
  if (!open) return;
  delete kept.packhouseDatabase;
  await open.prisma.$disconnect();
  await open.pool.end();
}
