import type { ReactNode } from 'react';

/** A column of a list, known by its title. */
export const columnOf =
  <Row>() =>
  (title: string, width: string, render: (row: Row) => ReactNode) => ({
    title,
    width,
    key: title,
    render: (_: unknown, row: Row) => render(row),
  });
