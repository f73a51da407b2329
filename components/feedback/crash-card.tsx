"use client";

import { useTransition } from "react";
import { ErrorCard } from "@/components/feedback/error-card";
import { Button } from "@/components/ui/button";

type CrashCardProps = { error: unknown; retry: () => void; level?: 1 | 2 | undefined };

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
}

/** For error.tsx files: an unexpected failure, with the id that support needs to find it in the logs. */
export function CrashCard({ error, retry, level }: CrashCardProps) {
  const [pending, start] = useTransition();
  return (
    <ErrorCard
      level={level}
      title="Something went wrong"
      message="This part of the page could not load. The fault is on our side, and nothing was changed."
      next="Try again. If it keeps happening, send us the error id."
      idLabel="Error"
      requestId={digestOf(error)}
      action={
        <Button pending={pending} onClick={() => start(retry)}>
          Try again
        </Button>
      }
    />
  );
}
