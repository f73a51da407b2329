import { valueImports } from "./rooms";
import { at, isCode, isTest, type Rule, roomOf } from "./rule";
import { moduleName, type SourceFile } from "./source";

/** Rule 5, beside schema, types, rules and actions: pure modules that a browser may hold, and why. */
const PURE: Record<string, string> = {
  "lib/entry/result": "the answer of an action",
  "lib/errors": "the codes of refusals",
  "lib/error-copy": "the words of refusals",
  "lib/money": "how an amount is written",
  "lib/access/permissions": "the table of roles, which decides what a menu offers",
  "lib/access/key-patterns": "what a package pattern is",
  "lib/entitlements/windows": "how long a day is",
  "lib/access/device-name": "words for a device",
  "lib/packages/publish/content-schema": "the schemas of content kinds, which the form checks as the publish does",
};

const ALLOWED = /^lib\/[a-z-]+\/(schema|types|rules|actions)$/;

/** Everything that is sent to a browser: client components, and what they import that is not one by its own word. */
function clientModules(files: readonly SourceFile[]): SourceFile[] {
  const byName = new Map(files.filter(({ path }) => isCode(path)).map((file) => [moduleName(file.path), file]));
  const found = new Map<string, SourceFile>();
  const add = (file: SourceFile) => {
    if (found.has(file.path)) return;
    found.set(file.path, file);
    for (const { target } of valueImports(file)) {
      const next = byName.get(target);
      // The bundle ends at an action: the browser gets its address only.
      if (next && next.directive !== "use server") add(next);
    }
  };
  for (const file of byName.values()) if (file.directive === "use client" && !isTest(file.path)) add(file);
  return [...found.values()];
}

export const clientComponents: Rule = {
  name: "client components take from lib only schema, types, rules and actions",
  check: (files) =>
    clientModules(files).flatMap((file) =>
      valueImports(file)
        .filter(({ target }) => roomOf(target) === "lib" && !ALLOWED.test(target) && !(target in PURE))
        .map(({ line, target }) => at(file, line, `takes ${target} to the browser`)),
    ),
  wrong: [
    { "components/team/list.tsx": '"use client";\nimport { list } from "@/lib/people/members/queries";' },
    {
      "components/team/list.tsx": '"use client";\nimport { words } from "./words";',
      "components/team/words.ts": 'import { env } from "@/lib/env";\nexport const words = env();',
    },
    {
      "components/team/list.tsx": '"use client";\nimport { fits } from "@/lib/people/members/rules";',
      "lib/people/members/rules.ts": 'import { now } from "@/lib/clock";\nexport const fits = now();',
    },
  ],
  right: {
    "components/team/list.tsx":
      '"use client";\nimport { removeMemberAction } from "@/lib/people/members/actions";\nimport type { Row } from "@/lib/people/members/queries";',
    "components/team/page.tsx": 'import { load } from "@/lib/people/members/loaders";\nimport { List } from "./list";',
  },
};
