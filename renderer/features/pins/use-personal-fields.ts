import { useEffect, useState } from 'react';
import type { Pin } from '../../../core/api/preview-models.ts';
import { api } from '../../api/client.ts';
import { useDocument } from '../../state/document.ts';

/** Names of the fields in these records that are personal by the flow's settings, or made of such. */
export function usePersonalFields(nodeId: string, ports: Pin['ports']): readonly string[] {
  const [personal, setPersonal] = useState<readonly string[]>([]);
  useEffect(() => {
    const { flowId, flow } = useDocument.getState();
    if (!flowId || !flow?.settings.masks?.length) return;
    let gone = false;
    const names = Object.fromEntries(Object.entries(ports).map(([port, { fields }]) => [port, fields.map(({ name }) => name)]));
    api.design.personalFields({ flowId, flow, nodeId, ports: names }).then(
      (found) => !gone && setPersonal([...new Set(Object.values(found).flat())]),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [nodeId, ports]);
  return personal;
}
