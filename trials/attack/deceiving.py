"""Names that are not what they look like."""

from asking import expect_refused
from members import Member
from outcome import attack, expect
from stage import PASSWORD
from values import manifest

DECEIVING = {
    "U+202E": "a\u202egpj.exe",
    "U+2066": "a\u2066b",
    "U+2028": "a\u2028b",
    "U+2029": "a\u2029b",
    "U+200B": "a\u200bb",
    "U+200F": "a\u200fb",
    "U+FEFF": "a\ufeffb",
    "U+00AD": "a\u00adb",
    "U+0000": "a\0b",
    "U+001B": "a\x1b[2Jb",
    "U+0085": "a\x85b",
    "U+E0001": "a\U000e0001b",
    "half a character": "a\ud800b",
}
CONFUSABLE = {
    "Cyrillic": "аnn",
    "Greek": "αnn",
    "full width": "ａｎｎ",
    "with an accent of its own": "a\u0301nn",
    "Latin, mathematical": "\U0001d41ann",
    "a blank": "ann ",
    "a dash in front": "-ann",
    "a dot in front": ".ann",
    "a path": "../ann",
    "another case": "ANN",
}


def refused_everywhere(stage, user, name):
    """As a person, a group and a device."""
    asked = (
        stage.caller().api("POST", "/accounts", {"name": name, "password": PASSWORD}),
        user.api("POST", "/groups", {"name": name}),
    )
    login = {"name": user.name, "password": PASSWORD, "takeover": True, "deviceName": name}
    return [*asked, stage.caller().api("POST", "/sessions", login)]


@attack
def names_of_people_and_groups_do_not_deceive(stage):
    user = stage.user()
    for what, name in {**DECEIVING, **CONFUSABLE}.items():
        person, group, device = refused_everywhere(stage, user, name)
        expect_refused(person, person.status)
        if what == "another case":
            expect(person.label() == "name-taken", f"there are two of that name: {person.body!r}")
            continue
        for answer in (person, group, device):
            expect(answer.status in (400, 422), f"{what}: {answer.status} {answer.body[:160]!r}")
            expect_refused(answer, answer.status)
    return f"{len(DECEIVING) + len(CONFUSABLE)} kinds refused as people, groups and devices"


@attack
def names_of_files_do_not_deceive(stage):
    member = Member(stage)
    member.attach()
    paths = {"a way up": "../a", "the root": "/a", "an empty part": "a//b", "a home": "~/a", "a backslash": "a\\b"}
    long = {"a part of 256 bytes": "x" * 256, "more than 1,024 bytes": "/".join(["x" * 200] * 6)}
    for what, name in {**DECEIVING, **paths, **long}.items():
        answer = member.api.api("POST", "/groups/g/shares", {"file": name, "manifest": manifest(b"some bytes")})
        expect(answer.status in (400, 422), f"{what}: {answer.status} {answer.body[:160]!r}")
        expect_refused(answer, answer.status)
    right = {"file": "Übung 👩‍👩‍👧.txt", "manifest": manifest(b"some bytes")}
    good = member.api.api("POST", "/groups/g/shares", right)
    expect(good.status == 201, f"a good name got {good.status} {good.body[:160]!r}")
    member.close()
    return f"{len(DECEIVING) + len(paths) + len(long)} kinds refused, a name with letters of others taken"


@attack
def notes_do_not_deceive(stage):
    user = stage.user()
    group = stage.name("group")
    user.done("POST", "/groups", {"name": group})
    for what, note in DECEIVING.items():
        answer = user.api("POST", f"/groups/{group}/invitations", {"uses": 1, "note": note})
        expect(answer.status in (400, 422), f"{what}: {answer.status} {answer.body[:160]!r}")
    return f"{len(DECEIVING)} kinds refused"
