import { allowLongStatements, disconnect } from "@/lib/db";
import { followClock } from "@/lib/demo/follow-clock";
import { errorSentence } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";
import { isDatabaseAway } from "@/lib/outage";
import { UsageError } from "@/ops/command";
import { run, USAGE } from "@/ops/commands";
import { exitOf } from "@/ops/exit";
import { table } from "@/ops/table";

/** One sentence about the failure; an unexpected error adds its own message. */
function sentenceOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
  if (error instanceof AppError) return errorSentence(error);
  if (isDatabaseAway(error)) return "The database is not responding. Check DATABASE_URL and that the database runs.";
  return `Failed: ${error instanceof Error ? error.message : String(error)}`;
}

allowLongStatements();
let stopClock = () => {};
try {
  stopClock = await followClock();
  const { answer, json } = await run(process.argv.slice(2));
  console.log(json ? JSON.stringify(answer.data, null, 2) : table(answer.rows));
  process.exitCode = answer.exit ?? 0;
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = exitOf(error);
} finally {
  stopClock();
  await disconnect();
}
