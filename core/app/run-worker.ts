import { config } from 'zod';

// Settings of steps are checked a few times in a run: making code for that, as zod does, takes longer than it saves. To be said before any schema is made.
config({ jitless: true });
await import('./serve-worker.ts');
