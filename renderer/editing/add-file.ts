import { UserError } from '../../core/base/errors.ts';
import { api } from '../api/client.ts';
import { desktop } from '../api/desktop.ts';
import type { Point } from '../canvas/place.ts';
import { t } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { usePreview } from '../state/preview.ts';
import { addKind } from './add-node.ts';

/** As much as the backend takes. */
const LARGEST_UPLOAD = 64 << 20;

/** Makes a configured source of a file that was dropped on the canvas: read where it lies on the desktop, copied beside the flow in a browser. Its first records are shown at once. */
export async function addFile(file: File, at?: Point): Promise<string | null> {
  const { flowId } = useDocument.getState();
  if (!flowId) return null;
  const path = desktop?.pathForFile(file) || (await upload(flowId, file));
  const { kind, name, config } = await api.design.nodeForFile({ flowId, path });
  const id = addKind(kind, at ? { at } : {}, { name, config });
  if (id) await usePreview.getState().preview(id);
  return id;
}

async function upload(flowId: string, file: File): Promise<string> {
  if (file.size > LARGEST_UPLOAD)
    throw new UserError('upload-too-large', t('{{name}} is larger than 64 MB, too large to be copied through the browser.', { name: file.name }), {
      hint: t('Add a source from the palette and choose the file there: it is read where it lies.'),
    });
  const { path } = await api.design.upload({ flowId, name: file.name, base64: await toBase64(file) });
  return path;
}

function toBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
