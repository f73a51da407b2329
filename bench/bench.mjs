import { run, Stop } from "../scripts/progress.mjs";

/** What is measured, by its name on the command line. */
const SUBJECTS = new Map([
  ["registry", () => import("./registry.mjs")],
  ["pages", () => import("./pages.mjs")],
]);

run(async () => {
  const load = SUBJECTS.get(process.argv[2] ?? "registry");
  if (!load) throw new Stop(`npm run bench -- ${[...SUBJECTS.keys()].join(" | ")}`);
  const { bench } = await load();
  await bench();
  // The migrations leave a timer behind.
  process.exit(0);
});
