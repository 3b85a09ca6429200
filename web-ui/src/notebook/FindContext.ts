import { createContext } from 'react';

/** What is looked for in the notebook; text that was cut is shown whole where it is in the cut. Empty: nothing. */
export const FindContext = createContext('');
