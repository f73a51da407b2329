import { beforeAll, describe, expect, it } from "vitest";
import { auditCatalogue, recordedWrites } from "./audit";
import { billingCases } from "./billing-cases";
import { clientComponents, links as ownLinks } from "./client-components";
import { colours } from "./colours";
import { database, stripe } from "./database";
import { links, paths } from "./documents";
import { planNames, pureCore } from "./entitlements";
import { componentFolders, floors, truePlan } from "./floors";
import { comments, serverDirectives, sizes, sleeps, types } from "./form";
import { numbers, spelling } from "./numbers";
import { clock, settings } from "./outside-world";
import { ci, hosts, lockFile } from "./repository";
import { cycles, nextImports, rooms, session } from "./rooms";
import { filesOf, type Rule } from "./rule";
import { readRepository, type SourceFile } from "./source";
import { guarded, names, pureNames, readmes, writers } from "./vocabulary";

const RULES: readonly Rule[] = [
  rooms,
  nextImports,
  session,
  cycles,
  floors,
  truePlan,
  componentFolders,
  database,
  stripe,
  settings,
  clock,
  pureCore,
  planNames,
  auditCatalogue,
  recordedWrites,
  pureNames,
  writers,
  guarded,
  readmes,
  names,
  clientComponents,
  ownLinks,
  sizes,
  types,
  comments,
  serverDirectives,
  sleeps,
  colours,
  billingCases,
  numbers,
  spelling,
  links,
  paths,
  hosts,
  lockFile,
  ci,
];

const root = `${import.meta.dirname}/../..`;
let tree: readonly SourceFile[] = [];
beforeAll(() => {
  tree = readRepository(root);
}, 60_000);

it("reads the whole tree", () => {
  expect(tree.length).toBeGreaterThan(500);
  expect(tree.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["middleware.ts", "lib/db.ts", "registry/app.ts", "app/layout.tsx", "package-lock.json"]),
  );
});

describe.each(RULES.map((rule) => [rule.name, rule] as const))("%s", (_name, rule) => {
  it.each(rule.wrong.map((tree) => [Object.keys(tree).join(" "), tree] as const))("reports %s", (_files, tree) => {
    expect(rule.check(filesOf(tree)).length).toBeGreaterThan(0);
  });

  it("says nothing of what is right", () => {
    expect(rule.check(filesOf(rule.right))).toEqual([]);
  });

  it("holds in the tree", () => {
    expect(rule.check(tree)).toEqual([]);
  });
});
