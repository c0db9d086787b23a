import type { ReactNode } from "react";
import classes from "./DataTable.module.css";
import { useListKeys } from "./useListKeys";

export interface Column<T> {
  name: string;
  cell: (row: T) => ReactNode;
  /** Left out of the card that a row becomes where there is little room. */
  wide?: boolean;
  /** Numbers that stand below each other at the end of the line. */
  end?: boolean;
  /** A row's menu: in the upper corner of the card. */
  corner?: boolean;
}

/** A plain table where it has room, cards where it has not; the first column names the row. */
export function DataTable<T>({ caption, columns, rows, rowKey }: { caption: string; columns: Column<T>[]; rows: T[]; rowKey: (row: T) => string }) {
  const keys = useListKeys();
  return (
    <div className={classes.scroll}>
      <table role="table" className={classes.table} onKeyDown={keys}>
        <caption className="visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.name} role="columnheader" scope="col" data-end={column.end || undefined}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <td key={column.name} role="cell" data-wide={column.wide || undefined} data-end={column.end || undefined} data-corner={column.corner || undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
