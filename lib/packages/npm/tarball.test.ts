import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectTarball, readTarballFile } from "@/lib/packages/npm/tarball";
import { inPieces, packageTgz, tar, tgz } from "@/lib/packages/npm/tarball.fixture";

const manifest = { name: "@s/p", version: "1.0.0" };
const expected = manifest;
const inspect = (bytes: Buffer, limits?: { maxEntries: number; maxInflatedBytes: number }, size?: number) =>
  inspectTarball(inPieces(bytes, size), expected, limits);

describe("inspectTarball", () => {
  it("tells what the registry keeps about a package", async () => {
    const bytes = packageTgz({ ...manifest, description: "d" }, [
      { path: "package/", type: "Directory" },
      { path: "package/bin/run.js", text: "#!", mode: 0o100755 },
      { path: "package/ReadMe.MD", text: "# Hällo" },
      { path: "package/content.json", text: '{"kind":"theme"}' },
      { path: "package/npm-shrinkwrap.json", text: "{}" },
      { path: "package/empty", text: "" },
    ]);
    const result = await inspect(bytes);
    expect(result).toMatchObject({
      manifest: { ...manifest, description: "d" },
      name: "@s/p",
      version: "1.0.0",
      fileCount: 6,
      readme: { path: "ReadMe.MD", text: "# Hällo", truncated: false },
      content: { kind: "theme" },
      hasShrinkwrap: true,
      hasInstallScript: false,
    });
    expect(result.files.map(({ path }) => path)).toEqual([
      "ReadMe.MD",
      "bin/run.js",
      "content.json",
      "empty",
      "npm-shrinkwrap.json",
      "package.json",
    ]);
    expect(result.files[1]).toEqual({ path: "bin/run.js", size: 2, mode: 0o755 });
    expect(result.unpackedSize).toBe(result.files.reduce((sum, { size }) => sum + size, 0));
  });

  it("takes any one top folder, and name and version from the file when nothing is expected", async () => {
    const bytes = tgz([{ path: "node/package.json", text: JSON.stringify({ name: "p", version: "v2.0.0+build" }) }]);
    expect(await inspectTarball(inPieces(bytes), null)).toMatchObject({ name: "p", version: "2.0.0", readme: null });
    expect((await inspectTarball(inPieces(bytes), null)).content).toBeUndefined();
  });

  it.each(["package.json", "content.json"])("refuses a %s that nests deeper than code can walk", async (name) => {
    const nested = (depth: number) => `{"name":"@s/p","version":"1.0.0","x":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    const packed = (depth: number) =>
      tgz([
        ...(name === "package.json" ? [] : [{ path: "package/package.json", text: JSON.stringify(manifest) }]),
        { path: `package/${name}`, text: nested(depth) },
      ]);
    await expect(inspect(packed(30_000))).rejects.toMatchObject({ code: "VALIDATION" });
    expect(await inspect(packed(90))).toMatchObject({ name: "@s/p" });
  });

  it("lists a repeated path once, the last one, as it is unpacked", async () => {
    const bytes = packageTgz(manifest, [
      { path: "package/./a.js", text: "first" },
      { path: "package/a.js", text: "the last" },
    ]);
    expect((await inspect(bytes)).files).toEqual([
      { path: "a.js", size: 8, mode: 0o644 },
      { path: "package.json", size: 33, mode: 0o644 },
    ]);
    expect((await readTarballFile(inPieces(bytes), "a.js", 100))?.bytes.toString()).toBe("the last");
  });

  it.each([
    [{ scripts: { postinstall: "x" } }, false, true],
    [{ scripts: { install: "x" } }, false, true],
    [{ scripts: { test: "x" } }, false, false],
    [{}, true, true],
    [{ gypfile: false }, true, false],
  ])("knows install scripts: %j, binding.gyp %s", async (more, gyp, answer) => {
    const bytes = packageTgz({ ...manifest, ...more }, gyp ? [{ path: "package/binding.gyp" }] : []);
    expect((await inspect(bytes)).hasInstallScript).toBe(answer);
  });

  it("cuts a long readme between characters and prefers Markdown", async () => {
    const bytes = packageTgz(manifest, [
      { path: "package/readme.txt", text: "other" },
      { path: "package/README.md", text: `a${"ü".repeat(300_000)}` },
      { path: "package/docs/README.md", text: "nested" },
    ]);
    const { readme } = await inspect(bytes);
    expect(readme).toMatchObject({ path: "README.md", truncated: true });
    expect(readme?.text).toBe(`a${"ü".repeat((512 * 1024 - 2) / 2)}`);
  });

  it.each([
    ["UTF-16, little", Buffer.from("\uFEFF# Hällo", "utf16le"), "# Hällo"],
    ["UTF-16, big", Buffer.from("\uFEFF# Hällo", "utf16le").swap16(), "# Hällo"],
    ["UTF-8 with a mark", Buffer.from("\uFEFF# Hällo"), "# Hällo"],
    ["Latin-1", Buffer.from(`# H\xe4llo ${"word ".repeat(50)}`, "latin1"), `# H\uFFFDllo ${"word ".repeat(50)}`],
    ["a picture", Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 37) % 256)), undefined],
  ])("shows a readme in %s", async (_what, text, shown) => {
    const bytes = packageTgz(manifest, [{ path: "package/README.md", text }]);
    expect((await inspect(bytes)).readme?.text).toBe(shown);
  });

  it("reads the same in any chunks", async () => {
    const bytes = packageTgz(manifest, [{ path: "package/a.js", text: "x".repeat(3000) }]);
    const whole = await inspect(bytes);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (size) => {
        expect(await inspect(bytes, undefined, size)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});

describe("what is refused", () => {
  const file = (path: string) => packageTgz(manifest, [{ path, text: "x" }]);
  const typed = (type: "SymbolicLink" | "Link" | "CharacterDevice" | "BlockDevice" | "FIFO", linkpath = "") =>
    packageTgz(manifest, [{ path: "package/odd", type, ...(linkpath === "" ? {} : { linkpath }) }]);
  const good = packageTgz(manifest);
  const inflated = tar([{ path: "package/package.json", text: JSON.stringify(manifest) }]);

  it.each([
    ["a climbing path", file("package/../../etc/passwd"), /leaves its folder/],
    ["a climbing top folder", file("../package/a"), /leaves its folder/],
    ["a climbing path for Windows", file("package/..\\..\\a"), /leaves its folder/],
    ["an absolute path", file("/etc/passwd"), /absolute path/],
    ["a drive", file("C:/a"), /absolute path/],
    ["a symbolic link", typed("SymbolicLink", "/etc/passwd"), /contains a link \(package\/odd\)/],
    ["a hard link", typed("Link", "package/package.json"), /contains a link/],
    ["a character device", typed("CharacterDevice"), /device or pipe/],
    ["a block device", typed("BlockDevice"), /device or pipe/],
    ["a pipe", typed("FIFO"), /device or pipe/],
    ["a path that reads backwards", file("package/a\u202Egpj.js"), /control characters/],
    ["a path with a line end", file("package/a\nb"), /control characters/],
    ["two package.json", file("package/./package.json"), /more than one package.json/],
    ["a package.json in other letters", file("package/Package.JSON"), /more than one package.json/],
    ["two top folders", file("other/a.js"), /several top folders/],
    ["a file outside the top folder", file("a.js"), /outside its top folder/],
    ["no package.json", tgz([{ path: "package/a.js" }]), /no package.json/],
    ["package.json one level too deep", tgz([{ path: "./package/package.json", text: "{}" }]), /no package.json/],
    ["package.json that is no JSON", tgz([{ path: "package/package.json", text: "{" }]), /not valid JSON/],
    ["package.json that is a list", tgz([{ path: "package/package.json", text: "[]" }]), /not a JSON object/],
    [
      "package.json in Latin-1",
      tgz([{ path: "p/package.json", text: Buffer.from([0x22, 0xfc, 0x22]) }]),
      /not valid JSON/,
    ],
    ["no name", packageTgz({ version: "1.0.0" }), /needs a name/],
    ["no version", packageTgz({ name: "p", version: "one" }), /valid version/],
    ["another name", packageTgz({ ...manifest, name: "q" }), /holds q@1.0.0; the publish is for @s\/p@1.0.0/],
    ["another version", packageTgz({ ...manifest, version: "1.0.1" }), /holds @s\/p@1.0.1/],
    ["a huge package.json", packageTgz({ ...manifest, x: "x".repeat(1_100_000) }), /too large/],
    ["broken content", packageTgz(manifest, [{ path: "package/content.json", text: "{" }]), /content.json.*not valid/],
    ["bytes that are no gzip", Buffer.from("hello"), /not a complete gzip/],
    ["a plain tar", inflated, /not a complete gzip/],
    ["a cut gzip", good.subarray(0, good.length - 12), /not a complete gzip/],
    ["nothing", Buffer.alloc(0), /gzip|no files/],
    ["gzip of nothing", gzipSync(""), /no files|tar archive/],
    ["gzip of text", gzipSync("hello ".repeat(200)), /tar archive|no files/],
    ["gzip of gzip", gzipSync(good), /compressed twice/],
    ["a cut tar", gzipSync(inflated.subarray(0, 520)), /tar archive/],
    ["a promise of more than there is", tgz([{ path: "package/a", text: "x", size: 1_000_000_000 }]), /tar archive/],
    ["a broken checksum", gzipSync(Buffer.from(inflated).fill(0x41, 0, 4)), /tar archive/],
  ])("%s", async (_what, bytes, message) => {
    for (const size of bytes.length < 2000 ? [undefined, 7, 1] : [undefined, 7]) {
      await expect(inspect(bytes, undefined, size)).rejects.toMatchObject({
        code: "VALIDATION",
        payload: { message: expect.stringMatching(message) },
      });
    }
  });

  it("10,000 files, where 9,999 pass", async () => {
    const entries = Array.from({ length: 9_998 }, (_, index) => ({ path: `package/${index}` }));
    expect((await inspect(packageTgz(manifest, entries))).fileCount).toBe(9_999);
    const message = "The tarball contains more than 9999 files.";
    await expect(inspect(packageTgz(manifest, [...entries, { path: "package/x" }]))).rejects.toMatchObject({
      payload: { message },
    });
  });

  it("a bomb, before it is unpacked", async () => {
    const bytes = packageTgz(manifest, [{ path: "package/zeros", text: Buffer.alloc(5_000_000) }]);
    const limits = { maxEntries: 10, maxInflatedBytes: 4_000_000 };
    await expect(inspect(bytes, limits)).rejects.toMatchObject({
      code: "VALIDATION",
      payload: { message: expect.stringMatching(/unpacks to more than 4 MB\./) },
    });
    expect((await inspect(bytes, { ...limits, maxInflatedBytes: 6_000_000 })).fileCount).toBe(2);
  });

  it("what unpacks to more than real packages do", async () => {
    const zeros = (length: number) => packageTgz(manifest, [{ path: "package/zeros", text: Buffer.alloc(length) }]);
    await expect(inspect(zeros(40_000_000))).rejects.toMatchObject({
      payload: { message: "The tarball unpacks to more than 100 times its size." },
    });
    expect((await inspect(zeros(15_000_000))).fileCount).toBe(2);
  });

  it.each(["package.json", "content.json"])("a %s with more values than real ones", async (name) => {
    const packed = (count: number) =>
      tgz([
        ...(name === "package.json" ? [] : [{ path: "package/package.json", text: JSON.stringify(manifest) }]),
        { path: `package/${name}`, text: JSON.stringify({ ...manifest, x: Array.from({ length: count }, () => 0) }) },
      ]);
    await expect(inspect(packed(30_000))).rejects.toMatchObject({
      payload: { message: `The ${name} in the tarball has more than 30000 values and keys.` },
    });
    expect(await inspect(packed(29_000))).toMatchObject({ name: "@s/p" });
  });

  it("passes on the failure of the source", async () => {
    const source = async function* () {
      yield good.subarray(0, 10);
      throw new Error("disk gone");
    };
    await expect(inspectTarball(source(), expected)).rejects.toThrow("disk gone");
  });
});

describe("readTarballFile", () => {
  const bytes = packageTgz(manifest, [{ path: "package/lib/a.js", text: "0123456789" }]);

  it("reads one file, up to a limit", async () => {
    const read = async (most: number) => {
      const file = await readTarballFile(inPieces(bytes), "lib/a.js", most);
      return file && { ...file, bytes: file.bytes.toString() };
    };
    expect(await read(10)).toEqual({ bytes: "0123456789", size: 10, truncated: false });
    expect(await read(4)).toEqual({ bytes: "0123", size: 10, truncated: true });
  });

  it.each(["a.js", "package/lib/a.js", "../package/lib/a.js", "lib"])("knows no %s", async (path) => {
    expect(await readTarballFile(inPieces(bytes), path, 10)).toBeNull();
  });
});
