/**
 * The policy both shells send with every page: our own files only, no inline or evaluated script, no frames. Styles may be inline because the UI kit and
 * the code editor write style elements.
 */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
