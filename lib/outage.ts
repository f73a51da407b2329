import { AppError } from "@/lib/errors";

/** Codes of Node's sockets, of PostgreSQL (connection lost, shutting down, too many), and of Prisma over them. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|08\w{3}|57P0[123]|53300|P1001|P1002|P1008|P1017|P2024)$/;
/** The same failures as Prisma's driver adapter names them, inside an error with another code. */
const AWAY_KINDS: ReadonlySet<unknown> = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);

/** Whether the database could not be reached: nothing was changed, and the same request may succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("code" in error && typeof error.code === "string" && AWAY.test(error.code)) return true;
  if ("kind" in error && AWAY_KINDS.has(error.kind)) return true;
  const inner = [at(error, "cause"), at(at(error, "meta"), "driverAdapterError")];
  return inner.some((one) => one !== error && isDatabaseAway(one));
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}

/** Whether an outside provider, such as Stripe, could not be reached: the last known state of it stands. */
export function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === "UPSTREAM";
}

/** The error of an unexpected exception for a caller (E9): 503 while the database is away, else 500. */
export function unmeant(error: unknown, requestId: string): AppError {
  return isDatabaseAway(error)
    ? new AppError("UNAVAILABLE", { what: "The database" })
    : new AppError("UNEXPECTED", { requestId });
}
