import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/**
 * Fonts of systems that can write Chinese. Only where none of them is present is a slice of Noto Sans
 * SC fetched.
 */
const CJK_ON_THE_MACHINE = [
  'PingFang SC',
  'Hiragino Sans GB',
  'Microsoft YaHei',
  'Noto Sans CJK SC',
  'Noto Sans SC',
  'Source Han Sans SC',
  'Source Han Sans CN',
  'WenQuanYi Micro Hei',
  'WenQuanYi Zen Hei',
  'SimSun',
];

/** Every @font-face of the package looks on the machine first, and offers woff2 alone. */
function machineFontsFirst(): Plugin {
  const local = CJK_ON_THE_MACHINE.map((name) => `local('${name}')`).join(', ');
  return {
    name: 'machine-fonts-first',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@fontsource/noto-sans-sc/')) return undefined;
      return (
        code
          .replaceAll(
            /src: url\(([^)]+\.woff2)\) format\('woff2'\)[^;]*;/g,
            `src: ${local}, url($1) format('woff2');`,
          )
          // Better nothing for a moment than boxes.
          .replaceAll('font-display: swap', 'font-display: block')
          .replaceAll(/\/\*[^*]*\*\//g, '')
      );
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [machineFontsFirst(), react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'picture', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
            {
              name: 'react',
              test: /node_modules[\\/](react(-dom|-router|-i18next)?|scheduler|i18next|@tanstack)[\\/]/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env['API_ORIGIN'] ?? 'http://127.0.0.1:3000' } },
});
