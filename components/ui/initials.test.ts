import { describe, expect, it } from "vitest";
import { initials } from "@/components/ui/initials";

describe("initials", () => {
  it.each([
    ["Olivia Berg", "OB"],
    ["Ana Maria de Souza", "AS"],
    ["acme", "A"],
    ["mina-laptop", "ML"],
    ["sam.lee@acme.example", "SL"],
    ["  ", "?"],
    ["𝒜da Łukasz", "𝒜Ł"],
  ])("%s becomes %s", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
