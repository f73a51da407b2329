import { disconnect } from "@/lib/db";
import { followClock } from "@/lib/demo/follow-clock";
import { errorSentence } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";
import { run, USAGE, UsageError } from "@/ops/commands";
import { table } from "@/ops/table";

const EXIT = { usage: 2, notAllowed: 3, blocked: 4, failed: 1 } as const;

function exitCode(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (!(error instanceof AppError)) return EXIT.failed;
  if (error.code === "VALIDATION") return EXIT.usage;
  if (error.code === "FORBIDDEN" || error.code === "UNAUTHENTICATED") return EXIT.notAllowed;
  return error.status >= 400 && error.status < 500 ? EXIT.blocked : EXIT.failed;
}

const stopClock = await followClock();
try {
  const { answer, json } = await run(process.argv.slice(2));
  console.log(json ? JSON.stringify(answer.data, null, 2) : table(answer.rows));
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
  else console.error(error instanceof AppError ? errorSentence(error) : error);
  process.exitCode = exitCode(error);
} finally {
  stopClock();
  await disconnect();
}
