// @ts-check
import { text } from "/page/texts.js";

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const LONGEST_DAYS = 100;

/**
 * As the command writes it: 256.0 MiB.
 * @param {number} bytes
 * @returns {string}
 */
export function size(bytes) {
    let amount = bytes;
    let unit = 0;
    while (amount >= 1023.95 && unit < UNITS.length - 1) {
        amount /= 1024;
        unit++;
    }
    return unit === 0 ? `${bytes} B` : `${amount.toFixed(1)} ${UNITS[unit]}`;
}

/**
 * Rounds down: only what is whole is at 100 %.
 * @param {number} have
 * @param {number} whole
 * @returns {number}
 */
export function percent(have, whole) {
    return whole === 0 ? 100 : Math.floor((100 * have) / whole);
}

/**
 * For example 45s, 2m05s, 1h03m or 3d04h.
 * @param {number} seconds
 * @returns {string}
 */
export function time(seconds) {
    const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const days = Math.floor(hours / 24);
    if (days >= LONGEST_DAYS) {
        return text("amount.long");
    }
    if (days > 0) {
        return `${days}d${two(hours % 24)}h`;
    }
    if (hours > 0) {
        return `${hours}h${two(minutes % 60)}m`;
    }
    return minutes > 0 ? `${minutes}m${two(Math.floor(seconds % 60))}s` : `${Math.floor(seconds)}s`;
}

/**
 * A moment as people write it where the page's language is spoken.
 * @param {string} instant
 * @returns {string}
 */
export function when(instant) {
    return new Date(instant).toLocaleString(text("language"), {
        dateStyle: "medium",
        timeStyle: "short",
    });
}
