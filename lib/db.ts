import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool } from "pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { env } from "@/lib/env";
import { log } from "@/lib/logger";
import { WatchedPool } from "@/lib/watched-pool";

/** Connections and waits of one pool, in milliseconds. */
type Lane = { max: number; connectMs: number; statementMs: number; lockMs: number; idleInTransactionMs: number };

/** Single statements. Transactions have connections of their own, so writes that wait never hold up a read. */
const READS: Lane = { max: 10, connectMs: 5_000, statementMs: 10_000, lockMs: 5_000, idleInTransactionMs: 30_000 };
const WRITES: Lane = { max: 8, connectMs: 10_000, statementMs: 20_000, lockMs: 10_000, idleInTransactionMs: 30_000 };
/** For processes in which no client waits: a job may read and delete much in one statement. */
const JOB_STATEMENT_MS = 600_000;

type Side = { prisma: PrismaClient; pool: WatchedPool };
type Database = { reads: Side; writes: Side };
const kept = globalThis as typeof globalThis & { packhouseDatabase?: Database; packhouseLongStatements?: boolean };

function connect(name: string, lane: Lane): Side {
  const settings = {
    connectionString: env().DATABASE_URL,
    application_name: `packhouse-${name}`,
    max: lane.max,
    connectionTimeoutMillis: lane.connectMs,
    statement_timeout: kept.packhouseLongStatements ? JOB_STATEMENT_MS : lane.statementMs,
    lock_timeout: lane.lockMs,
    idle_in_transaction_session_timeout: lane.idleInTransactionMs,
  };
  const pool = new WatchedPool(settings, (silent) => {
    if (silent) log().error({ pool: name }, "the database does not answer");
    else log().info({ pool: name }, "the database answers again");
  });
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

function database(): Database {
  kept.packhouseDatabase ??= { reads: connect("reads", READS), writes: connect("writes", WRITES) };
  return kept.packhouseDatabase;
}

/** Lets statements run for ten minutes. The worker and the operators' command call it before their first query. */
export function allowLongStatements(): void {
  kept.packhouseLongStatements = true;
}

/** Prisma over the process's pool. Only queries, verbs, the audit recorder and the seed import it. */
export function db(): PrismaClient {
  return database().reads.prisma;
}

/** The pool itself, for the registry's hot reads, which use named prepared statements, and for session locks. */
export function pool(): Pool {
  return database().reads.pool;
}

export type Tx = Prisma.TransactionClient;

/**
 * Runs one transaction; the verb's write, its audit row and its outbox messages all take `tx`. Read committed: rules
 * that span rows lock them first (`lockAccount`, `lockPackage`, the counter row).
 */
export function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database().writes.prisma.$transaction(work, { maxWait: WRITES.connectMs, timeout: 30_000 });
}

export async function disconnect(): Promise<void> {
  const open = kept.packhouseDatabase;
  if (!open) return;
  delete kept.packhouseDatabase;
  for (const { prisma, pool } of [open.reads, open.writes]) {
    await prisma.$disconnect();
    await pool.end();
  }
}
