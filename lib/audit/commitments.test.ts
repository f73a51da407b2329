import { describe, expect, it } from "vitest";
import { commit, keepsItsWord, reveal } from "@/lib/audit/commitments";
import type { ChainedEvent } from "@/lib/audit/types";

const event: ChainedEvent = {
  format: 2,
  id: "e",
  accountId: "a",
  seq: "1",
  at: "2026-01-01T00:00:00.000Z",
  action: "billing.details_changed",
  actor: {
    type: "key",
    keyId: "k",
    keyName: "CI",
    userId: "u",
    name: "Olivia",
    email: "olivia@example.com",
    role: "owner",
  },
  targets: [
    { type: "user", id: "m", name: "Mia" },
    { type: "package", id: "p", name: "@acme/ui" },
  ],
  outcome: "success",
  reasonCode: "",
  changes: [
    { path: "email", before: "", after: "pay@example.com" },
    { path: "purchaseOrder", before: null, after: "PO-1" },
  ],
  metadata: { name: "no person" },
  context: { requestId: "r", address: "203.0.113.9", userAgent: "curl", source: "web" },
};

const sealed = () => commit(event, (whose) => (typeof whose === "string" ? whose : whose.id));

describe("an event of format 2", () => {
  it("commits to personal values and keeps the others, by subject and path", () => {
    const { event: committed, personal } = sealed();
    const paths = Object.fromEntries([...personal].map(([subject, data]) => [subject, Object.keys(data)]));
    expect(paths).toEqual({
      actor: ["actor.name", "actor.email", "context.address", "context.userAgent"],
      m: ["targets.0.name"],
      account: ["changes.0.after"],
    });
    expect(JSON.stringify(committed)).not.toMatch(/Olivia|Mia|example\.com|203\.0|curl/);
    expect(committed.changes).toMatchObject(
      [{ before: "", after: /^sha256:/ }, { after: "PO-1" }].map(({ after }) => ({
        after: after instanceof RegExp ? expect.stringMatching(after) : after,
      })),
    );
    expect(committed.targets[1]).toEqual(event.targets[1]);
    expect(committed.metadata).toEqual(event.metadata);
  });

  it("reads as it was with its data, and as erased without", () => {
    const { event: committed, personal } = sealed();
    const all = Object.assign({}, ...personal.values());
    expect(reveal(committed, all)).toEqual(event);
    expect(reveal(committed, personal.get("m") ?? {})).toMatchObject({
      actor: { name: "erased", email: "erased", keyName: "CI" },
      targets: [{ name: "Mia" }, { name: "@acme/ui" }],
      changes: [{ before: "", after: "erased" }, { after: "PO-1" }],
      context: { address: "erased", source: "web" },
    });
  });

  it("shows a value that was changed, added or moved beside it", () => {
    const { event: committed, personal } = sealed();
    const mia = personal.get("m") ?? {};
    const salt = mia["targets.0.name"]?.salt ?? "";
    expect(keepsItsWord(committed, mia)).toBe(true);
    expect(keepsItsWord(committed, {})).toBe(true);
    expect(keepsItsWord(committed, { "targets.0.name": { salt, value: "Max" } })).toBe(false);
    expect(keepsItsWord(committed, { "targets.1.name": { salt, value: "Mia" } })).toBe(false);
    expect(keepsItsWord(event, mia)).toBe(false);
  });

  it("takes an action that is none for one without personal changes", () => {
    const odd = { ...event, action: "constructor" };
    expect(keepsItsWord(odd, {})).toBe(true);
    expect(reveal(odd, {}).changes).toEqual(event.changes);
  });

  it("commits to equal values differently, so that nobody finds one by guessing", () => {
    const [one, other] = [sealed().event, sealed().event];
    expect(one.actor.name).not.toBe(other.actor.name);
    expect(sealed().personal.get("m")?.["targets.0.name"]?.salt).toMatch(/^[0-9a-f]{32}$/);
  });
});
