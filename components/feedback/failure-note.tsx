import { Banner } from "@/components/ui/banner";
import type { ActionFailure } from "@/lib/entry/result";

type FailureNoteProps = { failure: ActionFailure | null; fields?: Record<string, readonly string[]> | undefined };

/** Why an action was refused, in the words of the error table; silent where a field says it. */
export function FailureNote({ failure, fields = {} }: FailureNoteProps) {
  const saidByField = Object.keys(fields).some((field) => field !== "");
  return (
    <div aria-live="assertive">{failure && !saidByField ? <Banner tone="stop">{failure.message}</Banner> : null}</div>
  );
}
