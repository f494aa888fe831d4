import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { GivenRecords, SampleChoice } from '../../../core/api/preview-models.ts';
import { OUT_PORT } from '../../../core/catalog/node-spec.ts';
import type { Flow } from '../../../core/flow/flow.ts';
import { compileFormula } from '../../../core/formula/compile.ts';
import { catalog } from '../../../core/nodes/index.ts';
import formCss from '../../forms/form.module.css';
import { FormulaEditor } from '../../forms/formula/FormulaEditor.tsx';
import { t, text, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { useInspection } from '../../state/inspection.ts';
import { usePreview } from '../../state/preview.ts';
import { FEWEST_RECORDS, MOST_RECORDS, sampleOf, useSample } from '../../state/sample.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatCount } from '../../ui/words.ts';
import { FileInstead } from './FileInstead.tsx';
import css from './sample-bar.module.css';
import { TypedRecords } from './TypedRecords.tsx';

const KINDS: readonly { kind: SampleChoice['kind']; label: string; help: string }[] = [
  { kind: 'first', label: text('The first records'), help: text('As they stand at the beginning of each source.') },
  { kind: 'random', label: text('Records at random'), help: text('Picked among the first million of each source.') },
  { kind: 'where', label: text('Records with a condition'), help: text('The first records for which a formula is true, among the first million.') },
  { kind: 'typed', label: text('Records I type in'), help: text('Instead of what the source reads.') },
  { kind: 'file', label: text('Another file'), help: text('Read instead of the source.') },
];

/** Chooses the records that previews of a flow take. Takes effect with a new preview; says what is missing before that. */
export function SampleForm({ flowId, onDone }: { flowId: string; onDone(): void }) {
  const flow = useDocument((state) => state.flow);
  const steps = usePreview((state) => state.steps);
  const leaving = useInspection((state) => state.leaving);
  const machineZone = useWorkspace(zoneOf);
  const id = useId();
  const [now] = useState(() => sampleOf(flowId));
  const sources = flow ? sourcesOf(flow) : [];
  const [kind, setKind] = useState(now.kind);
  const [limit, setLimit] = useState(String(usePreview.getState().limit));
  const [nodeId, setNodeId] = useState('nodeId' in now && sources.some((one) => one.id === now.nodeId) ? now.nodeId : (sources[0]?.id ?? ''));
  const [formula, setFormula] = useState(now.kind === 'where' ? now.formula : '');
  const [typed, setTyped] = useState<GivenRecords | null>(now.kind === 'typed' ? now.records : null);
  const [path, setPath] = useState(now.kind === 'file' ? now.path : '');
  const seen = steps[nodeId];
  const ownSample = seen && seen.step.sample?.kind !== 'typed' && seen.step.sample?.kind !== 'file' ? (seen.step.left[OUT_PORT] ?? null) : null;
  const fields = ownSample?.fields ?? leaving[nodeId]?.[OUT_PORT] ?? null;
  const count = Number(limit);
  const countWrong = !Number.isInteger(count) || count < FEWEST_RECORDS || count > MOST_RECORDS;
  const choice = chosen({ kind, nodeId, formula, typed, path });
  const formulaWrong = kind === 'where' && choice !== null && !compileFormula(formula, fields ?? [], { unknownFields: fields ? 'error' : 'any' }).ok;
  const canUse = choice !== null && !formulaWrong && !(kind !== 'typed' && countWrong);

  const use = () => {
    if (!choice || !canUse) return;
    if (kind !== 'typed') usePreview.getState().setLimit(count);
    useSample.getState().choose(flowId, choice);
    onDone();
    void usePreview.getState().preview();
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        use();
      }}
    >
      <fieldset className={css.kinds}>
        <legend>{t('Which records previews take')}</legend>
        {KINDS.map((one) => (
          <label key={one.kind} className={css.kind} data-on={one.kind === kind || undefined}>
            <input
              type="radio"
              name={`${id}-kind`}
              checked={one.kind === kind}
              onChange={() => setKind(one.kind)}
              disabled={one.kind !== 'first' && sources.length === 0}
            />
            <b>{told(one.label)}</b>
            <span>{told(one.help)}</span>
          </label>
        ))}
      </fieldset>
      {(kind === 'where' || kind === 'typed' || kind === 'file') && sources.length > 1 && (
        <label className={formCss.frame}>
          <span className={formCss.label}>{t('Source')}</span>
          <select className={formCss.select} value={nodeId} onChange={(event) => setNodeId(event.target.value)}>
            {sources.map((source) => (
              <option key={source.id} value={source.id}>
                {source.name}
              </option>
            ))}
          </select>
          <span className={formCss.help}>{t('The other sources give their first records.')}</span>
        </label>
      )}
      {kind === 'where' && (
        <div className={formCss.frame}>
          <span className={formCss.label}>{t('Records where')}</span>
          <FormulaEditor
            label={t('Records where')}
            value={formula}
            onChange={setFormula}
            fields={fields}
            sample={ownSample}
            zone={flow?.settings.zone || machineZone}
            placeholder="[Amount]<0"
          />
        </div>
      )}
      {kind === 'typed' && <TypedRecords key={nodeId} fields={fields} like={ownSample} value={typed} onChange={setTyped} />}
      {kind === 'file' && <FileInstead flowId={flowId} path={path} onChange={setPath} />}
      {kind !== 'typed' && (
        <label className={formCss.frame}>
          <span className={formCss.label}>{t('How many of each source')}</span>
          <input
            className={`${formCss.input} ${css.limit}`}
            type="number"
            min={FEWEST_RECORDS}
            max={MOST_RECORDS}
            value={limit}
            aria-invalid={countWrong}
            aria-describedby={`${id}-limit`}
            onChange={(event) => setLimit(event.target.value)}
          />
          <span id={`${id}-limit`} className={countWrong ? formCss.problem : formCss.help}>
            {countWrong
              ? t('Give a whole number from {{fewest}} to {{most}}.', { fewest: formatCount(FEWEST_RECORDS), most: formatCount(MOST_RECORDS) })
              : t('All of them go through the steps and are counted. Of each step at most 1,000 are shown.')}
          </span>
        </label>
      )}
      <div className={css.foot}>
        <span className={formCss.help}>{t('Runs never use this: they read everything.')}</span>
        <Button type="submit" disabled={!canUse}>
          {kind === 'random' && now.kind === 'random' ? t('Pick others') : t('Use and preview')}
        </Button>
      </div>
    </form>
  );
}

function chosen(input: { kind: SampleChoice['kind']; nodeId: string; formula: string; typed: GivenRecords | null; path: string }): SampleChoice | null {
  const { kind, nodeId, formula, typed, path } = input;
  if (kind === 'first') return { kind };
  if (kind === 'random') return { kind, seed: Math.floor(performance.now() * 1_000) };
  if (kind === 'where') return formula.trim() === '' ? null : { kind, nodeId, formula };
  if (kind === 'typed') return typed && typed.rows.length > 0 ? { kind, nodeId, records: typed } : null;
  return path.trim() === '' ? null : { kind, nodeId, path: path.trim() };
}

/** Sources whose records move through the flow, by name. */
function sourcesOf(flow: Flow): { id: string; name: string }[] {
  return flow.nodes.filter((node) => catalog.get(node.kind)?.role === 'source').map(({ id, name }) => ({ id, name }));
}
