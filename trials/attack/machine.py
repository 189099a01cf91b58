"""Other users and pages of the machine at a peer's local API."""

import json
import os
import stat

from asking import TRACE, Caller, say, why_no_problem
from outcome import attack, expect


def access(stage):
    path = os.path.join(stage.people.named("ann"), "service.json")
    with open(path) as file:
        found = json.load(file)
    return path, ("127.0.0.1", found["port"]), found["secret"]


STATUS = "/local/v1/status"


@attack
def the_local_api_is_for_its_user_alone(stage):
    path, address, secret = access(stage)
    expect(stat.S_IMODE(os.stat(path).st_mode) == 0o600, "service.json can be read by others")
    expect(stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) & 0o077 == 0, "the home can be entered by others")
    good = Caller(address, token=secret)
    expect(good.ask("GET", STATUS).status == 200, "its user is refused")
    tokens = [None, "", "x", secret[:-1], secret + "0", secret.upper(), "0" * 64, "null"]
    paths = [
        STATUS, "/local/v1/events?after=0", "/local/v1/shares", "/local/v1/tracker/groups",
        "/local/v1/nothing", "//local/v1/status", "/local/v1/./status", "/local/v1/%73tatus", "/q/metrics",
    ]
    for token in tokens:
        for path in paths:
            answer = Caller(address, token=token).ask("GET", path)
            expect(answer.status in (401, 403, 404), f"{path} with a wrong secret: {answer.status}")
        for method, path in (("POST", "shutdown"), ("DELETE", "session"), ("POST", "uploads")):
            answer = Caller(address, token=token).ask(method, "/local/v1/" + path, {})
            expect(answer.status in (401, 403), f"{method} {path} with a wrong secret: {answer.status}")
    ways = {"Authorization": f"Basic {secret}", "Cookie": f"p2p-page={secret}", "X_Token": secret}
    for header, value in ways.items():
        answer = Caller(address).ask("GET", STATUS, **{header: value})
        expect(answer.status in (401, 403), f"the secret as {header} opens")
    expect(stage.status("ann")["user"] == "ann", "Ann's service is not as it was")
    return f"{len(tokens)} wrong secrets at {len(paths) + 3} places and {len(ways)} other ways: refused"


@attack
def pages_of_others_and_names_that_lead_here_are_refused(stage):
    _, address, secret = access(stage)
    here = "127.0.0.1:%d" % address[1]
    foreign = [
        {"Host": "evil.example"},
        {"Host": f"evil.example:{address[1]}"},
        {"Host": here, "Origin": "https://evil.example"},
        {"Host": here, "Origin": "null"},
        {"Host": f"localhost.evil.example:{address[1]}", "Origin": f"http://localhost.evil.example:{address[1]}"},
    ]
    for headers in foreign:
        for method, path in (("GET", "/"), ("GET", "/open"), ("POST", "/open"), ("GET", "/own/x/groups")):
            answer = Caller(address).ask(method, path, b"{}" if method == "POST" else None, **headers)
            said = f"{method} {path} with {headers}: {answer.status}"
            expect(answer.status in (400, 401, 403, 404, 405), said)
            expect("access-control-allow-origin" not in answer.headers, f"{said} is shown to other origins")
    answer = Caller(address).ask("OPTIONS", STATUS, Origin="https://evil.example", Access_Control_Request_Method="GET")
    expect("access-control-allow-origin" not in answer.headers, "a preflight is granted")
    return f"{len(foreign)} hosts and origins at four places: refused, and shown to no other origin"


@attack
def the_relay_to_the_tracker_leads_nowhere_else(stage):
    _, address, secret = access(stage)
    good = Caller(address, token=secret)
    expect(good.ask("GET", "/local/v1/tracker/groups").status == 200, "the tracker's API is not there")
    ways = [
        "../../q/metrics",
        "%2e%2e/%2e%2e/q/metrics",
        "..%2f..%2fq/health",
        "/evil.example/x",
        "http://evil.example/",
        "groups/%2e%2e/..",
        "groups/a%0d%0aHost:%20evil",
        "groups/%00",
        "",
        "@evil.example",
        "groups%3f/..;/",
        "groups/" + "x" * 3000,
    ]
    for way in ways:
        answer = good.ask("GET", "/local/v1/tracker/" + way)
        expect(answer.status in (400, 401, 403, 404, 405, 414), f"{way[:80]}: {answer.status} {answer.body[:100]!r}")
        expect(not TRACE.search(answer.body.decode()), f"{way}: {answer.body[:200]!r}")
    own = [
        ("DELETE", "accounts/me"),
        ("POST", "sessions"),
        ("DELETE", "sessions/current"),
        ("POST", "groups/g/shares"),
        ("POST", "groups/g/downloads"),
    ]
    for method, path in own:
        answer = good.ask(method, "/local/v1/tracker/" + path, {})
        expect(answer.status in (403, 404, 405), f"{method} {path} is passed on: {answer.status} {answer.body[:100]!r}")
    expect(stage.status("ann")["user"] == "ann", "Ann's service is not as it was")
    return f"{len(ways)} ways out and {len(own)} operations of the peer's own: refused"


@attack
def what_is_malformed_at_the_local_api_is_refused(stage):
    _, address, secret = access(stage)
    good = Caller(address, token=secret)
    bodies = [b"", b"null", b"[]", b"{", b"[" * 50_000, b'{"a":' * 20_000, b"\xff", b"x" * 100_000]
    places = [("POST", "session"), ("POST", "uploads"), ("POST", "downloads"), ("PUT", "limits")]
    for method, path in places:
        for body in bodies:
            try:
                answer = good.ask(method, "/local/v1/" + path, body)
            except ConnectionError:
                continue
            said = f"{method} {path} with {body[:20]!r}: {answer.status} {answer.body[:120]!r}"
            expect(400 <= answer.status < 500 and not why_no_problem(answer), said)
            expect(not TRACE.search(answer.body.decode()), said)
    for path in ("/local/v1/shares", "/local/v1/shares?group=g", "/local/v1/nothing", "/local/v1/uploads/x"):
        answer = good.ask("DELETE", path)
        expect(400 <= answer.status < 500 and not why_no_problem(answer), f"DELETE {path}: {answer.status}")
    head = f"GET {STATUS} HTTP/1.1\r\nHost: 127.0.0.1:{address[1]}\r\n"
    for raw in ("hello\r\n\r\n", head + "X: " + "x" * 100_000 + "\r\n\r\n", "GET /" + "x" * 60_000 + " HTTP/1.1\r\n\r\n"):
        answer = say(address, raw.encode())
        expect(answer is None or 400 <= answer.status < 500, f"{raw[:20]!r}: {answer and answer.status}")
    expect(stage.status("ann")["user"] == "ann", "Ann's service is not as it was")
    return f"{len(bodies)} bodies at {len(places)} places"
