import { describe, expect, it } from "vitest";
import { readPackedManifest } from "@/components/packages/packed-manifest";
import { packageTgz, tgz } from "@/lib/packages/npm/tarball.fixture";
import { packContent } from "@/lib/packages/publish/pack-content";

const blob = (bytes: Buffer) => new Blob([new Uint8Array(bytes)]);

describe("readPackedManifest", () => {
  it("reads the name, the version, the kind and the access of a tarball", async () => {
    const plain = packageTgz({ name: "@acme/ui", version: "v1.2.0" });
    expect(await readPackedManifest(blob(plain))).toEqual({
      name: "@acme/ui",
      version: "1.2.0",
      kind: "package",
      access: null,
    });
    const content = await packContent({
      kind: "theme",
      name: "@acme/night",
      version: "1.0.0",
      description: "",
      keywords: [],
      visibility: "private",
      document: { name: "Night" },
    });
    expect(await readPackedManifest(blob(content))).toMatchObject({ kind: "theme", access: "private" });
  });

  it("finds it behind large files, and takes only the one in the top folder", async () => {
    const nested = JSON.stringify({ name: "inner", version: "0.0.1" });
    const bytes = tgz([
      { path: "package/big.bin", text: Buffer.alloc(3_000_001, 7) },
      { path: "package/node_modules/inner/package.json", text: nested },
      { path: "package/package.json", text: JSON.stringify({ name: "@acme/ui", version: "2.0.0" }) },
    ]);
    expect(await readPackedManifest(blob(bytes))).toMatchObject({ name: "@acme/ui", version: "2.0.0" });
  });

  it.each([
    ["no archive", Buffer.from("hello")],
    ["nothing", Buffer.alloc(0)],
    ["no package.json", tgz([{ path: "package/a.js", text: "1" }])],
    ["a broken package.json", tgz([{ path: "package/package.json", text: "{" }])],
    ["no name", packageTgz({ version: "1.0.0" })],
    ["half an archive", packageTgz({ name: "@acme/ui", version: "1.0.0" }).subarray(0, 60)],
  ])("knows nothing of %s", async (_, bytes) => {
    expect(await readPackedManifest(blob(bytes))).toBeNull();
  });
});
