import type { Setting } from './setting.js';
import { declared, settingNames } from './settings-declared.js';

/** README's table. */
export function settingsTable(): string {
  const rows = settingNames.map((name) => {
    const { form, fallback, shown, zh, en } = declared[name] as Setting<unknown>;
    const value = typeof fallback === 'boolean' ? (fallback ? 'on' : 'off') : String(fallback);
    const cells = [`\`${name}\``, form.en.replaceAll('|', '\\|'), shown ?? `\`${value}\``, `${en} · ${zh}`];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| name | value | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
