import { at, isCode, isTest, type Rule, roomOf } from "./rule";
import { moduleName, type SourceFile } from "./source";
import { purity, valueImports } from "./traits";

/** Everything sent to a browser: client components, and their imports that are no actions. */
function clientModules(files: readonly SourceFile[]): SourceFile[] {
  const byName = new Map(files.filter(({ path }) => isCode(path)).map((file) => [moduleName(file.path), file]));
  const found = new Map<string, SourceFile>();
  const add = (file: SourceFile) => {
    if (found.has(file.path)) return;
    found.set(file.path, file);
    for (const { target } of valueImports(file)) {
      const next = byName.get(target);
      // The bundle ends at an action: the browser gets only its address.
      if (next && next.directive !== "use server") add(next);
    }
  };
  for (const file of byName.values()) if (file.directive === "use client" && !isTest(file.path)) add(file);
  return [...found.values()];
}

export const clientComponents: Rule = {
  name: "client components import from lib only actions and pure modules",
  check: (files) => {
    const isPure = purity(files, "anywhere");
    return clientModules(files).flatMap((file) =>
      valueImports(file)
        .filter(({ target }) => roomOf(target) === "lib" && !/\/actions$/.test(target) && !isPure(target))
        .map(({ line, target }) => at(file, line, `brings ${target} into the browser`)),
    );
  },
  wrong: [
    { "components/people/list.tsx": '"use client";\nimport { list } from "@/lib/people/members/queries";' },
    {
      "components/people/list.tsx": '"use client";\nimport { words } from "./words";',
      "components/people/words.ts": 'import { env } from "@/lib/env";\nexport const words = env();',
    },
    {
      "components/people/list.tsx": '"use client";\nimport { fits } from "@/lib/people/members/rules";',
      "lib/people/members/rules.ts": 'import { now } from "@/lib/clock";\nexport const fits = now();',
    },
  ],
  right: {
    "components/people/list.tsx":
      '"use client";\nimport { removeMemberAction } from "@/lib/people/members/actions";\nimport type { Row } from "@/lib/people/members/queries";',
    "components/people/page.tsx":
      'import { load } from "@/lib/people/members/loaders";\nimport { List } from "./list";',
  },
};

const LINK = "components/ui/link";

export const links: Rule = {
  name: "only the product's own link imports Next's, which loads every page in view ahead",
  check: (files) =>
    files.flatMap((file) =>
      file.imports
        .filter(({ request, typeOnly }) => request === "next/link" && !typeOnly && moduleName(file.path) !== LINK)
        .map(({ line }) => at(file, line, "imports next/link")),
    ),
  wrong: [{ "components/people/list.tsx": 'import Link from "next/link";' }],
  right: {
    "components/ui/link.tsx": '"use client";\nimport NextLink from "next/link";',
    "components/people/list.tsx": 'import { Link } from "@/components/ui/link";',
  },
};
