// @ts-check
import { byId } from "/page/dom.js";
import { text } from "/page/texts.js";

/** @param {string} sentence */
function refuse(sentence) {
    const told = byId("told");
    told.className = "warning";
    told.textContent = sentence;
}

async function open() {
    const word = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    if (!word) {
        refuse(text("open.no-word"));
        return;
    }
    try {
        const answer = await fetch("/open", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ word }),
        });
        const document = await answer.json();
        if (answer.ok) {
            location.replace(document.path);
        } else {
            refuse(document.detail);
        }
    } catch {
        refuse(text("open.gone"));
    }
}

open();
