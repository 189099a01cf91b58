"""Requests that never end, that are none, and that are far too much."""

import json
import time

from asking import connect, expect_refused, read_answer, say
from flood import together
from outcome import attack, expect
from stage import PASSWORD

ATTACKER = "127.0.0.71"
HEAD = "%s HTTP/1.1\r\nHost: tracker\r\n"
ACCOUNTS = HEAD % "POST /api/v1/accounts" + "Content-Type: application/json\r\n"


@attack
def requests_that_are_half_sent_end_and_hold_nobody_up(stage):
    user = stage.user()
    began = time.monotonic()
    open_ones = [connect(stage.tracker, ATTACKER, timeout=40) for _ in range(400)]
    try:
        for number, one in enumerate(open_ones):
            half = ACCOUNTS + "Content-Length: 500\r\n\r\n{" if number % 2 else ACCOUNTS + "X-Half: "
            one.sendall(half.encode())
        answer = stage.caller().api("POST", "/sessions", {"name": user.name, "password": PASSWORD, "takeover": True})
        expect(answer.status == 201 and answer.seconds < 3, f"a log-in got {answer.status} in {answer.seconds:.1f} s")
        ends = together(40, lambda part: [read_answer(one) for one in open_ones[part::40]])
    finally:
        for one in open_ones:
            one.close()
    for end in (end for part in ends for end in part):
        expect_refused(end, 408, "too-slow")
    return f"400 got 408 within {time.monotonic() - began:.0f} s; a log-in meanwhile took {answer.seconds:.2f} s"


@attack
def one_address_has_a_thousand_unfinished_requests_at_most(stage):
    kept = []
    try:
        for _ in range(1200):
            kept.append(connect(stage.tracker, "127.0.0.72"))
        time.sleep(1)
        closed = 0
        for one in kept:
            one.setblocking(False)
            try:
                closed += one.recv(1) == b""
            except BlockingIOError:
                pass
            except ConnectionError:
                closed += 1
        answer = stage.caller().api("GET", "/time")
        expect(answer.status == 200, "an honest request is not answered")
        expect(closed >= 170, f"{1200 - closed} of 1200 silent connections of one address are kept")
    finally:
        for one in kept:
            one.close()
    return f"of 1200 silent connections {closed} were closed at once"


@attack
def a_body_without_end_is_refused_early(stage):
    chunk = b"10000\r\n" + b"x" * (1 << 16) + b"\r\n"
    before = stage.tracker_mib()
    with connect(stage.tracker, ATTACKER) as connection:
        connection.sendall((ACCOUNTS + "Transfer-Encoding: chunked\r\n\r\n").encode())
        connection.settimeout(0.5)
        sent = 0
        try:
            while sent < 200 << 20:
                connection.sendall(chunk)
                sent += 1 << 16
        except OSError:
            pass
    expect(sent < 20 << 20, f"{sent >> 20} MiB of a body were taken")
    with connect(stage.tracker, ATTACKER) as connection:
        connection.sendall((ACCOUNTS + "Transfer-Encoding: chunked\r\n\r\n").encode() + chunk + chunk)
        expect_refused(read_answer(connection), 413, "too-large")
    announced = ACCOUNTS + f"Content-Length: {200 << 20}\r\n\r\n"
    expect_refused(say(stage.tracker, announced.encode(), ATTACKER), 413, "too-large")
    grown = stage.tracker_mib() - before
    expect(grown < 100, f"the tracker grew by {grown:.0f} MiB")
    return f"413, after {sent / (1 << 20):.1f} MiB of 200 at most; the tracker grew by {grown:.0f} MiB"


NO_REQUESTS = {
    "hello\r\n\r\n": (400, "bad-request"),
    "\x16\x03\x01\x02hello\r\n\r\n": (400, "bad-request"),
    "GET /api/v1/time HTTP/1.1\r\n\r\n": (400, "bad-request"),
    HEAD % "GET /api/v1/time" + "Host: another\r\n\r\n": (400, "bad-request"),
    "GET /api/v1/time HTTP/1.1\r\nHost: a b\r\n\r\n": (400, "bad-request"),
    HEAD % "GET /api/v1/time" + " folded\r\n\r\n": (400, "bad-request"),
    HEAD % "GET /api/v1/groups/<b>" + "\r\n": (400, "bad-request"),
    HEAD % "GET /api/v1/groups/%zz" + "\r\n": (400, "bad-request"),
    HEAD % "GET *" + "\r\n": (400, "bad-request"),
    HEAD % "CONNECT elsewhere:80" + "\r\n": (400, "bad-request"),
    "GET /api/v1/time HTTP/2.0\r\nHost: tracker\r\n\r\n": (400, "bad-request"),
    ACCOUNTS + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n": (400, "bad-request"),
    ACCOUNTS + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello": (400, "bad-request"),
    ACCOUNTS + "Content-Length: -1\r\n\r\n": (400, "bad-request"),
    ACCOUNTS + "Transfer-Encoding: chunked\r\n\r\nno number\r\n": (400, "bad-request"),
    HEAD % ("GET /" + "x" * 60_000) + "\r\n": (414, "address-too-long"),
    HEAD % "GET /api/v1/time" + "X: " + "x" * 200_000 + "\r\n\r\n": (431, "headers-too-large"),
    HEAD % "GET /api/v1/time" + "X: x\r\n" * 20_000 + "\r\n": (431, "headers-too-large"),
    HEAD % "GET /nothing" + "\r\n": (404, "not-found"),
    HEAD % "PATCH /api/v1/accounts" + "\r\n": (405, "wrong-method"),
    HEAD % "POST /api/v1/accounts" + "Content-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>": (415, "wrong-media-type"),
}


@attack
def what_is_no_request_is_refused_with_a_sentence(stage):
    for request, (status, label) in NO_REQUESTS.items():
        answer = say(stage.tracker, request.encode(), ATTACKER)
        try:
            expect_refused(answer, status, label)
        except Exception as why:
            expect(False, f"{request[:60]!r}: {why}")
    return f"{len(NO_REQUESTS)} kinds, each with its status and a problem body"


def bodies():
    good = {"name": "x", "password": PASSWORD}
    return {
        "nothing": b"",
        "half of it": json.dumps(good).encode()[:-5],
        "twice": json.dumps(good).encode() * 2,
        "a field twice": b'{"name":"x","name":"y","password":"12345678"}',
        "another field": json.dumps({**good, "administrator": True}).encode(),
        "another type": b'{"name":{"a":1},"password":"12345678"}',
        "lists in lists": b"[" * 60_000,
        "objects in objects": b'{"a":' * 12_000,
        "a field in itself": b'{"name":' * 7_000 + b"1" + b"}" * 7_000,
        "a number of 60,000 digits": b'{"name":' + b"9" * 60_000 + b"}",
        "a number without end": b'{"name":1e1000000000}',
        "3,000 fields": json.dumps({f"f{i}": i for i in range(3000)}).encode(),
        "names that are equal by hash": json.dumps({"Aa" * i + "BB" * (9 - i): 1 for i in range(10)}).encode(),
        "no Unicode": b'{"name":"\xff\xfe","password":"12345678"}',
        "half a character": b'{"name":"\\ud800","password":"12345678"}',
        "comments": b'/* a */ {"name":"x","password":"12345678"}',
        "NaN": b'{"name":NaN}',
    }


@attack
def malformed_and_nested_json_is_refused(stage):
    attacker = stage.caller(ATTACKER)
    slowest = 0
    for what, body in bodies().items():
        answer = attacker.api("POST", "/accounts", body)
        expect(answer.status in (400, 422), f"{what}: {answer.status} {answer.body[:120]!r}")
        expect_refused(answer, answer.status)
        slowest = max(slowest, answer.seconds)
    expect(slowest < 2, f"one took {slowest:.1f} s")
    return f"{len(bodies())} bodies refused, the slowest in {slowest * 1000:.0f} ms"
