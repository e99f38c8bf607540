import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/600.css';
import { fontFamily } from './theme';

let times = 0;

/**
 * Writes all text anew when slices of the fallback font have arrived: Chromium keeps the boxes of some
 * words that it shaped while a slice was on its way. A name that no machine has makes it another list
 * of fonts, and nothing else.
 */
document.fonts.addEventListener('loadingdone', () => {
  times += 1;
  document.documentElement.style.setProperty('--font', `${fontFamily}, 'shaped ${times}'`);
});
