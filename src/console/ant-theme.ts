import { theme as antd } from 'antd';
import type { ThemeConfig } from 'antd';
import { palettes, sizes } from './theme';
import type { Mode, Palette } from './theme';

const typeTokens: ThemeConfig['token'] = {
  fontFamily: 'var(--font)',
  fontSize: sizes.body,
  fontSizeSM: sizes.caption,
  borderRadius: sizes.radius,
  fontSizeHeading2: sizes.headline,
  fontSizeHeading3: sizes.title,
  fontSizeHeading4: sizes.title,
};
const accentTokens = ({ accent, accentFaint, onAccent }: Palette): ThemeConfig['token'] => ({
  colorPrimary: accent,
  colorPrimaryHover: accent,
  colorPrimaryActive: accent,
  colorPrimaryText: accent,
  colorLink: accent,
  colorLinkHover: accent,
  colorLinkActive: accent,
  colorInfo: accent,
  colorPrimaryBg: accentFaint,
  colorPrimaryBgHover: accentFaint,
  controlItemBgActive: accentFaint,
  colorSuccess: accent,
  colorSuccessBg: accentFaint,
  colorSuccessBorder: accent,
  colorInfoBg: accentFaint,
  colorInfoBorder: accent,
  colorTextLightSolid: onAccent,
});
const severityTokens = ({ grave, graveFaint, bad, badFaint }: Palette): ThemeConfig['token'] => ({
  colorError: grave,
  colorErrorText: grave,
  colorErrorBg: graveFaint,
  colorErrorBorder: grave,
  colorWarning: bad,
  colorWarningText: bad,
  colorWarningBg: badFaint,
  colorWarningBorder: bad,
});
const groundTokens = ({ text, quiet, ground, raised, line }: Palette): ThemeConfig['token'] => ({
  colorText: text,
  colorTextHeading: text,
  colorTextSecondary: quiet,
  colorTextTertiary: quiet,
  colorTextQuaternary: quiet,
  colorTextPlaceholder: quiet,
  colorTextDescription: quiet,
  colorBgBase: ground,
  colorBgContainer: ground,
  colorBgElevated: raised,
  colorBgLayout: ground,
  colorBorder: line,
  colorBorderSecondary: line,
  colorSplit: line,
  motion: false,
});

/** Ant Design's tokens for one mode; the only place from which its components take colour and size. */
export function antTheme(mode: Mode): ThemeConfig {
  const p = palettes[mode];
  return {
    algorithm: mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: { ...typeTokens, ...accentTokens(p), ...severityTokens(p), ...groundTokens(p) },
    components: {
      Button: { primaryColor: p.onAccent, primaryShadow: 'none', defaultShadow: 'none' },
      Menu: { itemBg: p.ground, horizontalItemSelectedColor: p.accent, activeBarBorderWidth: 0 },
      Table: { headerBg: p.faint, headerColor: p.quiet, rowHoverBg: p.faint, headerSplitColor: p.faint },
      Slider: { trackBg: p.accent, handleColor: p.accent, railBg: p.line },
      Tag: { defaultBg: p.faint, defaultColor: p.text },
    },
  };
}
