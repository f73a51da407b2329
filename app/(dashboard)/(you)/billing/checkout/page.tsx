import type { Metadata } from "next";
import { CheckoutPage } from "@/app/(dashboard)/_billing/checkout-page";
import type { SearchParams } from "@/components/data-table/table-state";
import { personalContext } from "@/lib/access/loaders";

export const metadata: Metadata = { title: "Buy a plan" };

type PageProps = { searchParams: Promise<SearchParams> };

export default async function PersonalCheckoutPage({ searchParams }: PageProps) {
  return <CheckoutPage ctx={await personalContext()} params={await searchParams} />;
}
