"use client";

import { CrashCard } from "@/components/feedback/crash-card";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main id="main" className="mx-auto max-w-[640px] px-4 py-10">
      <CrashCard error={error} retry={retry} level={1} />
    </main>
  );
}
