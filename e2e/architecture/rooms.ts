import { at, isCode, isTest, type Rule, roomOf } from "./rule";
import { moduleName } from "./source";
import { valueImports } from "./traits";

/** The rooms that a room may import. Nobody may import `app`, and only `registry` may import `registry`. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  app: ["app", "components", "lib"],
  components: ["components", "lib"],
  registry: ["registry", "lib"],
  lib: ["lib", "generated"],
  ops: ["ops", "lib"],
  prisma: ["prisma", "lib", "generated"],
  scripts: ["scripts"],
  bench: ["bench", "scripts", "e2e", "lib"],
  sandbox: ["sandbox"],
  "": ["", "lib", "scripts"],
};

export const rooms: Rule = {
  name: "a room imports only the rooms below it",
  check: (files) =>
    files.flatMap((file) => {
      if (!isCode(file.path) || isTest(file.path)) return [];
      const room = roomOf(file.path);
      const allowed = MAY_IMPORT[room];
      if (!allowed) return [at(file, 1, `the folder ${room} is not in the architecture`)];
      return file.imports
        .filter(({ own, target, typeOnly }) => {
          const closedSet = typeOnly && target === "generated/prisma/enums";
          return own && !closedSet && !allowed.includes(roomOf(target));
        })
        .map(({ line, target }) => at(file, line, `${room || "the top"} must not import ${target}`));
    }),
  wrong: [
    { "lib/people/members/queries.ts": 'import { Button } from "@/components/ui/button";' },
    { "components/people/list.tsx": 'import type { Page } from "../../app/page";' },
    { "registry/app.ts": 'import "@/components/ui/button";' },
    { "lib/worker/jobs/worker.ts": 'const app = await import("@/registry/app");' },
    { "app/page.tsx": 'export { buildRegistry } from "@/registry/app";' },
    { "bench/main.ts": 'import "@/registry/app";' },
    { "components/people/list.tsx": 'import { Role } from "@/generated/prisma/enums";' },
    { "newroom/thing.ts": "export const one = 1;" },
  ],
  right: {
    "app/page.tsx":
      'import { List } from "@/components/people/list";\nimport { load } from "@/lib/people/members/loaders";',
    "components/people/list.tsx": 'import type { Role } from "@/generated/prisma/enums";',
    "registry/app.ts": 'import { now } from "@/lib/clock";\nimport { request } from "./request";',
  },
};

/** Modules between a request and the verbs: they read the session and know the framework. */
const FACES_THE_REQUEST = /^lib\/entry\/|\/(actions|loaders)\.ts$/;

export const nextImports: Rule = {
  name: "in lib only actions, loaders and entry import next",
  check: (files) =>
    files.flatMap((file) => {
      const free = isTest(file.path) || FACES_THE_REQUEST.test(file.path);
      if (roomOf(file.path) !== "lib" || free) return [];
      return file.imports
        .filter(({ target }) => target === "next")
        .map(({ line, request }) => at(file, line, `imports ${request}`));
    }),
  wrong: [{ "lib/people/members/remove-member.ts": 'import { revalidatePath } from "next/cache";' }],
  right: {
    "lib/people/members/actions.ts": '"use server";\nimport { revalidatePath } from "next/cache";',
    "lib/identity/sign-in/adapter.ts": 'import type { Adapter } from "next-auth/adapters";',
  },
};

export const session: Rule = {
  name: "verbs and queries know neither the session nor loaders nor actions",
  check: (files) =>
    files.flatMap((file) => {
      const outer = /\/(actions|loaders)$/;
      if (!file.path.startsWith("lib/") || isTest(file.path) || FACES_THE_REQUEST.test(file.path)) return [];
      return file.imports
        .filter(({ own, target, typeOnly }) => own && !typeOnly && outer.test(target))
        .map(({ line, target }) => at(file, line, `imports ${target}`));
    }),
  wrong: [
    { "lib/people/members/remove-member.ts": 'import { currentPerson } from "@/lib/access/loaders";' },
    { "lib/people/members/queries.ts": 'import { removeMemberAction } from "@/lib/people/members/actions";' },
  ],
  right: { "lib/people/members/loaders.ts": 'import { requireAccount } from "@/lib/access/loaders";' },
};

export const cycles: Rule = {
  name: "imports have no cycles",
  check: (files) => {
    const modules = new Map(files.filter(({ path }) => isCode(path)).map((file) => [moduleName(file.path), file]));
    const done = new Set<string>();
    const found: string[] = [];
    const walk = (name: string, trail: readonly string[]) => {
      if (trail.includes(name)) {
        found.push([...trail.slice(trail.indexOf(name)), name].join(" → "));
        return;
      }
      const file = modules.get(name);
      if (!file || done.has(name)) return;
      for (const { target } of valueImports(file)) walk(target, [...trail, name]);
      done.add(name);
    };
    for (const name of modules.keys()) walk(name, []);
    return found;
  },
  wrong: [
    {
      "lib/a.ts": 'import { b } from "@/lib/b";\nexport const a = b;',
      "lib/b.ts": 'import { c } from "./c";\nexport const b = c;',
      "lib/c.ts": 'import { a } from "@/lib/a";\nexport const c = a;',
    },
  ],
  right: {
    "lib/a.ts": 'import { b } from "@/lib/b";\nexport const a = b;',
    "lib/b.ts": 'import type { A } from "@/lib/a";\nexport const b = 1;',
  },
};
