"use client";

import { useEffect } from "react";
import { checkDocument } from "@/components/packages/content-document";
import { ContentPreview } from "@/components/packages/content-preview";
import type { ContentKind } from "@/lib/packages/publish/content-schema";

type ContentCheckProps = { kind: ContentKind; text: string; onChecked: (faulty: boolean) => void };

/** The faults of a document, or its preview. */
export function ContentCheck({ kind, text, onChecked }: ContentCheckProps) {
  const { faults, document } = checkDocument(kind, text);
  const faulty = faults.length > 0;
  // The form that loaded this part disables its button by the answer.
  useEffect(() => onChecked(faulty), [faulty, onChecked]);
  if (!faulty) return <ContentPreview kind={kind} document={document} />;
  return (
    <ul className="flex list-disc flex-col gap-1 pl-4 text-sm text-stop">
      {faults.slice(0, 8).map((fault) => (
        <li key={fault} className="break-words">
          {fault}
        </li>
      ))}
      {faults.length > 8 ? <li>and {faults.length - 8} more</li> : null}
    </ul>
  );
}
