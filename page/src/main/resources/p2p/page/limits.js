// @ts-check
import { size } from "/page/amounts.js";
import { byId, element, say } from "/page/dom.js";
import { done, field, submitted } from "/page/forms.js";
import { ask } from "/page/server.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{between: string, up: number | null, down: number | null}} Timed
 * @typedef {{up: number, down: number, timed: Timed[] | null}} Limits
 */

const MIB = 1024 * 1024;

/** @type {Limits} */
let inForce = { up: 0, down: 0, timed: null };

const form = /** @type {HTMLFormElement} */ (byId("limits"));
const up = rateField("limits.up");
const down = rateField("limits.down");

/** @param {"limits.up" | "limits.down"} key */
function rateField(key) {
    const label = key === "limits.up" ? text("limits.up") : text("limits.down");
    const input = field(form, label, { type: "number", min: "0", step: "any", required: false });
    input.inputMode = "decimal";
    input.placeholder = text("limits.none");
    return input;
}

export function startLimits() {
    const set = element("button", "", text("limits.set"));
    set.type = "submit";
    form.append(set);
    submitted(form, async () => {
        const wanted = { up: typed(up, inForce.up), down: typed(down, inForce.down) };
        if (await ask("PUT", "limits", {}, wanted)) {
            show(up, wanted.up);
            show(down, wanted.down);
            done(text("limits.done"));
        }
    });
}

/** @param {Limits} limits */
export function showLimits(limits) {
    for (const [input, before, now] of /** @type {const} */ ([
        [up, inForce.up, limits.up],
        [down, inForce.down, limits.down],
    ])) {
        // What somebody is about to type stays.
        if (input.value === written(before)) {
            show(input, now);
        }
    }
    inForce = limits;
    const timed = (limits.timed ?? []).map((each) =>
        text("limits.between", each.between.replace("-", "–"), rates(each.up, each.down)),
    );
    say(byId("limits-now"), [rates(limits.up, limits.down), ...timed].join("; "));
}

/**
 * @param {number | null} sent
 * @param {number | null} taken
 * @returns {string}
 */
function rates(sent, taken) {
    return [
        ...(sent === null ? [] : [text("limits.up.is", rate(sent))]),
        ...(taken === null ? [] : [text("limits.down.is", rate(taken))]),
    ].join(", ");
}

/**
 * @param {number} bytes
 * @returns {string}
 */
function rate(bytes) {
    return bytes === 0 ? text("limits.none") : text("sending.rate", size(bytes));
}

/**
 * @param {HTMLInputElement} input
 * @param {number} bytes
 */
function show(input, bytes) {
    input.value = written(bytes);
}

/**
 * In MiB, as short as it can be; nothing for no limit.
 * @param {number} bytes
 * @returns {string}
 */
function written(bytes) {
    return bytes === 0 ? "" : String(Number((bytes / MIB).toFixed(4)));
}

/**
 * What nobody has changed stays as it is, to the byte.
 * @param {HTMLInputElement} input
 * @param {number} before
 * @returns {number}
 */
function typed(input, before) {
    return input.value === written(before) ? before : Math.round(Number(input.value) * MIB);
}
