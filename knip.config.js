// What only a test calls is dead, unless its comment says which row of docs/rules.md it waits for. An export that
// its own file uses is alive: a test may look at a part of it.
const forProduction = process.argv.includes("--production");

/** @type {import("knip").KnipConfig} */
export default {
  workspaces: {
    ".": {
      entry: [
        "registry/main.ts!",
        "lib/worker/jobs/{worker,prepare-queues}.ts!",
        "lib/packages/readme/render-thread.ts!",
        "prisma/seed/main.ts!",
        "ops/main.ts!",
        "scripts/{demo,check,test,test-dates,build,migrate,start-dashboard,ops,lifeline,postgres-guard}.mjs!",
        "scripts/migrate.ts!",
        "bench/world.ts",
        "bench/navigation.mjs",
      ],
      project: [
        "**/*.{ts,tsx,mjs,css}!",
        "!**/*.{test,fixture,test-support}.{ts,tsx}!",
        "!{e2e,bench}/**!",
        "!scripts/{vitest-*,chromium}.{ts,mjs}!",
      ],
    },
    "sandbox/stripe": {
      entry: ["main.ts!"],
      project: ["**/*.ts!", "!**/*.{test,test-support}.ts!"],
    },
  },
  ignoreExportsUsedInFile: forProduction || { interface: true, type: true },
  tags: ["-waits"],
  // knip does not follow the stylesheet's import of tailwindcss.
  ignoreDependencies: ["@prisma/client", "@biomejs/biome", ...(forProduction ? ["tailwindcss"] : [])],
  ignoreBinaries: ["apt-get", "dpkg", "groupadd", "useradd"],
};
