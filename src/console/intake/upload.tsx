import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import type { FileJob, MappingNames } from '../api';
import { ask } from '../app/ask';
import { ProblemNotice } from '../parts/problem-notice';
import { useWords } from '../words';

/** A mapping of the sender's own, or the name of one that is built in. */
type Mapping = File | string;

async function send(file: File, mapping: Mapping) {
  const form = new FormData();
  if (typeof mapping === 'string') form.append('mappingName', mapping);
  else form.append('mapping', await mapping.text());
  form.append('file', file);
  return ask<FileJob>('/intake/files', { method: 'POST', body: form });
}

/** A data file and the mapping that turns its rows into events. */
export function Upload() {
  const { t } = useWords();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const upload = useMutation({
    mutationFn: () => send(file!, mapping!),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['files'] }),
  });
  const start = (event: FormEvent) => {
    event.preventDefault();
    upload.mutate();
  };
  const data = { label: t('files.file'), button: t('files.chooseFile'), accept: '.csv,.xlsx' };
  const rules = { label: t('files.mapping'), button: t('files.chooseMapping'), accept: '.yaml,.yml' };
  const own = mapping instanceof File ? mapping : null;
  return (
    <form className="upload" onSubmit={start}>
      <Chosen {...data} file={file} onChoose={setFile} />
      <Chosen {...rules} file={own} onChoose={setMapping} />
      <NamedMapping name={typeof mapping === 'string' ? mapping : ''} onChoose={setMapping} />
      <Button type="primary" htmlType="submit" disabled={!file || !mapping} loading={upload.isPending}>
        {t('files.upload')}
      </Button>
      {upload.error && <ProblemNotice problem={upload.error} />}
    </form>
  );
}

interface Naming {
  readonly name: string;
  readonly onChoose: (name: string | null) => void;
}

function NamedMapping({ name, onChoose }: Naming) {
  const { t } = useWords();
  const { data: named } = useQuery({
    queryKey: ['mappings'],
    queryFn: ({ signal }) => ask<MappingNames>('/intake/mappings', { signal }),
  });
  const options = (named?.items ?? []).map((value) => ({ value, label: value }));
  return (
    <div className="chosen">
      <span className="caption">{t('files.orNamed')}</span>
      <Select
        className="filter"
        aria-label={t('files.orNamed')}
        value={name}
        options={[{ value: '', label: t('files.ownMapping') }, ...options]}
        onChange={(chosen: string) => onChoose(chosen === '' ? null : chosen)}
      />
    </div>
  );
}

interface Choice {
  readonly label: string;
  readonly button: string;
  readonly accept: string;
  readonly file: File | null;
  readonly onChoose: (file: File | null) => void;
}

function Chosen({ label, button, accept, file, onChoose }: Choice) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="chosen">
      <span className="caption">{label}</span>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={({ target }) => onChoose(target.files?.[0] ?? null)}
      />
      <Button onClick={() => input.current?.click()}>{button}</Button>
      <span className="quiet">{file?.name ?? t('files.nothingChosen')}</span>
    </div>
  );
}
