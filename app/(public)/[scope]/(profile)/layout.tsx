import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { openProfile } from "@/lib/packages/catalogue/loaders";
import { readProfileHandle } from "@/lib/paths";

type ProfileProps = { children: ReactNode; params: Promise<{ scope: string }> };

/** Finds the profile outside any loading state, so that 404 and redirects are real answers. */
export default async function ProfileLayout({ children, params }: ProfileProps) {
  const handle = readProfileHandle((await params).scope);
  if (handle === null) notFound();
  await openProfile(handle);
  return children;
}
