import { readMoment } from './moment.ts';
import { instantOf } from './zones.ts';

/** Reads an ISO date with or without time as milliseconds since 1970 UTC; what names no offset is taken in the zone. Null for anything else. */
export function instantsIn(zone: string): (text: string) => number | null {
  return (text) => {
    const moment = readMoment(text);
    return moment ? instantOf(moment, zone) : null;
  };
}
