import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { openProfile } from "@/lib/packages/catalogue/loaders";
import { readProfileHandle } from "@/lib/paths";

type ProfileProps = { children: ReactNode; params: Promise<{ scope: string }> };

/** Decides outside of any loading state whether there is such a profile, so that 404 and redirects are real answers. */
export default async function ProfileLayout({ children, params }: ProfileProps) {
  const handle = readProfileHandle((await params).scope);
  if (handle === null) notFound();
  await openProfile(handle);
  return children;
}
