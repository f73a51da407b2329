// An export that only a test calls is dead, unless its comment names the row of docs/rules.md that `@waits` for it. An
// export that its own file uses is alive: a test may use such a part.
const forProduction = process.argv.includes("--production");

/** @type {import("knip").KnipConfig} */
export default {
  entry: [
    "registry/main.ts!",
    "lib/worker/jobs/worker.ts!",
    "prisma/seed/main.ts!",
    "ops/main.ts!",
    "sandbox/stripe/main.ts!",
    "scripts/{demo,test,build,migrate,start-dashboard,ops,lifeline,postgres-guard}.mjs!",
    "scripts/migrate.ts!",
    "bench/world.ts",
  ],
  project: [
    "**/*.{ts,tsx,mjs,css}!",
    "!**/*.{test,fixture,test-support}.{ts,tsx}!",
    "!{e2e,bench}/**!",
    "!scripts/{vitest-*,chromium}.{ts,mjs}!",
  ],
  ignoreExportsUsedInFile: forProduction || { interface: true, type: true },
  tags: ["-waits"],
  // knip does not follow the stylesheet's import of tailwindcss.
  ignoreDependencies: ["@prisma/client", "@biomejs/biome", ...(forProduction ? ["tailwindcss"] : [])],
  ignoreBinaries: ["apt-get", "groupadd", "useradd"],
};
