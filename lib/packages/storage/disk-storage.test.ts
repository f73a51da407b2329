import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOfIntegrity } from "@/lib/packages/npm/integrity";
import { DiskArtifactStore } from "@/lib/packages/storage/disk-storage";

let root = "";
let store: DiskArtifactStore;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "artifacts-"));
  store = new DiskArtifactStore(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function stage(...parts: string[]) {
  const writer = await store.create();
  for (const part of parts) await writer.write(Buffer.from(part));
  return { writer, staged: await writer.finish() };
}

async function keep(...parts: string[]): Promise<string> {
  const { writer, staged } = await stage(...parts);
  await writer.promote();
  return staged.sha512;
}

const temporary = () => readdir(join(root, "tmp"));
const read = async (digest: string) => (await buffer((await store.open(digest)).stream)).toString();

describe("writing", () => {
  it("names the bytes by every digest that npm uses", async () => {
    const { staged } = await stage("hello ", "world");
    const sha512 = createHash("sha512").update("hello world");
    expect(staged).toMatchObject({
      sha512: sha512.copy().digest("hex"),
      integrity: `sha512-${sha512.copy().digest("base64")}`,
      sha1: createHash("sha1").update("hello world").digest("hex"),
      size: 11,
    });
    expect(digestOfIntegrity(staged.integrity)).toBe(staged.sha512);
    expect((await readFile(staged.path)).toString()).toBe("hello world");
  });

  it("puts promoted bytes under their digest and leaves nothing in tmp", async () => {
    const digest = await keep("content");
    expect(await read(digest)).toBe("content");
    expect((await stat(join(root, "sha512", digest.slice(0, 2), digest.slice(2, 4), digest))).size).toBe(7);
    expect(await temporary()).toEqual([]);
  });

  it("accepts the same bytes again, at once and later", async () => {
    const twins = await Promise.all([stage("same"), stage("same"), stage("same")]);
    await Promise.all(twins.map(({ writer }) => writer.promote()));
    const digest = await keep("same");
    expect(await read(digest)).toBe("same");
    expect((await store.list()).artifacts).toHaveLength(1);
    expect(await temporary()).toEqual([]);
  });

  it("keeps a reader whole while the same bytes are promoted over it", async () => {
    const digest = await keep("a".repeat(300_000));
    const { stream } = await store.open(digest);
    await keep("a".repeat(300_000));
    expect((await buffer(stream)).length).toBe(300_000);
  });

  it.each(["open", "staged"] as const)("leaves nothing after an abort when %s", async (state) => {
    const writer = await store.create();
    await writer.write(Buffer.from("half"));
    if (state === "staged") await writer.finish();
    expect(await temporary()).toHaveLength(1);
    await writer.abort();
    await writer.abort();
    expect(await temporary()).toEqual([]);
    expect((await store.list()).artifacts).toEqual([]);
    await expect(writer.promote()).rejects.toThrow(/is gone/);
  });

  it("does not take back what was promoted", async () => {
    const { writer, staged } = await stage("kept");
    await writer.promote();
    await writer.promote();
    await writer.abort();
    expect(await read(staged.sha512)).toBe("kept");
  });

  it("refuses steps out of order", async () => {
    const writer = await store.create();
    await expect(writer.promote()).rejects.toThrow(/needs it staged/);
    await writer.finish();
    await expect(writer.write(Buffer.from("late"))).rejects.toThrow(/needs it open/);
    await writer.abort();
  });
});

describe("reading", () => {
  it("reads any range inside the artifact", async () => {
    const bytes = Buffer.from(Array.from({ length: 2000 }, (_, index) => index % 251));
    const writer = await store.create();
    await writer.write(bytes);
    const { sha512 } = await writer.finish();
    await writer.promote();
    await fc.assert(
      fc.asyncProperty(fc.nat(1999), fc.nat(1999), async (one, other) => {
        const start = Math.min(one, other);
        const end = Math.max(one, other);
        const { stream, size } = await store.open(sha512, { start, end });
        expect(size).toBe(2000);
        expect((await buffer(stream)).equals(bytes.subarray(start, end + 1))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [0, 7],
    [-1, 2],
    [3, 2],
    [7, 7],
    [0.5, 2],
  ])("refuses the range %d-%d of 7 bytes", async (start, end) => {
    const digest = await keep("7 bytes");
    await expect(store.open(digest, { start, end })).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("says what is missing", async () => {
    const missing = "0".repeat(128);
    await expect(store.open(missing)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await store.stat(missing)).toBeNull();
    await store.remove(missing);
    const digest = await keep("x");
    expect(await store.stat(digest)).toMatchObject({ size: 1 });
    await store.remove(digest);
    expect(await store.stat(digest)).toBeNull();
  });

  it.each(["", "..", `../${"a".repeat(125)}`, "A".repeat(128), "a".repeat(127), `${"a".repeat(128)}\n`])(
    "refuses the digest %j",
    async (digest) => {
      await expect(store.open(digest)).rejects.toMatchObject({ code: "VALIDATION" });
      await expect(store.stat(digest)).rejects.toMatchObject({ code: "VALIDATION" });
      await expect(store.remove(digest)).rejects.toMatchObject({ code: "VALIDATION" });
      await expect(store.list(digest === "" ? "z" : digest)).rejects.toMatchObject({ code: "VALIDATION" });
    },
  );
});

describe("housekeeping", () => {
  it("lists every artifact once, in order, page by page", async () => {
    const digests: string[] = [];
    for (let index = 0; index < 30; index++) digests.push(await keep(`artifact ${index}`));
    const seen: string[] = [];
    let page = await store.list();
    while (page.next !== null) {
      seen.push(...page.artifacts.map((artifact) => artifact.digest));
      page = await store.list(page.next);
    }
    expect(seen).toEqual(digests.sort());
  });

  it("sweeps old unfinished uploads only", async () => {
    const old = await stage("old");
    const young = await stage("young");
    await writeFile(join(root, "tmp", "unrelated"), "");
    const hourAgo = new Date(Date.now() - 3_600_000);
    await utimes(old.staged.path, hourAgo, hourAgo);
    await utimes(young.staged.path, new Date(), new Date());
    await utimes(join(root, "tmp", "unrelated"), hourAgo, hourAgo);
    expect(await store.sweepTemporary(1_800_000)).toBe(1);
    expect(await temporary()).toHaveLength(2);
    await old.writer.abort();
  });
});
