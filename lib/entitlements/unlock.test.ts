import { expect, it } from "vitest";
import { plansFor } from "@/lib/entitlements/catalogue";
import { unlockOf, wayOutOf } from "@/lib/entitlements/unlock";
import { accountPaths } from "@/lib/paths";

it.each(["personal", "organization"] as const)("leads a %s account to pages that it has", (kind) => {
  const account = { id: "019aa000-0000-7000-8000-000000000000", handle: "acme", name: "Acme", kind };
  const { billing, change, plans } = accountPaths(account);
  expect(wayOutOf(account, "fix_payment")).toEqual({ href: billing });
  expect(wayOutOf(account, "add_seat")).toEqual({ href: change("seats") });
  expect(wayOutOf(account, "choose_seats")).toEqual({ href: `${billing}#seats` });
  expect(wayOutOf(account, "upgrade")).toBeNull();

  const [offer] = unlockOf(account, plansFor(kind));
  expect(offer?.href).toBe(plans.replace("#plans", ""));
});
