import { run, Stop } from "../scripts/progress.mjs";

/** What is measured; each is a module that exports `bench`. */
const SUBJECTS = ["registry", "pages"];

const subject = process.argv[2] ?? "registry";

run(async () => {
  if (!SUBJECTS.includes(subject)) throw new Stop(`npm run bench -- ${SUBJECTS.join(" | ")}`);
  const { bench } = await import(`./${subject}.mjs`);
  await bench();
  // The migrations leave a timer behind.
  process.exit(0);
});
