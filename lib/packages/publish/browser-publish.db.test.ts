import { beforeAll, describe, expect, it, vi } from "vitest";
import { contextForHandle } from "@/lib/access/context";
import type { AccountContext } from "@/lib/access/types";
import { db } from "@/lib/db";
import { versionDetail } from "@/lib/packages/catalogue/package-view";
import { inPieces, packageTgz } from "@/lib/packages/npm/tarball.fixture";
import { ownStorage, storedFiles } from "@/lib/packages/publish/packages.fixture";
import { publish } from "@/lib/packages/publish/publish.fixture";
import { publishContent } from "@/lib/packages/publish/publish-content";
import { publishOutlook, publishRoom } from "@/lib/packages/publish/publish-outlook";
import { publishUpload } from "@/lib/packages/publish/publish-upload";
import type { PublishContentInput, PublishPlan } from "@/lib/packages/publish/schema";
import { unpublishVersions } from "@/lib/packages/upkeep/unpublish-versions";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  request,
  type TestOrganization,
  viewerOf,
} from "@/lib/people/members/members.fixture";

const folder = ownStorage();
vi.stubEnv("MAX_PUBLISH_BYTES", "200000");

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "ok",
    (error: { code?: string }) => error.code ?? String(error),
  );

/** The number of files below the storage folder: a failed upload leaves none. */
const filesKept = () => storedFiles(folder).length;

const upload = (ctx: AccountContext, bytes: Buffer, contentLength: number | null = bytes.length) =>
  publishUpload(ctx, { body: inPieces(bytes), contentLength, tags: [] });

let org: TestOrganization;
let scope: string;
beforeAll(async () => {
  org = await newOrganization(5);
  scope = `@${org.account.handle}`;
});

describe("publishUpload", () => {
  it("publishes what the tarball says it is", async () => {
    const bytes = packageTgz({ name: `${scope}/up`, version: "1.0.0" });
    const published = await upload(org.ctx, bytes);
    expect(published).toMatchObject({ name: `${scope}/up`, version: "1.0.0", visibility: "private", replayed: false });
    const { provenance } = await versionDetail(viewerOf(org.owner), `${scope}/up`, "1.0.0");
    expect(provenance.origin).toMatchObject({ client: "Dashboard upload", key: "" });
  });

  it("leaves nothing behind when it is refused", async () => {
    const [files, versions] = [filesKept(), await db().packageVersion.count()];
    const good = packageTgz({ name: `${scope}/no`, version: "1.0.0" });
    const other = await newOrganization(2);
    const refusals: [string, () => Promise<unknown>][] = [
      ["TOO_LARGE", () => upload(org.ctx, Buffer.alloc(200_001))],
      ["TOO_LARGE", () => upload(org.ctx, Buffer.alloc(200_001), null)],
      ["TOO_LARGE", () => upload(org.ctx, good, 200_001)],
      ["VALIDATION", () => upload(org.ctx, Buffer.alloc(0))],
      ["VALIDATION", () => upload(org.ctx, good, good.length + 1)],
      ["VALIDATION", () => upload(org.ctx, Buffer.from("not a tarball"))],
      ["VALIDATION", () => upload(org.ctx, packageTgz({ name: `@${other.account.handle}/x`, version: "1.0.0" }))],
      ["VALIDATION", () => upload(org.ctx, packageTgz({ name: "@official/x", version: "1.0.0" }))],
      ["VALIDATION", () => upload(org.ctx, packageTgz({ name: "unscoped", version: "1.0.0" }))],
    ];
    for (const [expected, refusal] of refusals) expect(await code(refusal())).toBe(expected);
    expect(await code(upload(org.ctx, packageTgz({ name: `${scope}/up`, version: "1.0.0", extra: 1 })))).toBe(
      "CONFLICT",
    );
    expect([filesKept(), await db().packageVersion.count()]).toEqual([files, versions]);
  });

  it("stops reading when the body fails, and leaves nothing", async () => {
    const files = filesKept();
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(100);
      throw new Error("the connection was lost");
    }
    expect(await code(publishUpload(org.ctx, { body: broken(), contentLength: null, tags: [] }))).toContain("lost");
    expect(filesKept()).toBe(files);
  });

  it("reads not one byte from a role or a plan that does not publish", async () => {
    const auditor = await contextOf(org.account, await newMember(org, "auditor"));
    const untouched = {
      async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
        yield await Promise.reject(new Error("the body was read"));
      },
    };
    expect(await code(publishUpload(auditor, { body: untouched, contentLength: 1, tags: [] }))).toBe("FORBIDDEN");
    const second = await endedOrganization();
    expect(await code(publishUpload(second, { body: untouched, contentLength: 1, tags: [] }))).toBe(
      "ENTITLEMENT_REQUIRED",
    );
  });
});

/** A person's second organization has no trial and starts `ended` (D1). */
async function endedOrganization(): Promise<AccountContext> {
  const { account } = await newOrganization();
  await db().term.updateMany({
    where: { accountId: account.id },
    data: { endsAt: new Date(0), startsAt: new Date(-1) },
  });
  const owner = await db().membership.findFirstOrThrow({ where: { accountId: account.id } });
  const person = { userId: owner.userId, sessionId: owner.userId, name: "Olivia", email: "o@example.com", handle: "o" };
  return contextForHandle(account.handle, { person }, request);
}

describe("publishContent", () => {
  const content = (input: Partial<PublishContentInput> = {}): PublishContentInput => ({
    kind: "theme",
    name: `${scope}/night`,
    version: "1.0.0",
    description: "Quiet",
    keywords: ["dark"],
    visibility: "public",
    document: '{"name":"Night","tokens":{"ink":"#fff"}}',
    ...input,
  });

  it("goes through the pipeline as an npm package of its kind", async () => {
    const published = await publishContent(org.ctx, content());
    expect(published).toMatchObject({ name: `${scope}/night`, visibility: "public" });
    const row = await db().package.findUniqueOrThrow({ where: { name: `${scope}/night` } });
    expect(row).toMatchObject({ kind: "theme", description: "Quiet", keywords: ["dark"], latest: "1.0.0" });
  });

  it("refuses what is not valid or not ours, by field", async () => {
    expect(await code(publishContent(org.ctx, content({ version: "1.0.1", document: "{" })))).toBe("VALIDATION");
    expect(await code(publishContent(org.ctx, content({ version: "1.0.1", document: "{}" })))).toBe("VALIDATION");
    const deep = `{"name":"Night","x":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    expect(await code(publishContent(org.ctx, content({ version: "1.0.1", document: deep })))).toBe("VALIDATION");
    expect(await code(publishContent(org.ctx, content({ version: "one" })))).toBe("VALIDATION");
    await expect(publishContent(org.ctx, content({ name: "@official/night" }))).rejects.toMatchObject({
      payload: { fields: { name: [expect.stringContaining(`begin with ${scope}/`)] } },
    });
    expect(await code(publishContent(org.ctx, content({ document: '{"name":"Other"}' })))).toBe("CONFLICT");
  });
});

describe("publishOutlook", () => {
  const plan = (input: Partial<PublishPlan> = {}): PublishPlan => ({
    name: `${scope}/future`,
    version: "1.0.0",
    kind: "package",
    access: null,
    size: 1_000,
    ...input,
  });

  /** Whatever it foretells must be what the pipeline then does. */
  it("foretells what a publish then does", async () => {
    expect(await publishOutlook(org.ctx, plan())).toEqual({
      outcome: "live",
      visibility: "private",
      isNew: true,
      notices: [],
    });
    await publish(org.ctx, { name: `${scope}/future` });
    const again = await publishOutlook(org.ctx, plan());
    expect(again).toMatchObject({ outcome: "refused", message: expect.stringContaining("published before") });
    expect(await publishOutlook(org.ctx, plan({ version: "1.1.0", access: "public" }))).toMatchObject({
      outcome: "live",
      visibility: "private",
      isNew: false,
      notices: [expect.stringContaining("stays private")],
    });
    expect(await publishOutlook(org.ctx, plan({ version: "1.1.0", kind: "theme" }))).toMatchObject({
      message: expect.stringContaining("of the kind package"),
    });
    // The plan's refusal comes before the conflict, as in the pipeline.
    const huge = plan({ version: "1.1.0", kind: "theme", size: 10 ** 15 });
    expect(await publishOutlook(org.ctx, huge)).toMatchObject({ decision: { key: "storage.bytes" } });
  });

  it("foretells of a removed name what is true of a new one, but for its used numbers", async () => {
    const name = `${scope}/gone`;
    await publish(org.ctx, { name, access: "public" });
    await unpublishVersions(org.ctx, { name, versions: null, expectedRevision: null });
    const back = { name, version: "1.1.0", kind: "package", access: "private" } as const;
    expect(await publishOutlook(org.ctx, plan(back))).toMatchObject({ visibility: "private", isNew: true });
    expect(await publishOutlook(org.ctx, plan({ ...back, version: "1.0.0" }))).toMatchObject({
      message: expect.stringContaining("published before"),
    });
    expect((await publish(org.ctx, { name, version: "1.1.0", access: "restricted" })).visibility).toBe("private");
  });

  it("foretells the refusals of the plan, with the decision", async () => {
    const person = await newPerson("Fred");
    const free = await contextForHandle(person.handle, { person }, request);
    const mine = (input: Partial<PublishPlan>) => plan({ name: `@${person.handle}/x`, ...input });
    expect(await publishOutlook(free, mine({ access: "private" }))).toMatchObject({
      outcome: "refused",
      decision: { code: "none_in_plan", key: "packages.private" },
    });
    expect(await code(publish(free, { name: `@${person.handle}/x`, access: "restricted" }))).toBe(
      "ENTITLEMENT_REQUIRED",
    );
    expect(await publishOutlook(free, mine({ size: 100_000_001 }))).toMatchObject({
      decision: { key: "storage.bytes" },
    });
    expect(await publishOutlook(free, mine({}))).toMatchObject({ outcome: "live", visibility: "public" });
    expect((await publishRoom(free)).places).toMatchObject({ public: { allowed: true }, private: { allowed: false } });
  });

  it("tells of no other account, and nothing to a role that does not publish", async () => {
    const other = await newOrganization(2);
    const secret = `@${other.account.handle}/secret`;
    await publish(other.ctx, { name: secret });
    const there = await publishOutlook(org.ctx, plan({ name: secret }));
    const nowhere = await publishOutlook(org.ctx, plan({ name: `@${other.account.handle}/nothing` }));
    expect(JSON.stringify(there).replaceAll("secret", "nothing")).toBe(JSON.stringify(nowhere));
    expect(await publishOutlook(org.ctx, plan({ name: "@official/x" }))).toMatchObject({ outcome: "refused" });
    const auditor = await contextOf(org.account, await newMember(org, "auditor"));
    expect(await code(publishOutlook(auditor, plan()))).toBe("FORBIDDEN");
  });
});
