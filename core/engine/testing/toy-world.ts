/** What the toy targets have written, and everything that was opened, by name: the outside world of a test. */
export class ToyWorld {
  readonly written = new Map<string, string[]>();
  readonly happened: string[] = [];
  openFailures = 0;
  readFailures = 0;
}
