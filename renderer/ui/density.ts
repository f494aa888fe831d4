import { createContext, useContext } from 'react';

/** How tightly lists, grids and forms are set. */
export type Density = 'comfortable' | 'compact';

/** The person's choice, given once around the window. */
export const DensityContext = createContext<Density>('comfortable');

/** What holds at the density that was chosen, of a measure for each, such as the height of a row in pixels. */
export function useByDensity<T>(measures: Readonly<Record<Density, T>>): T {
  return measures[useContext(DensityContext)];
}
