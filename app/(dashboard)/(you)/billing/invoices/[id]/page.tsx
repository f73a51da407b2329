import type { Metadata } from "next";
import { InvoicePage } from "@/app/(dashboard)/_billing/invoice-page";
import { personalContext } from "@/lib/access/loaders";

type PageProps = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Your invoice" };

export default async function PersonalInvoicePage({ params }: PageProps) {
  return <InvoicePage ctx={await personalContext()} id={(await params).id} />;
}
