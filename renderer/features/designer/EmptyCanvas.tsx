import { Button } from '@mantine/core';
import { IconFileUpload, IconPlus } from '@tabler/icons-react';
import { toReport } from '../../api/report.ts';
import { addStep } from '../../commands/add-step.ts';
import { useShownShortcut } from '../../commands/bound-keys.ts';
import { addFile } from '../../editing/add-file.ts';
import { chooseFile } from '../../editing/flow-files.ts';
import { t } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { sayFailed } from '../../ui/say.ts';
import styles from './Designer.module.css';

/** What a canvas without steps says. */
export function EmptyCanvas() {
  const addKeys = useShownShortcut(addStep);
  const open = (event: React.MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    useCanvasDoor.setState({ adding: { screen: { x: box.x, y: box.bottom + 28 } } });
  };
  const choose = async () => {
    const file = await chooseFile('.csv,.tsv,.txt,.json,.ndjson,.jsonl');
    try {
      if (file) await addFile(file);
    } catch (error) {
      sayFailed(t('The file could not be added'), toReport(error));
    }
  };
  return (
    <div className={styles.empty}>
      <EmptyState
        title={t('Begin with your data')}
        actions={
          <>
            <Button leftSection={<IconFileUpload size={15} />} onClick={choose}>
              {t('Choose a file')}
            </Button>
            <Button variant="default" leftSection={<IconPlus size={15} />} rightSection={<Keys shortcut={addKeys} />} onClick={open}>
              {t('Add a step')}
            </Button>
          </>
        }
      >
        {t(
          'Drop a CSV or JSON file here: it becomes a source, and its columns and types are detected. Then draw a link from its right side to say what happens next.',
        )}
      </EmptyState>
    </div>
  );
}
