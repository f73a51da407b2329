import type { Metadata } from "next";
import { BillingPage } from "@/app/(dashboard)/_billing/billing-page";
import { personalContext } from "@/lib/access/loaders";
import type { SearchParams } from "@/lib/table";

export const metadata: Metadata = { title: "Your billing" };

type PageProps = { searchParams: Promise<SearchParams> };

export default async function PersonalBillingPage({ searchParams }: PageProps) {
  return <BillingPage ctx={await personalContext()} params={await searchParams} />;
}
