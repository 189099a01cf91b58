"""One person who wants more of everything than there is for one."""

from asking import expect_refused
from flood import together
from outcome import attack, expect, long_attack
from values import manifest


def granted(stage, callers, count, ask):
    """How many were granted by so many requests at a time; all others are refused with a sentence."""
    share = -(-count // len(callers))

    def some(number):
        return [ask(callers[number], number * share + i) for i in range(share)]

    answers = [answer for part in together(len(callers), some) for answer in part]
    for answer in answers:
        if answer.status // 100 != 2:
            expect(answer.status in (409, 429), f"{answer.status} {answer.body[:160]!r}")
            expect_refused(answer, answer.status)
    return sum(answer.status // 100 == 2 for answer in answers)


def connections(stage, user, count=8):
    return [stage.caller("127.0.0.1", user.token) for _ in range(count)]


@long_attack
def three_thousand_groups_of_one_person_are_a_thousand(stage):
    user = stage.user()
    prefix = stage.name("many")
    got = granted(
        stage, connections(stage, user), 3000, lambda c, i: c.api("POST", "/groups", {"name": f"{prefix}-{i}"})
    )
    expect(1000 <= got <= 1020, f"{got} of 3000 groups were made")
    listed = user.api("GET", "/groups?limit=500")
    expect(listed.status == 200 and listed.seconds < 2, f"the list takes {listed.seconds:.1f} s")
    return f"{got} made, the others 409"


@long_attack
def three_thousand_requests_of_one_person_are_two_hundred(stage):
    owner, user = stage.user(), stage.user()
    prefix = stage.name("asked")
    names = [f"{prefix}-{i}" for i in range(300)]
    granted(stage, connections(stage, owner), 300, lambda c, i: c.api("POST", "/groups", {"name": names[i % 300]}))
    got = granted(
        stage, connections(stage, user), 3000, lambda c, i: c.api("POST", f"/groups/{names[i % 300]}/requests")
    )
    expect(200 <= got <= 220, f"{got} requests are open")
    return f"{got} open, the others 409"


@attack
def a_thousand_invitations_of_one_group_are_two_hundred(stage):
    user = stage.user()
    group = stage.name("group")
    user.done("POST", "/groups", {"name": group})
    got = granted(
        stage, connections(stage, user), 1000, lambda c, i: c.api("POST", f"/groups/{group}/invitations", {"uses": 1})
    )
    expect(200 <= got <= 220, f"{got} invitations are open")
    return f"{got} open, the others 409"


@attack
def devices_and_parts_of_lists_are_bounded(stage):
    user = stage.user()
    for most in (0, 21, 10**9, -1):
        answer = user.api("PUT", "/devices", {"most": most})
        expect_refused(answer, answer.status)
    for limit in (0, 501, 10**9, -1):
        expect_refused(user.api("GET", f"/groups?limit={limit}"), 400, "bad-request")
    return "no 21 devices, no part of 501"


@attack
def manifests_that_do_not_add_up_are_refused(stage):
    user = stage.user()
    group = stage.name("group")
    user.done("POST", "/groups", {"name": group})
    good = manifest(b"some bytes")
    wrong = {
        "a size without hashes": {**good, "size": 1 << 40},
        "a size of no bytes less": {**good, "size": -1},
        "a size beyond all": {**good, "size": 2**63 - 1},
        "a piece of one byte": {**good, "pieceSize": 1},
        "a piece of 1 GiB": {**good, "pieceSize": 1 << 30},
        "a piece of no power of two": {**good, "pieceSize": 300_000},
        "more hashes": {**good, "pieceHashes": good["pieceHashes"] * 3},
        "hashes that are none": {**good, "pieceHashes": "AAAA"},
        "another algorithm": {**good, "algorithm": "md5"},
        "a tree larger than all": {**good, "folder": {"treeSize": 1 << 30, "files": 1}},
        "too many files": {**good, "folder": {"treeSize": 5, "files": 2**31 - 1}},
        "no manifest": None,
    }
    for what, one in wrong.items():
        answer = user.api("POST", f"/groups/{group}/shares", {"file": "f", "manifest": one})
        expect(answer.status in (400, 422), f"{what}: {answer.status} {answer.body[:160]!r}")
        expect_refused(answer, answer.status)
    return f"{len(wrong)} kinds refused"
