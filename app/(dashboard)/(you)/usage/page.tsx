import type { Metadata } from "next";
import { UsageBody } from "@/components/entitlements/usage-body";
import { PageHeader } from "@/components/layout/page-header";
import { personalContext } from "@/lib/access/loaders";
import { now } from "@/lib/clock";
import { loadUsage } from "@/lib/entitlements/loaders";

export const metadata: Metadata = { title: "Your usage" };

export default async function UsagePage() {
  const usage = await loadUsage(await personalContext());
  return (
    <>
      <PageHeader title="Usage" description="Every limit of your plan, what is used of it, and why it is what it is." />
      <UsageBody usage={usage} asOf={now().toISOString()} />
    </>
  );
}
