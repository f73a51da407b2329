"use client";

import { type ComponentProps, type ReactNode, type RefObject, useRef, useState } from "react";
import { useLate } from "@/components/ui/use-late";

export type MenuEntry =
  | { kind: "label"; text: string }
  | { kind: "line"; id: string }
  /** Words above the entries, which cannot be chosen. */
  | { kind: "head"; content: ReactNode }
  | { kind: "link"; href: string; content: ReactNode; current?: boolean }
  | {
      kind: "act";
      id: string;
      content: ReactNode;
      onSelect: () => void;
      disabled?: boolean | undefined;
      danger?: boolean | undefined;
    }
  | {
      kind: "check";
      id: string;
      content: ReactNode;
      checked: boolean;
      onChange: (checked: boolean) => void;
      /** Stays open, so that several can be changed. */
      stays?: boolean;
    }
  | {
      kind: "choice";
      id: string;
      value: string;
      options: readonly { value: string; content: ReactNode; disabled?: boolean | undefined }[];
      onChange: (value: string) => void;
    };

/** What the button of a menu must pass on to its element. */
export type MenuButton = Pick<
  ComponentProps<"button">,
  "aria-haspopup" | "aria-expanded" | "onClick" | "onKeyDown" | "onPointerEnter"
> & { ref: RefObject<HTMLButtonElement | null> };

type MenuProps = {
  button: (props: MenuButton) => ReactNode;
  entries: readonly MenuEntry[];
  align?: "start" | "end";
  className?: string;
  /** For others who must find the button again. */
  buttonRef?: RefObject<HTMLButtonElement | null>;
};

const loadWindow = () => import("@/components/ui/menu-window").then(({ MenuWindow }) => MenuWindow);

/** A button with a menu; the part that draws the menu loads with its first opening. */
export function Menu({ button, entries, align = "end", className, buttonRef }: MenuProps) {
  const [opened, setOpened] = useState<"closed" | "by-key" | "by-pointer">("closed");
  const own = useRef<HTMLButtonElement>(null);
  const anchor = buttonRef ?? own;
  const open = opened !== "closed";
  const Window = useLate(loadWindow, open);
  return (
    <>
      {button({
        ref: anchor,
        "aria-haspopup": "menu",
        "aria-expanded": open,
        // A key presses a button without a count of clicks.
        onClick: (event) => setOpened(open ? "closed" : event.detail === 0 ? "by-key" : "by-pointer"),
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpened("by-key");
        },
        onPointerEnter: () => void loadWindow(),
      })}
      {Window ? (
        <Window
          open={open}
          byKey={opened === "by-key"}
          onClose={() => setOpened("closed")}
          anchor={anchor}
          entries={entries}
          align={align}
          className={className}
        />
      ) : null}
    </>
  );
}
