import { createBrowserRouter } from 'react-router';
import { Broken, NoSuchPage } from '../parts/no-such-page';
import { Shell } from './shell';

/** Every page of the console. Each is its own piece of the program, fetched when first opened. */
export const router = createBrowserRouter([
  {
    errorElement: <Broken />,
    hydrateFallbackElement: <div />,
    children: [
      { path: '/sign-in', lazy: () => import('./sign-in.page') },
      { path: '/signed-in', lazy: () => import('./signed-in.page') },
      {
        element: <Shell />,
        children: [
          {
            errorElement: <Broken />,
            children: [
              { index: true, lazy: () => import('../start/start.page') },
              { path: 'facilities', lazy: () => import('../facility/facility-search.page') },
              { path: 'facilities/:facilityId', lazy: () => import('../facility/facility.page') },
              { path: 'hazards', lazy: () => import('../lists/hazards.page') },
              { path: 'entries', lazy: () => import('../lists/entries.page') },
              { path: 'officials', lazy: () => import('../official/official-search.page') },
              { path: 'officials/:officialId', lazy: () => import('../official/official.page') },
              { path: 'intake/rejections', lazy: () => import('../intake/rejections.page') },
              { path: 'intake/rejections/:rejectionId', lazy: () => import('../intake/rejection.page') },
              { path: 'intake/files', lazy: () => import('../intake/files.page') },
              { path: 'events/:eventId', lazy: () => import('../event/event.page') },
              { path: '*', element: <NoSuchPage /> },
            ],
          },
        ],
      },
    ],
  },
]);
