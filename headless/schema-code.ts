import { config } from 'zod';

// Making code for schemas, as zod does, pays only where a program stays. To be said before any schema is made, so this is imported first.
if (!process.argv.includes('serve')) config({ jitless: true });
