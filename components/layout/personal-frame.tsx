"use client";

import { useParams } from "next/navigation";
import type { ReactNode } from "react";

/** The personal shell around every page that is not an organization's: those bring the shell of their own account. */
export function PersonalFrame({ shell, children }: { shell: ReactNode; children: ReactNode }) {
  return useParams().org === undefined ? shell : children;
}
