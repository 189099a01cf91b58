// @ts-check
/** By which peers know this tracker; the tracker says it in the place of this. @type {string} */
export const identity = "";
