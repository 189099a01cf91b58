// @ts-check
import { asker } from "/page/asking.js";

/** @type {Record<string, () => boolean | void>} */
const ACTIONS = {};

let era = 0;

/** Asks the tracker, as who is signed in here: a browser sends that along, and no script sees it. */
export const ask = asker(
    "/api/v1/",
    "tracker.gone",
    (problem) => ACTIONS[problem.type.replace("urn:p2p:problem:", "")]?.(),
    () => era,
);

/** Somebody has come or gone: what was asked before says nothing of them. */
export function beginEra() {
    era++;
}

/**
 * What is done where the tracker refuses something for that reason, which is told unless that does.
 * @param {string} reason
 * @param {() => boolean | void} action
 */
export function whenRefused(reason, action) {
    ACTIONS[reason] = action;
}

/**
 * A path of names, which others chose.
 * @param {...string} parts
 * @returns {string}
 */
export function path(...parts) {
    return parts.map(encodeURIComponent).join("/");
}
