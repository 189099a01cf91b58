// @ts-check
import { closeAccount, refreshAccount, showAccount } from "/page/account.js";
import { ask, beginEra, whenRefused } from "/page/api.js";
import { tell } from "/page/asking.js";
import { byId, say } from "/page/dom.js";
import { done } from "/page/forms.js";
import { closeGroup, refreshGroup, showGroup } from "/page/group.js";
import { closeHome, refreshHome, startHome } from "/page/home.js";
import { forgetPassword, passwordChanged } from "/page/password.js";
import { forget, signIn, signOut, whoIsHere } from "/page/sign.js";
import { text } from "/page/texts.js";

const LOOK_MILLIS = 1000;

/** What no news tell of, such as who is online, is asked for every so many looks. */
const ALL_AFTER = 5;

/** An open page that nobody touches is no use of the session, which so comes to its end. */
const UNTOUCHED_MILLIS = 60 * 60 * 1000;

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What no group is called. */
const ACCOUNT = "#/account";

let here = /** @type {import("/page/sign.js").SignedIn | null} */ (null);
let mark = "";
let looks = 0;
let looking = false;
let touched = Date.now();

/** @returns {string} the group that the address names, or an empty text */
function named() {
    const name = location.hash.slice(1);
    return NAME.test(name) ? name : "";
}

function isAccount() {
    return location.hash === ACCOUNT;
}

/** @param {string} id */
function show(id) {
    for (const each of ["welcome", "home", "group", "account"]) {
        byId(each).hidden = each !== id;
    }
    byId("who").hidden = id === "welcome";
}

async function route() {
    const group = named();
    done("");
    closeGroup();
    closeAccount();
    document.title = text("begin.title");
    if (!here) {
        show("welcome");
    } else if (isAccount()) {
        show("account");
        document.title = text("title", text("account.title"));
        await showAccount(here, renewed);
    } else if (group) {
        show("group");
        document.title = text("title", group);
        await showGroup(group, here.user);
    } else {
        show("home");
        await refreshHome();
    }
}

/** Moves the focus to where reading begins, as a new page would. */
async function moved() {
    tell("");
    const shown = route();
    scrollTo(0, 0);
    const title = document.querySelector("main > :not([hidden]) h1");
    /** @type {HTMLElement | null} */ (title)?.focus();
    await shown;
}

/** @param {import("/page/sign.js").SignedIn} who */
async function entered(who) {
    here = who;
    beginEra();
    forgetPassword();
    say(byId("user"), who.user);
    await moved();
}

function left() {
    here = null;
    mark = "";
    beginEra();
    forget();
    closeHome();
    route();
}

/** There is a new password, and nobody is signed in by the old one. */
function renewed() {
    signInAgain(text("password.changed"));
}

/** @param {string} why */
function signInAgain(why) {
    history.replaceState(null, "", location.pathname);
    left();
    tell("");
    done(why);
    byId("sign-in").querySelector("input")?.focus();
}

/** A new password signs everybody out: who asked for it is told of that, and not of what follows. */
function signedOut() {
    const changed = passwordChanged();
    if (changed === "no") {
        left();
    } else if (changed === "perhaps") {
        signInAgain(text("password.perhaps"));
    }
    return changed !== "no";
}

async function refresh() {
    if (isAccount()) {
        await refreshAccount();
    } else if (named()) {
        await refreshGroup();
    } else {
        await refreshHome();
    }
}

/** Whoever is signed in here goes on, at once or when the tracker can answer again. */
async function enter() {
    const who = await whoIsHere();
    if (who && !here) {
        await entered(who);
    }
}

/** Asks for one number, and for what is shown when that has changed; a page unseen asks nothing. */
async function look() {
    if (document.hidden || looking || Date.now() - touched > UNTOUCHED_MILLIS) {
        return;
    }
    looking = true;
    try {
        if (!here) {
            await enter();
            return;
        }
        const news = await ask("GET", "news");
        const isNew = news && news.mark !== mark;
        if (news && here && (isNew || ++looks >= ALL_AFTER)) {
            mark = news.mark;
            looks = 0;
            await refresh();
        }
    } finally {
        looking = false;
    }
}

function home() {
    location.hash = "";
}

whenRefused("not-logged-in", signedOut);
whenRefused("not-a-member", home);
whenRefused("no-such-group", home);
byId("sign-out").addEventListener("click", async () => {
    if (await signOut()) {
        left();
    }
});
addEventListener("hashchange", moved);
addEventListener("visibilitychange", look);
for (const touch of ["pointerdown", "keydown"]) {
    addEventListener(touch, () => {
        touched = Date.now();
    });
}
signIn(byId("sign-in"), entered);
startHome();
await look();
setInterval(look, LOOK_MILLIS);
