import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { JOBS } from "@/lib/worker/jobs/jobs";

it("explains each job of the worker, and no other", () => {
  const page = readFileSync(path.join(import.meta.dirname, "production.md"), "utf8");
  const [, table = ""] = page.split("## What runs when");
  const rows = [...(table.split("\n## ")[0] ?? "").matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
  expect(rows.sort()).toEqual(JOBS.map(({ name }) => name).sort());
});
