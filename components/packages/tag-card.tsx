"use client";

import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { Button } from "@/components/ui/button";
import { CardSection } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { toast } from "@/components/ui/toast";
import type { TagRow } from "@/lib/packages/catalogue/types";
import { removeDistTagAction } from "@/lib/packages/upkeep/actions";
import { packageHref } from "@/lib/paths";

type TagCardProps = { handle: string; name: string; tags: readonly TagRow[]; mayChange: boolean };

export function TagCard({ handle, name, tags, mayChange }: TagCardProps) {
  return (
    <CardSection
      title="Dist-tags"
      description="Names that people install instead of a version number. Set one from the menu of a version."
    >
      <Table label={`Dist-tags of ${name}`}>
        <TableHead>
          <tr>
            <TableHeader>Tag</TableHeader>
            <TableHeader>Version</TableHeader>
            <TableHeader className="max-sm:hidden">Set</TableHeader>
            <TableHeader className="w-24">
              <span className="sr-only">Actions</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {tags.map(({ tag, version, updatedAt }) => (
            <TableRow key={tag}>
              <TableCell className="font-mono">{tag}</TableCell>
              <TableCell>
                <TextLink href={packageHref(name, { version })} className="font-mono">
                  {version}
                </TextLink>
              </TableCell>
              <TableCell className="text-ink-2 max-sm:hidden">
                <RelativeTime at={updatedAt} />
              </TableCell>
              <TableCell className="text-right">
                {mayChange && tag !== "latest" ? <RemoveTag handle={handle} name={name} tag={tag} /> : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </CardSection>
  );
}

function RemoveTag({ handle, name, tag }: { handle: string; name: string; tag: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost">
          Remove<span className="sr-only"> {tag}</span>
        </Button>
      }
      title={`Remove the tag ${tag}?`}
      description={`Installs of ${name}@${tag} fail from then on. The version stays.`}
      confirmLabel="Remove tag"
      submit={() => removeDistTagAction(handle, { name, tag })}
      onDone={() => toast.success(`The tag ${tag} was removed`)}
    />
  );
}
