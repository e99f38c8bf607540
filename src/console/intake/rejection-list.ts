/** Where rejections are asked for, and the name under which pages are kept: a repair makes them anew. */
export const REJECTIONS = '/intake/rejections';
