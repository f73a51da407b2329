import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { inspectTarball, readTarballFile } from "@/lib/packages/npm/tarball";
import { inPieces } from "@/lib/packages/npm/tarball.fixture";
import { type ContentPackage, packContent } from "@/lib/packages/publish/pack-content";

const theme: ContentPackage = {
  kind: "theme",
  name: "@acme/night",
  version: "1.2.0",
  description: "Dark, quiet colours",
  keywords: ["theme", "dark"],
  visibility: "private",
  document: { name: "Night", description: "ü", tokens: { ink: "#eceee8", size: 14 } },
};

const sha512 = (bytes: Buffer) => createHash("sha512").update(bytes).digest("hex");

describe("packContent", () => {
  it("packs what the pipeline reads back", async () => {
    const packed = await packContent(theme);
    const found = await inspectTarball(inPieces(packed), { name: "@acme/night", version: "1.2.0" });
    expect(found.files.map(({ path, mode }) => [path, mode])).toEqual([
      ["README.md", 0o644],
      ["content.json", 0o644],
      ["package.json", 0o644],
    ]);
    expect(found.manifest).toMatchObject({
      packhouse: { kind: "theme" },
      publishConfig: { access: "restricted" },
      keywords: ["theme", "dark"],
    });
    expect(found.content).toEqual(theme.document);
    expect(found.readme?.text).toBe("# @acme/night\n\nDark, quiet colours\n");
    expect(found.hasInstallScript).toBe(false);
  });

  it("gives the same bytes for the same input, on every machine", async () => {
    const [one, two] = [await packContent(theme), await packContent(structuredClone(theme))];
    expect(one.equals(two)).toBe(true);
    // The gzip header has no time and no operating system, which would change the bytes.
    expect(one.subarray(4, 8)).toEqual(Buffer.alloc(4));
    expect(one[9]).toBe(255);
    const other = await packContent({ ...theme, document: { name: "Night" } });
    expect(sha512(other)).not.toBe(sha512(one));
  });

  it("says public in the manifest of a public one", async () => {
    const packed = await packContent({ ...theme, visibility: "public" });
    const manifest = await readTarballFile(inPieces(packed), "package.json", 10_000);
    expect(JSON.parse(manifest?.bytes.toString() ?? "")).toMatchObject({ publishConfig: { access: "public" } });
  });

  it("packs a document of 5 MB", async () => {
    const document = { name: "Large", tokens: { text: "x".repeat(4_900_000) } };
    const packed = await packContent({ ...theme, document });
    const found = await inspectTarball(inPieces(packed), null);
    expect(found.content).toEqual(document);
  });
});
