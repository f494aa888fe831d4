import { Button } from '@mantine/core';
import { IconFileUpload, IconPlus } from '@tabler/icons-react';
import { toReport } from '../../api/report.ts';
import { addFile } from '../../editing/add-file.ts';
import { chooseFile } from '../../editing/flow-files.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { sayFailed } from '../../ui/say.ts';
import styles from './Designer.module.css';

/** What a canvas without steps says. */
export function EmptyCanvas() {
  const open = (event: React.MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    useCanvasDoor.setState({ adding: { screen: { x: box.x, y: box.bottom + 28 } } });
  };
  const choose = async () => {
    const file = await chooseFile('.csv,.tsv,.txt,.json,.ndjson,.jsonl');
    try {
      if (file) await addFile(file);
    } catch (error) {
      sayFailed('The file could not be added', toReport(error));
    }
  };
  return (
    <div className={styles.empty}>
      <EmptyState
        title="Begin with your data"
        actions={
          <>
            <Button leftSection={<IconFileUpload size={15} />} onClick={choose}>
              Choose a file
            </Button>
            <Button variant="default" leftSection={<IconPlus size={15} />} rightSection={<Keys shortcut="A" />} onClick={open}>
              Add a step
            </Button>
          </>
        }
      >
        Drop a CSV or JSON file here: it becomes a source, with its columns and types worked out. Then draw a link from its right side to say what happens next.
      </EmptyState>
    </div>
  );
}
