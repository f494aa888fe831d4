import { IANAZone } from 'luxon';
import { fail } from '../failure.ts';
import { DAY, dayText, type Moment, timeText } from './moment.ts';

function zoneNamed(name: string): IANAZone {
  const zone = IANAZone.create(name);
  return zone.isValid
    ? zone
    : fail('zone-unknown', `There is no time zone "${name.slice(0, 60)}".`, { value: name, hint: 'Zones are written like Europe/Berlin.' });
}

/** What a zone's clocks show at an instant. */
export function inZone(instant: number, zone: string): Moment {
  const offset = zoneNamed(zone).offset(instant);
  const wall = instant + offset * 60_000;
  const days = Math.floor(wall / DAY);
  return { days, timed: true, ms: wall - days * DAY, offset };
}

/** The instants at which a zone's clocks show this: one, two when they are set back, none when they jump over it. Earliest first. */
function instantsOf(wall: number, zone: IANAZone): number[] {
  const offsets = [...new Set([zone.offset(wall - DAY), zone.offset(wall + DAY)])];
  return offsets
    .map((offset) => wall - offset * 60_000)
    .filter((instant) => instant + zone.offset(instant) * 60_000 === wall)
    .sort((a, b) => a - b);
}

/** The instant of a moment. A local time is taken in the zone; one that comes twice is the first, one that is jumped over counts as so much later. */
export function instantOf(moment: Moment, zone: string): number {
  const wall = moment.days * DAY + moment.ms;
  if (moment.offset !== null) return wall - moment.offset * 60_000;
  const found = zoneNamed(zone);
  return instantsOf(wall, found)[0] ?? wall - found.offset(wall - DAY) * 60_000;
}

/** A local time put into a zone, with its offset. A time that the zone's clocks jump over fails; one that comes twice is the first. */
export function placedIn(local: Moment, zone: string): Moment {
  const wall = local.days * DAY + local.ms;
  const [instant] = instantsOf(wall, zoneNamed(zone));
  if (instant !== undefined) return inZone(instant, zone);
  return fail('time-does-not-exist', `${timeText(local.ms)} on ${dayText(local.days)} does not exist in ${zone}: the clocks are put forward over it.`, {
    value: `${dayText(local.days)}T${timeText(local.ms)}`,
    hint: 'Correct the time, or give the zone it was really written in.',
  });
}

/** A moment as the flow's clocks show it: an instant (with offset) in the flow's zone, a local one as it stands. */
export function asShown(moment: Moment, zone: string): Moment {
  return moment.offset === null ? moment : inZone(instantOf(moment, zone), zone);
}
