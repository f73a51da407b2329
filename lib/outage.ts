import { AppError } from "@/lib/errors";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";

/**
 * Codes of Node's sockets, of PostgreSQL (connection lost, shutting down, too many, a timeout, a deadlock), and of
 * Prisma over them.
 */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|08\w{3}|57P0[123]|53300|57014|55P03|25P0[34]|40P01|P1001|P1002|P1008|P1017|P2024|P2028)$/;
/** The driver's words for what has no code: a connection that broke or never came, also while it waited in a queue. */
const AWAY_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (was closed|has encountered))/;
/** The same failures as Prisma's driver adapter names them, inside an error with another code. */
const AWAY_KINDS: ReadonlySet<unknown> = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);

/** Whether the database could not be reached or gave up: nothing was changed, and a moment later it may succeed. */
export function isDatabaseAway(error: unknown): boolean {
  if (hasCode(error, AWAY)) return true;
  return causes(error).some((one) => AWAY_KINDS.has(at(one, "kind")) || AWAY_WORDS.test(String(at(one, "message"))));
}

function hasCode(error: unknown, codes: RegExp): boolean {
  return causes(error).some(
    (one) => codes.test(String(at(one, "code"))) || codes.test(String(at(one, "originalCode"))),
  );
}

/** An error and those inside it: Prisma wraps its driver's, which wraps the socket's. */
function causes(error: unknown, depth = 0): unknown[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  const inner = [at(error, "cause"), at(at(error, "meta"), "driverAdapterError")];
  return [error, ...inner.flatMap((one) => causes(one, depth + 1))];
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && key in value ? Reflect.get(value, key) : undefined;
}

/** Whether an outside provider, such as Stripe, could not be reached: the last known state of it stands. */
export function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === "UPSTREAM";
}

/** Node's words and PostgreSQL's for a disk that is full, or a quota that is used up. */
const FULL = /^(ENOSPC|EDQUOT|53100)$/;
const FULL_DISK = `The disk of this registry is full, so nothing was stored. Only ${REGISTRY_ADMINISTRATOR} can make room.`;

/** The error of an unexpected exception for a caller (E9): 503 while the database is away or a disk full, else 500. */
export function unmeant(error: unknown, requestId: string): AppError {
  if (hasCode(error, FULL)) return new AppError("UNAVAILABLE", { what: "Storage", message: FULL_DISK });
  if (isDatabaseAway(error)) return new AppError("UNAVAILABLE", { what: "The database" });
  return new AppError("UNEXPECTED", { requestId });
}
