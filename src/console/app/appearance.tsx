import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { antTheme } from '../ant-theme';
import { cssVariables, sizes } from '../theme';
import type { Mode } from '../theme';
import { useWords } from '../words';

const KEPT_AS = 'youan.mode';
const narrow = window.matchMedia(`(max-width: ${sizes.compact - 1}px)`);
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

const Appearance = createContext<{ readonly mode: Mode; readonly turn: () => void }>({
  mode: 'light',
  turn: () => undefined,
});
export const useAppearance = () => useContext(Appearance);

/** Whether the window is narrow: tables are cards then. */
export function useCompact(): boolean {
  return useSyncExternalStore(
    (tell) => {
      narrow.addEventListener('change', tell);
      return () => narrow.removeEventListener('change', tell);
    },
    () => narrow.matches,
  );
}

function modeAtFirst(): Mode {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === 'light' || kept === 'dark') return kept;
  return prefersDark.matches ? 'dark' : 'light';
}

/** Light or dark, Chinese or English, for everything inside. */
export function Dressed({ children }: { readonly children: ReactNode }) {
  const [mode, setMode] = useState(modeAtFirst);
  const { language } = useWords();
  const compact = useCompact();
  useEffect(() => {
    document.documentElement.dataset['width'] = compact ? 'narrow' : 'wide';
  }, [compact]);
  useEffect(() => {
    const root = document.documentElement;
    Object.entries(cssVariables(mode)).forEach(([name, value]) => root.style.setProperty(name, value));
    root.dataset['mode'] = mode;
  }, [mode]);
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  const turn = () => {
    const next = mode === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEPT_AS, next);
    setMode(next);
  };
  return (
    <Appearance value={{ mode, turn }}>
      <ConfigProvider
        theme={antTheme(mode)}
        locale={language === 'zh' ? zhCN : enUS}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        <App>{children}</App>
      </ConfigProvider>
    </Appearance>
  );
}
