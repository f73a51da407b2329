"use client";

import { CrashCard } from "@/components/feedback/crash-card";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <CrashCard error={error} retry={retry} level={1} />;
}
