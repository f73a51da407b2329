import { openRoute } from "@/lib/entry/route";

/** Answers while the process lives. `/api/ready` tells whether it can serve. */
export const GET = openRoute({ name: "health.live", permission: null, entitlement: null, audit: null }, async () =>
  Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } }),
);
