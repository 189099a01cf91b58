"""Passwords, accounts, codes and words: guessed, flooded, and by a forged address."""

import time

from asking import Caller, expect_refused
from flood import Flood
from outcome import attack, expect, long_attack, percentile
from stage import PASSWORD, PROXY

ATTACKER, HONEST = "127.0.0.66", "127.0.0.67"
SOON = 5.0
LOG_INS = 10


def log_in(caller, name, password=PASSWORD):
    return caller.api("POST", "/sessions", {"name": name, "password": password, "takeover": True})


def log_in_often(stage, count, user):
    """How long each of an honest person's log-ins took, with those that had to be tried again."""
    taken = []
    for _ in range(count):
        began = time.monotonic()
        answer = log_in(stage.caller(HONEST), user.name)
        while answer.status != 201:
            expect(answer.status == 503 and time.monotonic() - began < 30, f"a log-in got {answer.status} {answer.body!r}")
            time.sleep(0.5)
            answer = log_in(stage.caller(HONEST), user.name)
        taken.append(time.monotonic() - began)
        time.sleep(0.1)
    return taken


def beside(stage, flood, count, begun):
    """How long honest log-ins take while others flood; the bound is wide, for slow and busy machines."""
    user = stage.user(source=HONEST)
    alone = log_in_often(stage, 5, user)
    with flood:
        flood.awaits(begun)
        taken = log_in_often(stage, count, user)
    most = max(SOON, 10 * max(alone))
    expect(percentile(taken, 0.9) < most, f"log-ins took {told(taken)}, alone {told(alone)}")
    return f"log-ins took {told(taken)}, alone {told(alone)}"


def told(taken):
    return f"{percentile(taken, 0.5):.2f} s at the median, {max(taken):.2f} s at most"


@attack
def an_account_asked_for_again_and_again_holds_no_log_in_up(stage):
    address, key = stage.tracker, stage.name("the-key-of-one-request-")
    body = {"name": stage.name(), "password": PASSWORD}

    def replay(state, _):
        caller = state.setdefault("caller", Caller(address, ATTACKER))
        caller.api("POST", "/accounts", body, Idempotency_Key=key)

    flood = Flood(130, replay)
    return beside(stage, flood, LOG_INS, 500) + f"; 130 connections asked {flood.times()} times"


@attack
def a_hundred_and_sixty_at_the_log_in_wait_behind_themselves(stage):
    address = stage.tracker

    def guess(state, number):
        caller = state.setdefault("caller", Caller(address, ATTACKER))
        log_in(caller, f"nobody{number}", "a wrong one")

    flood = Flood(160, guess)
    return beside(stage, flood, LOG_INS, 200) + f"; 160 connections tried {flood.times()} times"


@long_attack
def a_hundred_and_sixty_addresses_at_the_log_in_are_borne(stage):
    address = stage.tracker

    def guess(state, number):
        caller = state.setdefault("caller", Caller(address, f"127.0.7.{number + 1}"))
        log_in(caller, f"nobody{number}", "a wrong one")

    user = stage.user(source=HONEST)
    with Flood(160, guess) as flood:
        flood.awaits(200)
        taken = log_in_often(stage, 5, user)
    return f"log-ins took {told(taken)} while 160 addresses asked, each of which has its turn"


@attack
def passwords_are_guessed_a_few_times_alone(stage):
    user = stage.user(source=HONEST)
    attacker = stage.caller("127.0.0.76")
    answers = [log_in(attacker, user.name, f"guess number {i}") for i in range(8)]
    refused = [answer for answer in answers if answer.status == 429]
    expect(2 <= len(refused) <= 4, f"answers were {[a.status for a in answers]}")
    expect_refused(refused[0], 429, "too-many-attempts")
    expect(int(refused[0].headers["retry-after"]) > 0, "nothing says when to try again")
    expect(log_in(attacker, user.name).status == 429, "the right password is tried after too many wrong ones")
    expect(log_in(stage.caller(HONEST), user.name).status == 201, "the owner is locked out by somebody else")
    return f"{8 - len(refused)} guesses looked at, then 429; the owner still gets in"


@attack
def a_forged_x_forwarded_for_is_believed_by_nobody(stage):
    user = stage.user(source=HONEST)
    attacker = stage.caller("127.0.0.77")
    wrong = {"name": user.name, "password": "a wrong one"}
    for number in range(8):
        answer = attacker.api("POST", "/sessions", wrong, X_Forwarded_For=f"203.0.113.{number}, {HONEST}")
    expect_refused(answer, 429, "too-many-attempts")
    expect(log_in(stage.caller(HONEST), user.name).status == 201, "whose address was named is locked out")
    return "429 after five guesses under eight addresses, and whose was named gets in"


@attack
def before_a_proxy_only_what_the_proxy_wrote_counts(stage):
    stage.start_proxied()
    user = stage.user(source=HONEST)
    proxy = Caller(stage.proxied, PROXY)

    def through(written, real, password):
        body = {"name": user.name, "password": password, "takeover": True}
        return proxy.api("POST", "/sessions", body, X_Forwarded_For=f"{written}, {real}")

    for number in range(8):
        answer = through(f"198.51.100.{number}", "203.0.113.66", "a wrong one")
    expect_refused(answer, 429, "too-many-attempts")
    expect(through("203.0.113.66", "198.51.100.1", PASSWORD).status == 201, "whose address was forged is locked out")
    direct = Caller(stage.proxied, "127.0.0.78")
    for number in range(8):
        answer = direct.api(
            "POST", "/sessions", {"name": user.name, "password": "wrong, too"}, X_Forwarded_For=f"198.51.100.{number}"
        )
    expect_refused(answer, 429, "too-many-attempts")
    return "429 after five guesses, through the proxy and around it; whose address was forged gets in"


def spoken(stage, owner, group):
    made = owner.done("POST", f"/groups/{group}/invitations", {"uses": 5})
    at = f"/groups/{group}/invitations/{made['invitation']['id']}/words"
    return made["code"], owner.done("POST", at, {"code": made["code"]})["words"]


@attack
def six_words_are_guessed_five_times_alone(stage):
    owner = stage.user()
    group = stage.name("group")
    owner.done("POST", "/groups", {"name": group})
    _, right = spoken(stage, owner, group)
    _, other = spoken(stage, owner, group)
    first, second = right.replace("-", " ").split(), other.replace("-", " ").split()
    guesser = stage.caller("127.0.0.68")
    for word in [word for word in second + first if word != first[5]][:5]:
        wrong = " ".join(first[:5] + [word])
        expect_refused(guesser.api("POST", "/invitations/links", {"words": wrong}), 404, "no-such-invitation")
    late = stage.caller("127.0.0.73").api("POST", "/invitations/links", {"words": right})
    expect_refused(late, 404, "no-such-invitation")
    last = [
        guesser.api("POST", "/invitations/links", {"words": " ".join(second[:5] + first[:1])}).status
        for _ in range(60)
    ]
    expect(429 in last, f"sixty more guesses were answered {set(last)}")
    return f"404 to five guesses and to the right words then, 429 after {5 + last.index(429)} of one address"


@attack
def codes_of_invitations_are_guessed_a_few_times_alone(stage):
    code = {"code": "0" * 26}
    anybody = stage.caller("127.0.0.69")
    checks = [anybody.api("POST", "/invitations/checks", code).status for _ in range(60)]
    expect(set(checks) == {404, 429}, f"sixty checks were answered {set(checks)}")
    member = stage.user(source="127.0.0.70")
    joins = [member.api("POST", "/invitations/acceptances", code).status for _ in range(20)]
    expect(set(joins) == {404, 429}, f"twenty acceptances were answered {set(joins)}")
    return f"429 after {checks.index(429)} checks of an address, {joins.index(429)} acceptances of an account"
