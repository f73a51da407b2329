import { AppError } from "@/lib/errors";

/** Tarballs of one account that one process unpacks at once. */
const AT_ONCE = 4;
/** Tarballs that may wait for their turn, and for how long. */
const MOST_WAITING = 100;
const LONGEST_WAIT_MS = 60_000;
const RETRY_AFTER_SECONDS = 10;

type Line = { running: number; waiting: (() => void)[] };

const lines = new Map<string, Line>();

/**
 * Runs costly work in the account's turn, so that no account takes the whole process. Errors: RATE_LIMITED when too many
 * wait, or for too long.
 */
export async function inTurn<T>(accountId: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(accountId) ?? { running: 0, waiting: [] };
  lines.set(accountId, line);
  if (line.running >= AT_ONCE) await wait(line);
  else line.running += 1;

  try {
    return await work();
  } finally {
    pass(accountId, line);
  }
}

/** Resolves when a predecessor hands its place over. */
function wait(line: Line): Promise<void> {
  const refusal = new AppError("RATE_LIMITED", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  if (line.waiting.length >= MOST_WAITING) return Promise.reject(refusal);
  return new Promise((resolve, reject) => {
    const start = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      line.waiting = line.waiting.filter((one) => one !== start);
      reject(refusal);
    }, LONGEST_WAIT_MS);
    line.waiting.push(start);
  });
}

function pass(accountId: string, line: Line): void {
  const next = line.waiting.shift();
  if (next) next();
  else line.running -= 1;
  if (line.running === 0) lines.delete(accountId);
}
