import { afterAll, beforeAll, expect, it } from "vitest";
import type { SignedIn } from "@/lib/access/types";
import { db } from "@/lib/db";
import { onPro, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { type PublishBody, publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { packageRecords, storedFiles } from "@/lib/packages/publish/packages.fixture";
import { newMember, newOrganization, newPerson, type TestOrganization } from "@/lib/people/members/members.fixture";
import { ask } from "@/registry/registry.fixture";
import { freshClient } from "./client";
import { type RegistryProcess, startRegistry } from "./registry-process";

/** Two instances over one database and one storage, as in production. */
let instances: RegistryProcess[];
let org: TestOrganization;

beforeAll(async () => {
  const first = await startRegistry();
  instances = [first, await startRegistry({ storage: first.storage, settings: { REGISTRY_URL: first.url } })];
  org = await newOrganization(10);
  await onPro(org.owner);
});

afterAll(async () => {
  for (const instance of instances) await instance.stop();
});

function publish(turn: number, token: string, body: PublishBody) {
  const url = instances[turn % instances.length]?.url ?? "";
  return ask(url, "PUT", `/${body.manifest.name.replace("/", "%2f")}`, { token, body: publishBody(body) });
}

async function agreed(accountId: string): Promise<void> {
  for (const { key, rows, counter, ledger } of await packageRecords(accountId)) {
    expect({ key, counter, ledger }).toEqual({ key, counter: rows, ledger: rows });
  }
}

it("two people publish different versions of one package at once, twenty times: all are there", async () => {
  const people = [org.owner, await newMember(org, "member")];
  const tokens = await Promise.all(people.map((person) => tokenFor(person)));
  const name = `@${org.account.handle}/shared`;
  for (let round = 1; round <= 20; round++) {
    const answers = await Promise.all(
      tokens.map((token, turn) => publish(turn, token, { manifest: { name, version: `${round}.${turn}.0` } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  }
  for (const { url } of instances) {
    const { json } = await ask(url, "GET", `/${name}`, { ...(tokens[0] ? { token: tokens[0] } : {}) });
    expect(Object.keys(Object(json.versions))).toHaveLength(40);
    expect(Object.keys(Object(json.time))).toHaveLength(42);
    expect(json["dist-tags"]).toMatchObject({ latest: expect.stringMatching(/^20\./) });
  }
  await agreed(org.account.id);
});

it("two npm publish different versions at once, and both land", async () => {
  const tokens = [await tokenFor(org.owner), await tokenFor(await newMember(org, "admin"))];
  const name = `@${org.account.handle}/by-npm`;
  const ran = await Promise.all(
    tokens.map(async (token, turn) => {
      const npm = freshClient(turn === 0 ? "npm10" : "npm11", instances[turn]?.url ?? "", token);
      npm.write("package.json", JSON.stringify({ name, version: `1.${turn}.0` }));
      return npm.run("publish", "--tag", "latest");
    }),
  );
  for (const { code, output } of ran) expect(`${output}${code}`).toMatch(/0$/);
  const rows = await db().packageVersion.findMany({ where: { package: { name } }, orderBy: { version: "asc" } });
  expect(rows.map(({ version }) => version)).toEqual(["1.0.0", "1.1.0"]);
});

it("the same version by two people at once is one publish", async () => {
  const tokens = [await tokenFor(org.owner), await tokenFor(await newMember(org, "admin"))];
  const name = `@${org.account.handle}/once`;
  const answers = await Promise.all(
    tokens.map((token, turn) => publish(turn, token, { manifest: { name, version: "1.0.0", description: `${turn}` } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  await agreed(org.account.id);
});

async function free(name: string): Promise<{ person: SignedIn; token: string; accountId: string }> {
  const person = await newPerson(name);
  const account = await db().account.findUniqueOrThrow({ where: { personalUserId: person.userId } });
  return { person, token: await tokenFor(person), accountId: account.id };
}

it("twenty parallel publishes of new packages against five free places: exactly five", async () => {
  const { person, token, accountId } = await free("Five");
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, turn) =>
      publish(turn, token, {
        manifest: { name: `@${person.handle}/p${turn}`, version: "1.0.0", publishConfig: { access: "public" } },
      }),
    ),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array.from({ length: 5 }, () => 201), ...Array.from({ length: 15 }, () => 402)]);
  const refused = answers.filter(({ status }) => status === 402);
  for (const { json } of refused) expect(json.error).toMatch(/5 public packages|limit|place/i);
  expect(await db().package.count({ where: { accountId } })).toBe(5);
  await agreed(accountId);
  const uploads = storedFiles(instances[0]?.storage ?? "").filter((file) => file.startsWith("upload-"));
  expect(uploads).toEqual([]);
  const artifacts = await db().artifact.findMany({ where: { removedAt: null }, select: { sha512: true } });
  expect(storedFiles(instances[0]?.storage ?? "").sort()).toEqual(artifacts.map(({ sha512 }) => sha512).sort());
  // With room, the same publish succeeds.
  await onPro(person);
  const again = { manifest: { name: `@${person.handle}/more`, version: "1.0.0" } };
  expect((await publish(0, token, again)).status).toBe(201);
});
