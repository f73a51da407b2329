import { describe, expect, it } from "vitest";
import { highlight } from "@/components/packages/highlight";

const marked = (text: string, search: string) =>
  highlight(text, search)
    .map(({ text: part, hit }) => (hit ? `[${part}]` : part))
    .join("");

describe("highlight", () => {
  it.each([
    ["@acme/ui-kit", "kit", "@acme/ui-[kit]"],
    ["Buttons and a button", "button", "[Button]s and a [button]"],
    ["toolkit", "kit", "toolkit"],
    ["Über Größe", "größ", "Über [Größ]e"],
    ["a.b*c(d", "b*c(", "a.[b]*[c](d"],
    ["plain", "", "plain"],
    ["", "x", ""],
    ["ui-kit", "ui kit ui", "[ui]-[kit]"],
  ])("%s for %s", (text, search, expected) => {
    expect(marked(text, search)).toBe(expected);
    expect(
      highlight(text, search)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});
