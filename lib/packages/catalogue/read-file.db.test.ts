import { rmSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { readPackageFile } from "@/lib/packages/catalogue/read-file";
import { ownStorage } from "@/lib/packages/publish/packages.fixture";
import { anonymous, publish } from "@/lib/packages/publish/publish.fixture";
import { newOrganization } from "@/lib/people/members/members.fixture";

const folder = ownStorage();
let name = "";

beforeAll(async () => {
  const org = await newOrganization(10);
  name = `@${org.account.handle}/files`;
  const files = [
    { path: "package/short.md", text: "one\ntwo\n" },
    { path: "package/changes.md", text: "## 1.0.0\n\n- One line\n\n".repeat(20_000) },
    { path: "package/one-line.txt", text: "x".repeat(300_000) },
  ];
  await publish(org.ctx, { name, access: "public", files });
});

const read = (path: string) => readPackageFile(anonymous, name, "1.0.0", path);

it("a file is cut at its lines and at its bytes, and a short one is whole", async () => {
  expect(await read("short.md")).toMatchObject({ type: "text", text: "one\ntwo\n", truncated: false });
  const long = await read("changes.md");
  expect(long).toMatchObject({ type: "text", truncated: true });
  expect("text" in long && long.text.split("\n")).toHaveLength(5_001);
  const wide = await read("one-line.txt");
  expect(wide).toMatchObject({ truncated: true, text: "x".repeat(256 * 1024) });
});

it("a file is unpacked once for all views of it", async () => {
  await read("short.md");
  rmSync(folder, { recursive: true });
  await expect(read("short.md")).resolves.toMatchObject({ text: "one\ntwo\n" });
  await expect(read("package.json")).rejects.toThrow();
});
