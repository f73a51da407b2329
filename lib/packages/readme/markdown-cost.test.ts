import { describe, expect, it } from "vitest";
import { isCostly } from "@/lib/packages/readme/markdown-cost";

describe("a readme that is written to be expensive", () => {
  it.each([
    ["strikes", "~~a".repeat(30_000)],
    ["emphasis", "*a_ ".repeat(4_100)],
    ["columns", `${"|a".repeat(20_000)}\n${"|-".repeat(20_000)}`],
    ["runs of backticks", Array.from({ length: 400 }, (_, run) => "`".repeat(run)).join(" ")],
    ["headings", "# a\n".repeat(20_000)],
    ["rules", "---\n".repeat(20_000)],
    ["paragraphs", "a\n\n".repeat(33_000)],
    ["lines", "a\n".repeat(49_000)],
  ])("by its %s is told", (_, text) => {
    expect(isCostly(text)).toBe(true);
  });
});

describe("an honest readme", () => {
  it.each([
    [
      "a long table",
      "| `option` | `string[]` | `null` | What it does, with [a link](https://example.com/x) |\n".repeat(1_150),
    ],
    ["a list of links", "* [name_of_it](https://example.com/name_of_it) - what it **does** and why\n".repeat(700)],
    ["a changelog", "## 1.2.3\n\n- Fixed `thing_with_a_name` ([#123](https://example.com/123))\n\n".repeat(1_200)],
    ["code", `\`\`\`js\n${"const some_value = other_value[index] < limit;\n".repeat(1_500)}\`\`\`\n`],
  ])("with %s is not", (_, text) => {
    expect(isCostly(text.slice(0, 100_000))).toBe(false);
  });
});
