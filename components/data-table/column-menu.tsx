"use client";

import { Columns3 } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";
import { Menu } from "@/components/ui/menu";

type ColumnMenuProps = {
  columns: readonly { id: string; header: string; shown: boolean }[];
  onChange: (id: string, shown: boolean) => void;
};

export function ColumnMenu({ columns, onChange }: ColumnMenuProps) {
  return (
    <Menu
      button={(props) => (
        <button {...props} type="button" className={buttonStyle({ variant: "ghost", size: "sm" })}>
          <Columns3 aria-hidden="true" />
          Columns
        </button>
      )}
      entries={columns.map(({ id, header, shown }) => ({
        kind: "check",
        id,
        content: header,
        checked: shown,
        onChange: (next) => onChange(id, next),
        stays: true,
      }))}
    />
  );
}
