"use client";

import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import type { VersionTarget } from "@/components/packages/version-dialogs";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { useLate } from "@/components/ui/use-late";
import { rolesWith } from "@/lib/access/permissions";
import { rolesInWords } from "@/lib/access/roles";
import type { PackagePowers } from "@/lib/packages/catalogue/types";

const loadDialogs = () => import("@/components/packages/version-dialogs").then(({ VersionDialog }) => VersionDialog);

type Open = "deprecate" | "tag" | "unpublish" | null;

/** A member's actions on a version. Actions that the role lacks stay in the menu and name who may. */
export function VersionMenu({ target, may }: { target: VersionTarget; may: PackagePowers }) {
  const [open, setOpen] = useState<Open>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  const Dialog = useLate(loadDialogs, open !== null);
  const { version, deprecated } = target.row;
  return (
    <>
      <Menu
        buttonRef={trigger}
        button={(props) => (
          <Button {...props} size="icon" variant="ghost" aria-label={`Change ${version}`}>
            <Ellipsis aria-hidden="true" />
          </Button>
        )}
        entries={[
          { kind: "act", id: "tag", content: "Set tag…", disabled: !may.tag, onSelect: () => setOpen("tag") },
          {
            kind: "act",
            id: "deprecate",
            content: deprecated === "" ? "Deprecate…" : "Change deprecation…",
            disabled: !may.deprecate,
            onSelect: () => setOpen("deprecate"),
          },
          {
            kind: "act",
            id: "unpublish",
            content: `Unpublish…${may.unpublish ? "" : ` (${rolesInWords(rolesWith("package:unpublish"))})`}`,
            danger: may.unpublish,
            disabled: !may.unpublish,
            onSelect: () => setOpen("unpublish"),
          },
        ]}
      />
      {Dialog && open !== null ? (
        <Dialog change={open} target={target} onOpenChange={close} returnFocus={trigger} />
      ) : null}
    </>
  );
}
