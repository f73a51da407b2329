import { Banner } from "@/components/ui/banner";

type Words = { title?: string; message: string; next?: string };

type FailureNoteProps = {
  /** What happened, why, what next: an action's failure, or the form's own text. */
  failure: Words | null;
  /** The fields' faults from `useAction`: the note is silent when a field shows one. */
  fields?: Record<string, readonly string[]> | undefined;
  className?: string;
};

/** The reason of a refusal; screen readers announce it at once. */
export function FailureNote({ failure, fields = {}, className }: FailureNoteProps) {
  const saidByField = Object.keys(fields).some((field) => field !== "");
  return (
    <div aria-live="assertive" className={className}>
      {failure && !saidByField ? (
        <Banner tone="stop" title={failure.title}>
          {failure.message} {failure.next}
        </Banner>
      ) : null}
    </div>
  );
}
