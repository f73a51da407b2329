"use client";

import { useEffect, useRef } from "react";
import { VisibilityTag } from "@/components/packages/package-tags";
import type { PublishedUpload } from "@/components/packages/send-upload";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";

type UploadedNoteProps = { published: PublishedUpload; onAgain: () => void };

export function UploadedNote({ published, onAgain }: UploadedNoteProps) {
  const { name, version, visibility, notices, href } = published;
  const heading = useRef<HTMLHeadingElement>(null);
  // The form with the focus is gone; screen readers continue at its replacement.
  useEffect(() => heading.current?.focus(), []);
  return (
    <Card className="max-w-[640px] px-4 py-3.5">
      <h2 ref={heading} tabIndex={-1} className="flex flex-wrap items-center gap-2 font-semibold focus:outline-none">
        <code className="break-all">
          {name}@{version}
        </code>
        is live
        <VisibilityTag visibility={visibility} />
      </h2>
      {notices.map((notice) => (
        <p key={notice} className="mt-1 text-ink-2">
          {notice}
        </p>
      ))}
      <div className="mt-3 flex flex-wrap gap-2">
        <LinkButton href={href} variant="primary">
          Open package
        </LinkButton>
        <Button onClick={onAgain}>Publish another one</Button>
      </div>
    </Card>
  );
}
