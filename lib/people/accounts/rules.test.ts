import { readdirSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import validate from "validate-npm-package-name";
import { describe, expect, it } from "vitest";
import { HANDLE } from "@/lib/access/handle";
import { handleCandidates, handleProblem, suggestHandle, suggestName } from "@/lib/people/accounts/rules";

/** The folders of `app` that begin an address: groups are passed through, private and dynamic ones left out. */
function firstWords(folder: string): string[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => {
    if (name.startsWith("(")) return firstWords(path.join(folder, name));
    return /^[_[]/.test(name) ? [] : [name];
  });
}

describe("handleProblem", () => {
  it.each(["ab", "acme", "acme-tools", "a1", "0x", "a".repeat(39)])("takes %s", (handle) => {
    expect(handleProblem(handle)).toBeNull();
  });

  it.each(["a", "", "-a", "a-", "Acme", "a_b", "a.b", "a".repeat(40), "a b", "é1"])(
    "refuses the form of %s",
    (handle) => {
      expect(handleProblem(handle)).toMatch(/2 to 39/);
    },
  );

  it.each([
    "official",
    "community",
    "admin",
    "api",
    "www",
    "orgs",
    "packages",
    "settings",
    "npm",
    "overview",
    "sign-in",
    "node-modules",
  ])("keeps %s for the product", (handle) => expect(handleProblem(handle)).toMatch(/reserved/));

  it("keeps the first word of every address of the dashboard", () => {
    const words = firstWords(path.join(import.meta.dirname, "../../../app"));
    expect(words).toEqual(expect.arrayContaining(["orgs", "sign-in", "api"]));
    // Words that are no handle in form need no place on the list.
    expect(words.filter((word) => HANDLE.test(word) && handleProblem(word) === null)).toEqual([]);
  });

  it("only lets valid npm scopes through", () => {
    fc.assert(
      fc.property(fc.stringMatching(HANDLE), (handle) => {
        expect(validate(`@${handle}/x`).validForNewPackages).toBe(true);
      }),
    );
  });
});

describe("suggestHandle", () => {
  it.each([
    ["ada.lovelace@example.com", "ada-lovelace"],
    ["Ada+news@example.com", "ada"],
    ["jörg_müller@example.com", "jorg-muller"],
    ["x@example.com", "person"],
    ["@example.com", "person"],
    ["...@example.com", "person"],
  ])("turns %s into %s", (email, handle) => {
    expect(suggestHandle(email)).toBe(handle);
  });

  it("gives a usable base for any address", () => {
    fc.assert(
      fc.property(fc.string(), (local) => {
        const [, second] = [
          ...take(
            handleCandidates(suggestHandle(`${local}@example.com`), () => "0a1b2c"),
            12,
          ),
        ];
        expect(second).toMatch(HANDLE);
      }),
    );
  });

  it("suggests a name", () => expect(suggestName("ada.lovelace@example.com")).toBe("Ada Lovelace"));
});

describe("handleCandidates", () => {
  it("skips a reserved wish, counts, then draws", () => {
    expect([
      ...take(
        handleCandidates("admin", () => "f00d"),
        9,
      ),
    ]).toEqual([...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `admin-${n}`), "admin-f00d"]);
    expect([
      ...take(
        handleCandidates("ada", () => "f00d"),
        2,
      ),
    ]).toEqual(["ada", "ada-2"]);
  });
});

function* take<T>(values: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const value of values) {
    if (left-- <= 0) return;
    yield value;
  }
}
