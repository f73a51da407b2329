import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { packageTgz, tar, tgz } from "@/lib/packages/npm/tarball.fixture";
import { packageRecords, storedFiles } from "@/lib/packages/publish/packages.fixture";
import { newOrganization, newPerson, type TestOrganization } from "@/lib/people/members/members.fixture";
import { ownRegistry } from "@/registry/registry.fixture";

const GIGABYTE = 1024 ** 3;
const registry = ownRegistry();

let org: TestOrganization;
let token = "";
let name = "";
let path = "";
let before: unknown;

async function everything() {
  const { id } = org.account;
  const packages = await db().package.findMany({ orderBy: { id: "asc" } });
  const versions = await db().packageVersion.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  const [artifacts, documents] = [await db().artifact.count(), await db().distTag.count()];
  const ledger = await db().usageLedgerEntry.count({ where: { accountId: id } });
  return { packages, versions, artifacts, documents, ledger, records: await packageRecords(id), files: filesOnDisk() };
}

const filesOnDisk = () => storedFiles(registry.storage).sort();

beforeAll(async () => {
  org = await newOrganization(10);
  token = await tokenFor(org.owner);
  name = `@${org.account.handle}/ui`;
  path = `/${name.replace("/", "%2f")}`;
  const { status } = await registry.publish(token, { manifest: { name, version: "1.0.0" } });
  expect(status).toBe(201);
  before = await everything();
});

/** The refused publish left nothing behind and does not disturb the next one. */
afterEach(async () => {
  expect(await everything()).toEqual(before);
});

const next = (more: object = {}) => ({ name, version: "2.0.0", ...more });
const put = (body: unknown, asked: { headers?: Record<string, string> } = {}) =>
  registry.ask("PUT", path, { token, body, ...asked });
const withTarball = (tarball: Buffer) => put(publishBody({ manifest: next(), tarball }));
const archive = (...entries: Parameters<typeof tgz>[0]) =>
  tgz([{ path: "package/package.json", text: JSON.stringify(next()) }, ...entries]);

it.each([
  [
    "dependencies that the tarball does not have",
    () => put(publishBody({ manifest: next({ dependencies: { evil: "*" } }), tarball: packageTgz(next()) })),
    /lists evil in dependencies/,
  ],
  [
    "without the dependencies of the tarball",
    () => put(publishBody({ manifest: next(), tarball: packageTgz(next({ dependencies: { real: "1" } })) })),
    /lists real in dependencies/,
  ],
  [
    "an install script that the tarball does not have",
    () => put(publishBody({ manifest: next({ scripts: { install: "x" } }), tarball: packageTgz(next()) })),
    /install script/,
  ],
  [
    "another version than the tarball",
    () => put(publishBody({ manifest: next(), tarball: packageTgz({ name, version: "3.0.0" }) })),
    /holds .*@3\.0\.0/,
  ],
  [
    "another name than the tarball",
    () => put(publishBody({ manifest: next(), tarball: packageTgz({ name: "left-pad", version: "2.0.0" }) })),
    /holds left-pad@2\.0\.0/,
  ],
  [
    "another integrity than the tarball's",
    () => {
      const body = publishBody({ manifest: next() });
      return put({ ...body, _attachments: publishBody({ manifest: next({ description: "other" }) })._attachments });
    },
    /integrity differs/,
  ],
])("refuses a manifest with %s", async (_case, send, sentence) => {
  const answer = await send();
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatch(sentence);
});

it.each([
  ["a climbing path", () => archive({ path: "package/../../etc/passwd", text: "x" }), /leaves its folder/],
  ["an absolute path", () => archive({ path: "/etc/passwd", text: "x" }), /absolute path/],
  [
    "a symbolic link",
    () => archive({ path: "package/link", type: "SymbolicLink", linkpath: "/etc/passwd" }),
    /contains a link/,
  ],
  ["a hard link", () => archive({ path: "package/link", type: "Link", linkpath: "package/package.json" }), /a link/],
  ["a device", () => archive({ path: "package/null", type: "CharacterDevice" }), /device or pipe|unsupported/],
  ["no package.json", () => tgz([{ path: "package/index.js", text: "" }]), /no package\.json/],
  ["bytes that are not gzip", () => randomBytes(1_000), /not a complete gzip/],
  ["a cut-off gzip stream", () => archive().subarray(0, 60), /not a complete gzip/],
  ["an archive that is no tar", () => gzipSync(randomBytes(5_000)), /not a readable tar/],
  ["a second layer of gzip", () => gzipSync(archive()), /compressed twice/],
  [
    "10,000 files",
    () => archive(...Array.from({ length: 9_999 }, (_, n) => ({ path: `package/${n}` }))),
    /more than 9999 files/,
  ],
  ["no bytes at all", () => Buffer.alloc(0), /empty/],
])("refuses a tarball with %s", async (_case, make, sentence) => {
  const answer = await withTarball(make());
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatch(sentence);
});

it("refuses a zip bomb soon, without unpacking it into memory", async () => {
  const zeros = Buffer.alloc(16 * 1024 * 1024);
  const head = tar([{ path: "package/zeros", size: 3 * GIGABYTE }], false);
  // Gzip members can follow each other, so a few megabytes stand for three gigabytes.
  const member = gzipSync(zeros);
  const bomb = Buffer.concat([gzipSync(head), ...Array.from({ length: 192 }, () => member)]);
  const idle = process.memoryUsage.rss();
  const answer = await withTarball(bomb);
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatch(/unpacks to more than/);
  expect(process.memoryUsage.rss() - idle).toBeLessThan(200 * 1024 * 1024);
});

it.each(["2.0", "v2.0.0", "2.0.0.0", "latest", "01.2.3", "2.0.0+", "", "9".repeat(300)])(
  "refuses the version %j",
  async (version) => {
    const answer = await put(publishBody({ manifest: { name, version }, tarball: packageTgz({ name, version }) }));
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatch(/version|characters/i);
  },
);

it("refuses a version that exists, in npm's words", async () => {
  const answer = await put(publishBody({ manifest: { name, version: "1.0.0", description: "changed" } }));
  expect(answer.status).toBe(409);
  expect(answer.json.error).toBe("You cannot publish over the previously published versions: 1.0.0.");
});

it.each(["UPPER", "with space", ".dot", "a!b", "(a)", "é", "x".repeat(215)])("refuses the name %j", async (base) => {
  const bad = `@${org.account.handle}/${base}`;
  const body = publishBody({ manifest: { name: bad, version: "1.0.0" } });
  const answer = await registry.ask("PUT", `/${encodeURIComponent(bad)}`, { token, body });
  expect(answer.status).toBe(400);
  expect(answer.json.error).toEqual(expect.any(String));
});

it.each([
  [
    "two tarballs",
    () => ({ ...publishBody({ manifest: next() })._attachments, "b.tgz": { data: "AAAA" } }),
    /one tarball/,
  ],
  ["no data", () => ({ "a.tgz": { content_type: "application/octet-stream", length: 1 } }), /with data/],
  ["data that is not base64", () => ({ "a.tgz": { data: "%%%%" } }), /base64/],
  ["text in place of a tarball", () => ({ "a.tgz": { data: "AAAA", content_type: "text/html" } }), /text\/html/],
])("refuses attachments with %s", async (_case, make, sentence) => {
  const answer = await put({ ...publishBody({ manifest: next() }), _attachments: make() });
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatch(sentence);
});

it("refuses a promise of 1 GB with 1 KB of data, by the length in the document", async () => {
  const body = publishBody({ manifest: next() });
  const [[key = "", attachment] = []] = Object.entries(body._attachments);
  const answer = await put({ ...body, _attachments: { [key]: { ...attachment, length: GIGABYTE } } });
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatch(/promises 1073741824 bytes and carries/);
});

it("refuses a Content-Length that cannot fit before reading, with the limit in words", async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(registry.url).port), "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString();
      socket.end();
    });
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
    socket.write(
      `PUT ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: ${2 * GIGABYTE}\r\n\r\n{`,
    );
  });
  expect(answer).toMatch(/^HTTP\/1\.1 413/);
  expect(answer).toMatch(/larger than 536\.87 MB/);
});

it("keeps nothing of a body whose sender goes away after 1 KB", async () => {
  const body = JSON.stringify(publishBody({ manifest: next(), tarball: randomBytes(4_096) }));
  const socket = connect(Number(new URL(registry.url).port), "127.0.0.1");
  const head = `PUT ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: ${GIGABYTE / 2}\r\n\r\n`;
  socket.write(head + body.slice(0, body.indexOf('"data"') + 1_024));
  await expect.poll(() => storedFiles(registry.storage).some((file) => file.startsWith("upload-"))).toBe(true);
  socket.destroy();
  await expect.poll(() => storedFiles(registry.storage).some((file) => file.startsWith("upload-"))).toBe(false);
});

it.each([
  ["nothing", "", /JSON|versions|document/i],
  ["half a document", '{"_id":', /JSON/],
  ["an array", "[]", /document/],
  ["a number", "7", /document/],
  ["text that is not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), /JSON/],
  ["150 levels", `${'{"a":'.repeat(150)}1${"}".repeat(150)}`, /nests deeper than 100/],
  ["a million brackets", "[".repeat(1_000_000), /nests deeper than 100/],
  ["a version without a tarball", { name: "", versions: {} }, /./],
])("refuses a body of %s", async (_case, body, sentence) => {
  const answer = await put(body);
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatch(sentence);
});

it.each([
  ["gzip that is none", { "content-encoding": "gzip" }, "{}", /not valid gzip/],
  ["an encoding nobody speaks", { "content-encoding": "zstd" }, "{}", /plain or as gzip/],
])("refuses %s", async (_case, headers, body, sentence) => {
  const answer = await put(body, { headers });
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatch(sentence);
});

it("refuses a manifest of more than 4 MB beside its tarball", async () => {
  const answer = await put(publishBody({ manifest: next({ description: "x".repeat(5 * 1024 * 1024) }) }));
  expect(answer.status).toBe(413);
  expect(answer.json.error).toMatch(/4\.19 MB/);
});

it.each([
  ["versions", `{"versions":{${Array.from({ length: 50_000 }, (_, at) => `"1.0.${at}":{}`)}}}`, /versions/],
  ["empty lists", `{"a":[${"[],".repeat(1_000_000)}[]]}`, /values and keys/],
  ["fields", `{${Array.from({ length: 300_000 }, (_, at) => `"k${at}":1`)}}`, /values and keys/],
])("refuses very many %s in a small body", async (_case, text, sentence) => {
  const answer = await put(gzipSync(text, { level: 1 }), { headers: { "content-encoding": "gzip" } });
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatch(sentence);
});

it("refuses names that say different things", async () => {
  const other = publishBody({ manifest: { name: `@${org.account.handle}/other`, version: "2.0.0" } });
  expect((await put(other)).status).toBe(400);
  const foreign = { ...publishBody({ manifest: next() }), versions: { "2.0.0": next({ name: "left-pad" }) } };
  expect((await put(foreign)).json.error).toMatch(/manifest names left-pad/);
  const two = publishBody({ manifest: next() });
  const answer = await put({ ...two, versions: { ...two.versions, "2.0.1": next({ version: "2.0.1" }) } });
  expect(answer.json.error).toMatch(/exactly one version/);
});

it("hides the scope of others, and needs one", async () => {
  const stranger = await newPerson("Stranger");
  const send = (wanted: string, as: string) =>
    registry.ask("PUT", `/${encodeURIComponent(wanted)}`, {
      token: as,
      body: publishBody({ manifest: { name: wanted, version: "1.0.0" } }),
    });
  expect((await send(name, await tokenFor(stranger))).status).toBe(404);
  expect((await send(`@${stranger.handle}/x`, token)).status).toBe(404);
  expect((await send("@nobody-has-this/x", token)).status).toBe(404);
  expect((await send("unscoped", token)).status).toBe(404);
});

it("takes what is odd and harmless: NUL characters are dropped, never an error", async () => {
  const person = await newPerson("Odd");
  const manifest = { name: `@${person.handle}/odd`, version: "1.0.0", description: "a\u0000b \ud800" };
  const readme = { path: "package/README.md", text: "# Odd\u0000 \ud800" };
  const files = [readme, { path: "package/umlaut-ä.js", text: "" }];
  const publishConfig = { access: "public" };
  const sent = { ...manifest, publishConfig, readme: "x\u0000y" };
  const answer = await registry.publish(await tokenFor(person), { manifest: sent, tarball: packageTgz(sent, files) });
  expect(answer.status).toBe(201);
  const { json } = await registry.ask("GET", `/${manifest.name}`);
  expect(json).toMatchObject({ description: "ab \ufffd", readme: expect.stringMatching(/^# Odd/) });
  before = await everything();
});
