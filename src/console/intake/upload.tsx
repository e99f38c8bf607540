import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { ask } from '../app/ask';
import { ProblemNotice } from '../parts/problem-notice';
import { useWords } from '../words';

async function send(file: File, mapping: File) {
  const form = new FormData();
  form.append('mapping', await mapping.text());
  form.append('file', file);
  return ask<{ jobId: string }>('/intake/files', { method: 'POST', body: form });
}

/** A data file and the mapping that turns its rows into events. */
export function Upload() {
  const { t } = useWords();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<File | null>(null);
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
  const isReady = file !== null && mapping !== null;
  return (
    <form className="upload" onSubmit={start}>
      <Chosen {...data} file={file} onChoose={setFile} />
      <Chosen {...rules} file={mapping} onChoose={setMapping} />
      <Button type="primary" htmlType="submit" disabled={!isReady} loading={upload.isPending}>
        {t('files.upload')}
      </Button>
      {upload.error && <ProblemNotice problem={upload.error} />}
    </form>
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
