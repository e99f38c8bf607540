/** Where the list of rejections is asked for, and the name under which its pages are kept: a repair makes them anew. */
export const REJECTIONS = '/intake/rejections';
