import { run, say, seconds } from "./progress.mjs";
import { runBin, runSteps, SOURCE_STEPS } from "./steps.mjs";

/** What needs no database, no build and no browser: the answer between two changes. `npm test` has the rest. */
run(async () => {
  const from = Date.now();
  await runSteps([
    ...SOURCE_STEPS,
    ["Architecture and pure tests", () => runBin("vitest", ["run", "--project", "unit"])],
  ]);
  say(`All steps took ${seconds(Date.now() - from)}.`);
});
