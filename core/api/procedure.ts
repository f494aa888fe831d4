import { oc } from '@orpc/contract';
import * as z from 'zod';
import { errorReportSchema } from '../base/errors.ts';
import { flowSchema } from '../flow/flow.ts';

/** Errors every procedure may answer with; `data` is an ErrorReport. Compare `code`. */
export const base = oc.errors({
  USER: { status: 422, data: errorReportSchema },
  OPERATIONAL: { status: 503, data: errorReportSchema },
  DEFECT: { status: 500, data: errorReportSchema },
  NOT_FOUND: { status: 404, data: errorReportSchema },
  CONFLICT: { status: 409, data: errorReportSchema },
});

/** A flow. */
export const flowId = z.object({ flowId: z.string() });
/** A run. */
export const runId = z.object({ runId: z.string() });
/** A flow as somebody draws it, saved or not. */
export const draft = z.object({ flowId: z.string(), flow: flowSchema });
/** The answer of what has nothing to tell. */
export const done = z.object({ ok: z.literal(true) });
