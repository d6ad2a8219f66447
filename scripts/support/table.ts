/** A cell is a line or a list of lines. */
export type Cell = string | number | readonly string[];

const linesOf = (cell: Cell): readonly string[] => (typeof cell === "object" ? cell : [String(cell)]);

/** A table in plain text. What is a list stands one below the other, so that a row stays narrow. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const width = head.map((title, column) =>
    Math.max(...[title, ...rows.flatMap((row) => linesOf(row[column] ?? ""))].map((line) => line.length)),
  );
  const print = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(width[column] ?? 0))
      .join("  ")
      .trimEnd();
  const body = rows.flatMap((row) => {
    const height = Math.max(...row.map((cell) => linesOf(cell).length));
    return Array.from({ length: height }, (_, line) => print(row.map((cell) => linesOf(cell)[line] ?? "")));
  });
  return [print(head), print(width.map((size) => "-".repeat(size))), ...body].join("\n");
}
