// The thread that makes backups is looked for beside the worker, which in these tests is here.
import '../backup-thread.ts';
