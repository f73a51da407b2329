import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { decodeSegment, parsePackagePath } from "@/lib/packages/npm/package-path";

describe("parsePackagePath", () => {
  it.each(["/@s%2fp", "/@s%2Fp", "/@s/p", "//@s//p", "/%40s%2fp", "/@s%2fp?write=true", "@s/p"])("reads %s", (path) => {
    expect(parsePackagePath(path)).toEqual({ name: "@s/p", rest: [] });
  });

  it("keeps what follows the name", () => {
    const rest = ["-", "p-1.0.0.tgz"];
    expect(parsePackagePath("/@s%2fp/-/p-1.0.0.tgz")).toEqual({ name: "@s/p", rest });
    expect(parsePackagePath("/@s/p/-/p-1.0.0.tgz")).toEqual({ name: "@s/p", rest });
    expect(parsePackagePath("/@s/p/-/p-1.0.0.tgz/-rev/3-abc")).toEqual({
      name: "@s/p",
      rest: [...rest, "-rev", "3-abc"],
    });
    expect(parsePackagePath("/express/-/express-1.0.0.tgz").name).toBe("express");
    expect(parsePackagePath("/express/latest")).toEqual({ name: "express", rest: ["latest"] });
    expect(parsePackagePath("/@s%2fp/1.0.0-a%2Bb")).toEqual({ name: "@s/p", rest: ["1.0.0-a+b"] });
  });

  it.each([
    "/",
    "",
    "/@s",
    "/@s/",
    "/@s%252fp",
    "/%252e%252e",
    "/..",
    "/%2e%2e/p",
    "/@s/..",
    "/@s%2f..",
    "/@s%2fp%2fq",
    "/@s%2f%2fp",
    "/p%00",
    "/p%0a",
    "/p%5c..",
    "/%zz",
    "/%ff",
    "/.hidden",
    "/_design",
    "/a%2fb",
    "/p/-/..%2f..%2fetc",
    "/p/-/a%2fb.tgz",
    "/p/%2e%2e",
  ])("refuses %s", (path) => {
    expect(() => parsePackagePath(path)).toThrow(expect.objectContaining({ code: "VALIDATION" }));
    expect(() => parsePackagePath(path)).toThrow(AppError);
  });

  it("decodes once", () => {
    expect(decodeSegment("a%2fb")).toBe("a/b");
    expect(() => decodeSegment("a%252fb")).toThrow(AppError);
  });
});
