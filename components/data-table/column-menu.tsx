"use client";

import { Columns3 } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

type ColumnMenuProps = {
  columns: readonly { id: string; header: string; shown: boolean }[];
  onChange: (id: string, shown: boolean) => void;
};

export function ColumnMenu({ columns, onChange }: ColumnMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className={buttonStyle({ variant: "ghost", size: "sm" })}>
        <Columns3 aria-hidden="true" />
        Columns
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {columns.map((column) => (
          <DropdownMenuCheckboxItem
            key={column.id}
            checked={column.shown}
            onCheckedChange={(shown) => onChange(column.id, shown)}
            onSelect={(event) => event.preventDefault()}
          >
            {column.header}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
