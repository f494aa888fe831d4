import { configure } from '@testing-library/react';

/** Loaded before every test file with a page: what is waited for on a screen may come late on a busy machine. */
configure({ asyncUtilTimeout: 15_000 });
