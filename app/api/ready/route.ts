import { openRoute } from "@/lib/entry/route";
import { checkReadiness } from "@/lib/worker/jobs/health";

export const GET = openRoute({ name: "health.ready", permission: null, entitlement: null, audit: null }, async () => {
  await checkReadiness();
  return Response.json({ status: "ready" }, { headers: { "cache-control": "no-store" } });
});
