"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import { FailureNote } from "@/components/feedback/failure-note";
import { JsonEditor } from "@/components/packages/json-editor";
import { OutlookNote } from "@/components/packages/outlook-note";
import { FIRST_KIND, starterDocument } from "@/components/packages/starter-document";
import { useOutlook } from "@/components/packages/use-outlook";
import { VisibilityChoice } from "@/components/packages/visibility-choice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { useLate } from "@/components/ui/use-late";
import type { Visibility } from "@/generated/prisma/enums";
import { CONTENT_KIND_NAMES, MOST_DOCUMENT_CHARACTERS } from "@/lib/packages/publish/content-kinds";
import type { ContentKind } from "@/lib/packages/publish/content-schema";
import type { PublishRoom } from "@/lib/packages/publish/types";

/** The schemas of all kinds are as large as the rest of the page, so they come when the reader turns to the form. */
const loadCheck = () => import("@/components/packages/content-check").then(({ ContentCheck }) => ContentCheck);

type ContentFormProps = {
  handle: string;
  places: PublishRoom["places"];
  defaultVisibility: Visibility;
  /** The preview of the first kind's first document. */
  preview: ReactNode;
};

type Draft = {
  kind: ContentKind;
  name: string;
  version: string;
  description: string;
  keywords: string;
  visibility: Visibility;
};

const KINDS = CONTENT_KIND_NAMES.map((value) => ({ value, label: value }));

function wordsOf(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
}

export function ContentForm({ handle, places, defaultVisibility, preview }: ContentFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>({
    kind: FIRST_KIND,
    name: "",
    version: "1.0.0",
    description: "",
    keywords: "",
    visibility: defaultVisibility,
  });
  const [text, setText] = useState(() => starterDocument(FIRST_KIND));
  const { kind, version, visibility } = draft;
  const name = `@${handle}/${draft.name.trim()}`;
  const [turnedTo, setTurnedTo] = useState(false);
  const [faulty, setFaulty] = useState(false);
  const Check = useLate(loadCheck, turnedTo);
  const asks = draft.name.trim() !== "" && version.trim() !== "";
  const outlook = useOutlook(
    handle,
    asks ? { name, version: version.trim(), kind, access: visibility, size: 0 } : null,
  );
  const refused = outlook?.outcome === "refused" ? outlook : null;
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{ message: string; fields: Record<string, string[]> } | null>(null);
  const fields = failure?.fields ?? {};
  const documentFault = fields.document?.[0];
  const change = (part: Partial<Draft>) => {
    setFailure(null);
    setDraft((known) => ({ ...known, ...part }));
  };

  async function publish() {
    setPending(true);
    const document = { ...draft, name, keywords: wordsOf(draft.keywords), document: text };
    const { sendUpload } = await import("@/components/packages/send-upload");
    const body = new Blob([JSON.stringify(document)], { type: "application/json" });
    const answer = await sendUpload(`/api/packages/content/${encodeURIComponent(handle)}`, body, () => undefined)
      .result;
    setPending(false);
    if (answer.outcome !== "published") {
      setFailure(answer.outcome === "refused" ? answer : null);
      return;
    }
    const { published } = answer;
    toast.success(`${published.name}@${published.version} is live`, {
      ...(published.notices.length > 0 ? { description: published.notices.join(" ") } : {}),
    });
    router.push(published.href);
    router.refresh();
  }

  function changeKind(chosen: string) {
    const next = CONTENT_KIND_NAMES.find((one) => one === chosen) ?? kind;
    // An unchanged document is replaced by the other kind's first text.
    if (text === starterDocument(kind)) setText(starterDocument(next));
    change({ kind: next });
  }

  return (
    <form
      className="grid grid-cols-1 gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_340px]"
      onFocus={() => setTurnedTo(true)}
      onPointerEnter={() => setTurnedTo(true)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending && !faulty && !refused) void publish();
      }}
    >
      <div className="flex min-w-0 flex-col gap-4">
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-[140px_minmax(0,1fr)_120px]">
          <Field label="Kind">
            <Select value={kind} options={KINDS} onChange={(event) => changeKind(event.target.value)} />
          </Field>
          <Field label={`Name, after @${handle}/`} error={fields.name}>
            <Input
              mono
              required
              autoComplete="off"
              spellCheck={false}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          </Field>
          <Field label="Version" error={fields.version}>
            <Input
              mono
              required
              autoComplete="off"
              spellCheck={false}
              value={version}
              onChange={(event) => change({ version: event.target.value })}
            />
          </Field>
        </div>
        <Field label="Description" optional error={fields.description}>
          <Input
            value={draft.description}
            maxLength={1_000}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <Field label="Keywords" optional description="Separated by commas." error={fields.keywords}>
          <Input value={draft.keywords} onChange={(event) => change({ keywords: event.target.value })} />
        </Field>
        <VisibilityChoice value={visibility} places={places} onChange={(chosen) => change({ visibility: chosen })} />
        <Field label="Document" description="Published as content.json.">
          <JsonEditor value={text} onChange={setText} maxLength={MOST_DOCUMENT_CHARACTERS} />
        </Field>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <section aria-labelledby="preview-title" className="rounded border border-line bg-surface px-4 py-3">
          <h2 id="preview-title" className="mb-2 font-semibold">
            Preview
          </h2>
          <div aria-live="polite">{Check ? <Check kind={kind} text={text} onChecked={setFaulty} /> : preview}</div>
        </section>
        <OutlookNote outlook={outlook} name={name} version={version} />
        <FailureNote
          failure={
            documentFault ? { message: documentFault } : failure && { message: failure.message, title: "Not published" }
          }
          fields={documentFault ? {} : fields}
          className="empty:-mt-4"
        />
        <div>
          {refused?.decision ? (
            <DeniedPopover label={`Publish ${kind}`} decision={refused.decision} capability="Your role can publish" />
          ) : (
            <Button type="submit" variant="primary" pending={pending} disabled={!asks || faulty || refused !== null}>
              Publish {kind}
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}
