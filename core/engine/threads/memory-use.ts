import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Memory of this thread in bytes: values on the heap and buffers outside of it, with what is only not collected yet. */
export function memoryUsed(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

let collect: (() => void) | null = null;

/** The same, once what nobody needs any more is gone. Takes as long as a full collection: for the moment before a verdict only. */
export function memoryNeeded(): number {
  if (!collect) {
    // V8 lets its heap grow far beyond what is in use when its own limit is far away, and gives no other way to ask for the difference.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  return memoryUsed();
}
