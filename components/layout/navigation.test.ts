import { describe, expect, it } from "vitest";
import { accountLine, commandGroups, organizationNav, personalNav } from "@/components/layout/navigation";
import { activeHref } from "@/components/ui/active-href";

const org = organizationNav("acme", { packages: 24, members: 5, registryLock: "Enterprise" });
const items = org.flatMap((group) => group.items);

describe("the navigation", () => {
  it("keeps every section of an organization, the locked one with its plan", () => {
    expect(org[0]?.items.map(({ label }) => label)).toEqual([
      "Overview",
      "Packages",
      "Private registry",
      "Governance",
      "Team",
      "Usage",
      "Billing",
      "Settings",
    ]);
    expect(items.find(({ label }) => label === "Private registry")?.lock).toBe("Enterprise");
    expect(items.find(({ label }) => label === "Governance")?.lock).toBeUndefined();
    expect(items.find(({ label }) => label === "Packages")?.count).toBe(24);
  });

  it("keeps the organization in every address of its own sections", () => {
    for (const { href } of org[0]?.items ?? []) expect(href).toMatch(/^\/orgs\/acme\/[a-z]+$/);
  });

  it("names no number it was not given", () => {
    expect(personalNav({})[0]?.items.every(({ count }) => count === undefined)).toBe(true);
  });

  it("has one active section on each page", () => {
    expect(activeHref("/orgs/acme/governance/audit", items)).toBe("/orgs/acme/governance");
    const mine = personalNav({}).flatMap((group) => group.items);
    expect(activeHref("/settings/tokens", mine)).toBe("/settings/tokens");
    expect(activeHref("/settings/sessions", mine)).toBe("/settings");
  });

  it("has no address twice in the command menu", () => {
    const accounts = [
      { handle: "ada", name: "Ada", kind: "personal" as const, plan: "Free", href: "/overview" },
      { handle: "acme", name: "Acme", kind: "organization" as const, plan: "Team", href: "/orgs/acme/overview" },
    ];
    for (const nav of [org, personalNav({})]) {
      for (const group of commandGroups(nav, accounts)) {
        const hrefs = group.items.map(({ href }) => href);
        expect(new Set(hrefs).size).toBe(hrefs.length);
      }
    }
  });
});

describe("the line about an account", () => {
  it("says plan, an unusual state, and role", () => {
    expect(accountLine({ plan: "Team", state: "active", role: "Owner" })).toBe("Team · Owner");
    expect(accountLine({ plan: "Team", state: "trial", role: "Owner" })).toBe("Team trial · Owner");
    expect(accountLine({ plan: "Team", state: "ended", role: "Auditor" })).toBe("Team, ended · Auditor");
    expect(accountLine({ plan: "Free", state: "free", role: null })).toBe("Free");
  });
});
