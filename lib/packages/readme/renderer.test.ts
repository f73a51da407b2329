import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Renderer } from "@/lib/packages/readme/renderer";
import { bundle, ROOT } from "@/scripts/bundle.mjs";

const file = path.join(ROOT, "dist/readme.mjs");
const place = { name: "@acme/ui", version: "1.2.0" };
/** A render thread that does what a hostile document could make it do. */
const ENDLESS = `
  import { parentPort } from "node:worker_threads";
  parentPort.on("message", ({ text }) => {
    const kept = [];
    while (text === "endless");
    while (text === "memory") kept.push(new Array(100_000).fill(kept.length));
    parentPort.postMessage({ form: "html", html: text, complete: true });
  });`;
const endless = path.join(mkdtempSync(path.join(tmpdir(), "packhouse-renderer-")), "thread.mjs");

beforeAll(async () => {
  writeFileSync(endless, ENDLESS);
  await bundle(["readme"]);
});

/** The longest that this process could not do anything else, in milliseconds, while the work ran. */
async function heldUp(work: Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await work;
  clearInterval(timer);
  return longest;
}

describe("the renderer", { timeout: 30_000 }, () => {
  it("renders one document after the other in a thread, while the process goes on", async () => {
    const renderer = new Renderer(file, 20_000);
    const long = renderer.render("one", { text: "[a](b) ".repeat(2_000), place });
    const short = renderer.render("two", { text: "# Hello", place });
    expect(await heldUp(long)).toBeLessThan(250);
    expect(await long).toMatchObject({ form: "html", complete: true });
    expect(await short).toEqual({ form: "html", html: '<h2 id="readme-hello">Hello</h2>', complete: true });
  });

  it("gives up a document that takes too long, and renders the next in a new thread", async () => {
    const renderer = new Renderer(endless, 50);
    const render = (text: string) => renderer.render("one", { text, place });
    expect(await render("short")).toMatchObject({ form: "html", html: "short" });
    expect(await render("endless")).toEqual({ form: "overdue" });
    expect(await render("short")).toMatchObject({ form: "html", html: "short" });
  });

  it("survives a document that takes too much memory", async () => {
    const renderer = new Renderer(endless, 20_000, { maxOldGenerationSizeMb: 16 });
    expect(await renderer.render("one", { text: "memory", place })).toEqual({ form: "overdue" });
    expect(await renderer.render("one", { text: "short", place })).toMatchObject({ form: "html", html: "short" });
  });

  it("refuses when too many documents of one account wait, and takes those of others", async () => {
    const renderer = new Renderer(file, 20_000);
    const taken = Array.from({ length: 4 }, () => renderer.render("one", { text: "a", place }));
    await expect(renderer.render("one", { text: "a", place })).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(renderer.render("two", { text: "a", place })).resolves.toMatchObject({ form: "html" });
    await Promise.all(taken);
    await expect(renderer.render("one", { text: "a", place })).resolves.toMatchObject({ form: "html" });
  });

  it("says so when its thread cannot start", async () => {
    const renderer = new Renderer(path.join(ROOT, "dist/no-such-thread.mjs"));
    await expect(renderer.render("one", { text: "a", place })).rejects.toThrow(/no-such-thread/);
  });
});
