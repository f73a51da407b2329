import { Banner } from "@/components/ui/banner";

type Words = { title?: string; message: string; next?: string };

type FailureNoteProps = {
  /** What happened, why, what next: an action's failure, or words of the form's own. */
  failure: Words | null;
  /** The faults of the fields, as `useAction` gives them: where one says it, the note is silent. */
  fields?: Record<string, readonly string[]> | undefined;
  className?: string;
};

/** Why it was refused, told at once to those who listen. */
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
