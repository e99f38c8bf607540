import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { Dressed } from './app/appearance';
import { Problem } from './app/ask';
import { router } from './app/router';
import { startLanguage } from './words/language';
import './theme.css';

// A refusal stays a refusal; only what never reached the platform is asked again.
const worthAnotherTry = (times: number, failure: unknown) =>
  times < 2 && failure instanceof Problem && [0, 502, 503, 504].includes(failure.facts.status);

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: worthAnotherTry, refetchOnWindowFocus: false } },
});

// The fallback glyphs come after the page: their list is long and most machines never need one.
void import('./fonts');
await startLanguage();
createRoot(document.getElementById('console')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Dressed>
        <RouterProvider router={router} />
      </Dressed>
    </QueryClientProvider>
  </StrictMode>,
);
