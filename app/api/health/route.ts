import { openRoute } from "@/lib/entry/route";

/** The process answers. Whether it can serve is the question of `/api/ready`. */
export const GET = openRoute({ name: "health.live", permission: null, entitlement: null, audit: null }, async () =>
  Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } }),
);
