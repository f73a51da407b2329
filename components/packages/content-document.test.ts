import { describe, expect, it } from "vitest";
import { checkDocument } from "@/components/packages/content-document";
import { starterDocument } from "@/components/packages/starter-document";
import { isColour } from "@/components/packages/theme-colour";
import { CONTENT_KIND_NAMES } from "@/lib/packages/publish/content-kinds";

describe("the document of a content package", () => {
  it.each(CONTENT_KIND_NAMES)("a %s starts right", (kind) => {
    expect(checkDocument(kind, starterDocument(kind)).faults).toEqual([]);
  });

  it("says what is wrong, by field", () => {
    expect(checkDocument("theme", "{").faults).toEqual([expect.stringMatching(/^Not JSON: /)]);
    expect(checkDocument("theme", '{"tokens":{"a":[]}}').faults).toEqual([
      expect.stringContaining("name"),
      expect.stringContaining("tokens.a"),
    ]);
    expect(checkDocument("blueprint", "[]").faults).toHaveLength(1);
  });
});

describe("isColour", () => {
  it.each(["#fff", "#1d5c47", "#1d5c4780", "rgb(1 2 3 / 0.5)", "hsl(120, 50%, 50%)", "oklch(70% 0.1 150)"])(
    "%s is drawn",
    (value) => expect(isColour(value)).toBe(true),
  );
  it.each(["8px", "url(https://evil.example/x)", "#12", "rgb(url(x))", "red;fill:url(x)", 12, ""])(
    "%s is not",
    (value) => expect(isColour(value)).toBe(false),
  );
});
