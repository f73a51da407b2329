import { describe, expect, it } from "vitest";
import { accountPaths, organizationPaths, type PackageAddress, packageHref, parsePackageAddress } from "@/lib/paths";

/** The segments as Next passes them: split at slashes, still encoded, the `@` of a scope included. */
const segmentsOf = (href: string) =>
  href
    .slice(1)
    .split("/")
    .map((segment) => segment.replace(/^@/, "%40"));

describe("the pages of an account", () => {
  it("lie at the root for a person, and below the handle for an organization", () => {
    const [ada, acme] = [accountPaths({ kind: "personal", handle: "ada" }), organizationPaths("acme")];
    expect([ada.root, ada.packages, ada.plans]).toEqual(["/", "/packages", "/billing/plans"]);
    expect([acme.root, acme.packages, acme.plans]).toEqual([
      "/orgs/acme",
      "/orgs/acme/packages",
      "/orgs/acme/billing#plans",
    ]);
    expect(ada.change("end-trial")).toBe("/billing/change/end-trial");
    expect(acme.pdf("in_1")).toBe("/orgs/acme/billing/invoices/in_1/pdf");
  });
});

describe("the address of a package", () => {
  const addresses: [string, PackageAddress][] = [
    ["/@acme/ui", { name: "@acme/ui", version: null, tab: "readme", path: "" }],
    ["/package/express", { name: "express", version: null, tab: "readme", path: "" }],
    ["/@acme/ui/v/1.0.0-beta.1", { name: "@acme/ui", version: "1.0.0-beta.1", tab: "readme", path: "" }],
    ["/@acme/ui/versions", { name: "@acme/ui", version: null, tab: "versions", path: "" }],
    ["/package/v/v/1.0.0/manifest", { name: "v", version: "1.0.0", tab: "manifest", path: "" }],
    ["/@acme/files/files/files/a.js", { name: "@acme/files", version: null, tab: "files", path: "files/a.js" }],
    [
      "/@acme/ui/v/1.2.0/files/a%20b/%40c%25.js",
      { name: "@acme/ui", version: "1.2.0", tab: "files", path: "a b/@c%.js" },
    ],
  ];

  it.each(addresses)("%s is written and read as one", (href, address) => {
    const written = packageHref(address.name, address);
    expect(decodeURIComponent(written)).toBe(decodeURIComponent(href));
    expect(parsePackageAddress(segmentsOf(written))).toEqual(address);
  });

  it.each([
    "/acme/ui",
    "/@/ui",
    "/package",
    "/package/@acme",
    "/@acme/ui/v",
    "/@acme/ui/readme",
    "/@acme/ui/nonsense",
    "/@acme/ui/manifest/x",
    "/@acme/%E0%A4%A",
    "/@acme/a%00b",
    "/@acme/ui/v/1%00",
  ])("%s is no package's page", (href) => {
    expect(parsePackageAddress(segmentsOf(href))).toBeNull();
  });
});
