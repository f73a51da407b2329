import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/generated/prisma/enums";
import { revokeApiKey } from "@/lib/identity/api-keys/revoke-api-key";
import { expiredTokenFor, keyFor, ownContextOf, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { newMember, newPerson } from "@/lib/people/members/members.fixture";
import { ask } from "@/registry/registry.fixture";
import { CLIENTS, type ClientName, freshClient } from "./client";
import { closureOf } from "./closures.mjs";
import { inTurns } from "./in-turns";
import { filesOfTarball, installedIn } from "./installed";
import { type Organization, organization } from "./people";
import { type RegistryProcess, startRegistry } from "./registry-process";
import { type Repacked, republish } from "./republish";

let registry: RegistryProcess;
let acme: Organization;
let folder = "";
let trees: { express: Repacked[]; fastify: Repacked[] };
/** The clients' output for a hidden package, an ended token, and a role that may not install. */
const ROLES = "This needs the role owner, admin or member";
const npm = {
  hidden: /E404[\s\S]*Not found/,
  ended: /E401[\s\S]*Unable to authenticate/,
  role: new RegExp(`E403[\\s\\S]*${ROLES}`),
};
const WORDS = {
  npm10: npm,
  npm11: npm,
  pnpm10: { hidden: /FETCH_404/, ended: /FETCH_401/, role: /FETCH_403/ },
  yarn1: {
    hidden: /Not found/,
    ended: /The token was revoked|The token or session has expired/,
    role: new RegExp(ROLES),
  },
  yarn4: { hidden: /Package not found/, ended: /Invalid authentication/, role: /403 \(Forbidden\)/ },
} as const satisfies Record<ClientName, Record<string, RegExp>>;

function answerTo(who: "nobody" | "stranger" | "revoked" | "expired" | "auditor" | "billing") {
  if (who === "nobody" || who === "stranger") return "hidden";
  return who === "revoked" || who === "expired" ? "ended" : "role";
}

const tokens: Record<string, string | undefined> = { nobody: undefined };

const all = () => [
  ...new Map([...trees.express, ...trees.fastify].map((one) => [`${one.name}@${one.version}`, one])).values(),
];

beforeAll(async () => {
  registry = await startRegistry();
  acme = await organization("acme", "team");
  folder = mkdtempSync(path.join(tmpdir(), "packhouse-republish-"));
  trees = {
    express: republish(closureOf("express"), "acme", folder),
    fastify: republish(closureOf("fastify"), "acme", folder),
  };
  await inTurns(all(), 4, async ({ name, manifest, tarball }) => {
    const body = publishBody({ manifest, tarball, access: "restricted" });
    const { status, text } = await ask(registry.url, "PUT", `/${name.replace("/", "%2f")}`, {
      token: acme.token,
      body,
    });
    expect(`${name}: ${status} ${text}`).toMatch(/: 201 /);
  });
  const join = (role: Role) => newMember({ ...acme, account: { ...acme.account, trialEndsAt: null } }, role);
  for (const role of ["member", "auditor", "billing"] as const) tokens[role] = await tokenFor(await join(role));
  tokens.stranger = await tokenFor(await newPerson("Stranger"));
  const leaving = await join("admin");
  const key = await keyFor(leaving);
  tokens.revoked = key.token;
  await revokeApiKey(await ownContextOf(leaving), key.id);
  tokens.expired = await expiredTokenFor(leaving);
});

afterAll(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(CLIENTS)("%s", (client) => {
  it.each(["express", "fastify"] as const)("installs the private tree of %s for a member", async (root) => {
    const { folder, install } = freshClient(client, registry.url, tokens.member);
    const { code, output } = await install(`@acme/${root}`);
    expect(`${output}\nended with ${code}`).toMatch(/ended with 0$/);
    const sources = new Map(trees[root].map((one) => [`${one.name}@${one.version}`, one.file]));
    const installed = installedIn(path.join(folder, "node_modules"));
    for (const { name, version, files } of installed) {
      expect({ name, files }).toEqual({ name, files: filesOfTarball(sources.get(`${name}@${version}`) ?? "") });
    }
    const names = (list: { name: string }[]) => [...new Set(list.map(({ name }) => name))].sort();
    expect(names(installed)).toEqual(names(trees[root]));
  });

  it.each(["nobody", "stranger", "revoked", "expired", "auditor", "billing"] as const)(
    "refuses %s in its own words",
    async (who) => {
      const { folder, install } = freshClient(client, registry.url, tokens[who]);
      const { code, output } = await install("@acme/express");
      expect(code).not.toBe(0);
      expect(output).toMatch(WORDS[client][answerTo(who)]);
      expect(installedIn(path.join(folder, "node_modules"))).toEqual([]);
    },
  );
});
