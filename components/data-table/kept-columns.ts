type Choice = { id: string; hideable?: boolean | undefined; hiddenAtFirst?: boolean | undefined };

export function columnsCookie(tableId: string): string {
  return `columns.${tableId}`;
}

/** The ids of the hidden columns: the reader's choice, else the table's default. */
export function hiddenColumns(columns: readonly Choice[], kept: string | undefined): string[] {
  const movable = columns.filter((column, index) => index > 0 && (column.hideable ?? true));
  if (kept === undefined) return movable.filter((column) => column.hiddenAtFirst).map((column) => column.id);
  const away = new Set(kept.split(","));
  return movable.filter((column) => away.has(column.id)).map((column) => column.id);
}
