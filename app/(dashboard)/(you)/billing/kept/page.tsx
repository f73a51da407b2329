import type { Metadata } from "next";
import { KeptPage } from "@/app/(dashboard)/_billing/kept-page";
import { personalContext } from "@/lib/access/loaders";

export const metadata: Metadata = { title: "Choose what stays writable" };

export default async function PersonalKeptPage() {
  return <KeptPage ctx={await personalContext()} />;
}
