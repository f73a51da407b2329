import type { Metadata } from "next";
import { CancelledPage } from "@/app/(dashboard)/_billing/outcome-page";
import { personalContext } from "@/lib/access/loaders";

export const metadata: Metadata = { title: "Nothing was bought" };

export default async function PersonalCancelledPage() {
  return <CancelledPage ctx={await personalContext()} />;
}
