// @ts-check
import { tell } from "/page/asking.js";
import { button, byId, element, say } from "/page/dom.js";
import { text } from "/page/texts.js";

const SURE_MILLIS = 6000;
const DONE_MILLIS = 12000;

let forgetting = 0;

/**
 * Says what was done, where it is seen and read out, for a while.
 * @param {string} sentence
 */
export function done(sentence) {
    clearTimeout(forgetting);
    say(byId("done"), sentence);
    forgetting = setTimeout(() => say(byId("done"), ""), DONE_MILLIS);
}

/**
 * A field with its label, at the end of a form; it has to be filled in unless that is said.
 * @param {HTMLElement} form
 * @param {string} label
 * @param {Partial<HTMLInputElement>} [properties]
 * @returns {HTMLInputElement}
 */
export function field(form, label, properties = {}) {
    const input = element("input");
    Object.assign(input, { type: "text", required: true, spellcheck: false }, properties);
    labelled(form, label, input);
    return input;
}

/**
 * A choice with its label.
 * @param {HTMLElement} form
 * @param {string} label
 * @param {[string, string][]} options values, and what is shown for them
 * @returns {HTMLSelectElement}
 */
export function choice(form, label, options) {
    const select = selection(options);
    labelled(form, label, select);
    return select;
}

/**
 * @param {[string, string][]} options
 * @returns {HTMLSelectElement}
 */
export function selection(options) {
    const select = element("select");
    for (const [value, label] of options) {
        const option = element("option", "", label);
        option.value = value;
        select.append(option);
    }
    return select;
}

/**
 * A choice that takes effect by a button, which is there while it differs from what is in force: who
 * goes through the choices by the arrow keys changes nothing.
 * @param {[string, string][]} options
 * @param {string} label
 * @param {string} meaning
 * @param {(value: string) => Promise<boolean>} action says whether it was done
 */
export function decision(options, label, meaning, action) {
    const select = selection(options);
    let inForce = "";
    const give = button(label, meaning, async () => {
        const wanted = select.value;
        give.hidden = true;
        if (await action(wanted)) {
            inForce = wanted;
        }
        select.value = inForce;
        select.focus();
    });
    const look = () => {
        give.hidden = select.hidden || select.value === inForce;
    };
    select.addEventListener("change", look);
    return {
        select,
        give,
        /** @param {string} value @param {boolean} permitted */
        show(value, permitted) {
            select.hidden = !permitted;
            if (value !== inForce) {
                inForce = value;
                select.value = value;
            }
            look();
        },
    };
}

/**
 * @param {HTMLElement} form
 * @param {string} label
 * @param {HTMLElement} input
 */
function labelled(form, label, input) {
    const around = element("label", "field");
    around.append(element("span", "soft", label), input);
    form.append(around);
}

/**
 * Does it when the form is sent, which goes nowhere; once at a time.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} action
 */
export function submitted(form, action) {
    let busy = false;
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (!busy) {
            busy = true;
            tell("");
            try {
                await action();
            } finally {
                busy = false;
            }
        }
    });
}

/**
 * A button that has to be pressed twice, for it says first what it will do.
 * @param {string} label
 * @param {string} meaning
 * @param {() => void} action
 * @returns {HTMLButtonElement}
 */
export function sureButton(label, meaning, action) {
    let timer = 0;
    function reset() {
        clearTimeout(timer);
        timer = 0;
        made.textContent = label;
        made.setAttribute("aria-label", meaning);
        made.classList.remove("sure");
    }
    const made = button(label, meaning, () => {
        if (timer) {
            reset();
            action();
        } else {
            const sure = text("sure", meaning);
            made.textContent = sure;
            made.setAttribute("aria-label", sure);
            made.classList.add("sure");
            done(sure);
            timer = setTimeout(() => {
                reset();
                done("");
            }, SURE_MILLIS);
        }
    });
    return made;
}
