import { describe, expect, it } from "vitest";
import { activeHref } from "@/components/ui/active-href";

const nav = [
  { href: "/orgs/acme", exact: true },
  { href: "/orgs/acme/team" },
  { href: "/orgs/acme/packages" },
  { href: "/orgs/acme/packages/new" },
];

describe("activeHref", () => {
  it("picks the longest parent of the path", () => {
    expect(activeHref("/orgs/acme/packages/new", nav)).toBe("/orgs/acme/packages/new");
    expect(activeHref("/orgs/acme/packages/left-pad", nav)).toBe("/orgs/acme/packages");
  });

  it("matches an exact target only on its own page", () => {
    expect(activeHref("/orgs/acme", nav)).toBe("/orgs/acme");
    expect(activeHref("/orgs/acme/usage", nav)).toBeNull();
  });

  it("does not take a name that merely begins alike", () => {
    expect(activeHref("/orgs/acme/teammates", nav)).toBeNull();
  });

  it("compares without the query of the target", () => {
    expect(activeHref("/packages", [{ href: "/packages?sort=name" }])).toBe("/packages?sort=name");
  });
});
