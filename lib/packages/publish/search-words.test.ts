import { expect, it } from "vitest";
import { searchWords } from "@/lib/packages/publish/search-words";

it("keeps words and numbers of every script, and nothing between them", () => {
  expect(searchWords("<!-- ui-kit v1.2 --> été नमस्ते <a href='x'>日本</a>", 100)).toBe(
    "ui kit v1 2 été नमस्ते a href x 日本 a",
  );
});

it("cuts a text at its bound and a word at 64 characters", () => {
  expect(searchWords("one two three", 8)).toBe("one two");
  expect(searchWords("a".repeat(1_000), 500)).toHaveLength(64);
  expect(searchWords("<!--".repeat(25_000), 1_000)).toBe("");
});
