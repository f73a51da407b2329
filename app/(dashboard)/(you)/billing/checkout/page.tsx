import type { Metadata } from "next";
import { CheckoutPage } from "@/app/(dashboard)/_billing/checkout-page";
import { personalContext } from "@/lib/access/loaders";
import type { SearchParams } from "@/lib/table";

export const metadata: Metadata = { title: "Buy a plan" };

type PageProps = { searchParams: Promise<SearchParams> };

export default async function PersonalCheckoutPage({ searchParams }: PageProps) {
  return <CheckoutPage ctx={await personalContext()} params={await searchParams} />;
}
