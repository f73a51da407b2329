import { at, isTest, type Rule, roomOf } from "./rule";
import { moduleName, type SourceFile } from "./source";
import { fixedName } from "./traits";

/** Who holds a connection besides lib's verbs and queries, and why. */
const HOLDS_THE_DATABASE: Record<string, string> = {
  "registry/main": "closes the pool when the process ends",
  "lib/db": "is the database",
  "lib/worker/jobs/worker": "closes the pool when the process ends",
};

const DATABASE = ["lib/db", "generated/prisma/client"];
const DRIVERS = ["pg", "@prisma/client", "@prisma/adapter-pg"];

function mayTouch(file: SourceFile): boolean {
  const module = moduleName(file.path);
  if (isTest(file.path) || module in HOLDS_THE_DATABASE) return true;
  if (roomOf(file.path) === "lib") {
    return !file.path.startsWith("lib/entry/") && ["queries", null].includes(fixedName(file.path));
  }
  return file.path.startsWith("prisma/") || ["scripts", "bench", "ops"].includes(roomOf(file.path));
}

/** Files with a connection of their own beside the pool. */
const CONNECTS: Record<string, string> = {
  "lib/db": "opens the pool",
  "lib/listener": "LISTEN needs a connection that nobody shares",
  "lib/silence": "asks beside the pool whether the database is there",
  "lib/watched-pool": "is the pool",
};

function connects(file: SourceFile): boolean {
  return moduleName(file.path) in CONNECTS || ["scripts", "bench"].includes(roomOf(file.path)) || isTest(file.path);
}

/** Types of rows and transactions are erased, so anybody may use them. */
export const database: Rule = {
  name: "only queries and verbs touch the database",
  check: (files) =>
    files.flatMap((file) => {
      const own = mayTouch(file)
        ? []
        : file.imports.filter(({ own, typeOnly, target }) => own && !typeOnly && DATABASE.includes(target));
      const client = file.imports.filter(
        ({ own, typeOnly, target, names }) =>
          !typeOnly && !connects(file) && (own ? names.includes("PrismaClient") : DRIVERS.includes(target)),
      );
      return [...new Set([...own, ...client])].map(({ line, target }) => at(file, line, `imports ${target}`));
    }),
  wrong: [
    { "lib/people/members/loaders.ts": 'import { db } from "@/lib/db";' },
    { "lib/people/members/actions.ts": '"use server";\nimport { transaction } from "@/lib/db";' },
    { "lib/people/members/rules.ts": 'import { db } from "@/lib/db";' },
    { "lib/entry/client.ts": 'import { db } from "@/lib/db";' },
    { "app/page.tsx": 'import { db } from "@/lib/db";' },
    { "registry/routes/search.ts": 'import { db } from "@/lib/db";' },
    { "components/people/list.tsx": 'import { Prisma } from "@/generated/prisma/client";' },
    { "lib/people/members/queries.ts": 'import { PrismaClient } from "@/generated/prisma/client";' },
    { "lib/people/members/remove-member.ts": 'import { Pool } from "pg";' },
  ],
  right: {
    "lib/people/members/queries.ts":
      'import { db } from "@/lib/db";\nimport { Prisma } from "@/generated/prisma/client";',
    "lib/people/members/remove-member.ts": 'import { type Tx, transaction } from "@/lib/db";',
    "lib/people/members/member-guards.ts": 'import type { Tx } from "@/lib/db";',
  },
};

/** The gateway, and tests that drive the sandbox like the gateway. */
function maySpeakToStripe(file: string): boolean {
  return file.startsWith("lib/billing/stripe/") || (file.startsWith("sandbox/stripe/") && isTest(file));
}

export const stripe: Rule = {
  name: "only lib/billing/stripe speaks to Stripe",
  check: (files) =>
    files.flatMap((file) =>
      file.imports
        .filter(({ own, target }) => !own && target === "stripe" && !maySpeakToStripe(file.path))
        .map(({ line }) => at(file, line, "imports stripe")),
    ),
  wrong: [
    { "lib/billing/quote.ts": 'import Stripe from "stripe";' },
    { "lib/billing/subscriptions/types.ts": 'import type Stripe from "stripe";' },
    { "sandbox/stripe/server.ts": 'import Stripe from "stripe";' },
    { "lib/billing/quote.test.ts": 'import Stripe from "stripe";' },
  ],
  right: {
    "lib/billing/stripe/gateway.ts": 'import Stripe from "stripe";',
    "sandbox/stripe/tests/api.test.ts": 'import Stripe from "stripe";',
  },
};
