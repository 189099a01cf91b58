"""Requests made up from the trackers' own OpenAPI document: every operation, people of every kind, any values.

SEED= says which; CASES= how many for each operation and kind of person."""

import os
import random
import time
import urllib.parse

from asking import TRACE, Caller, why_no_problem
from outcome import attack, expect, long_attack
from schema import Document
from values import MEDIA, Values
from world import KINDS, World

SEED = int(os.environ.get("SEED") or time.time())
MOST_SAID = 12

# What who is not in a group may do with it: look at its name, and ask to be let in.
OUTSIDERS = {
    "GET /api/v1/groups/{group}",
    "POST /api/v1/groups/{group}/requests",
    "DELETE /api/v1/groups/{group}/requests/me",
}


class Requests:
    def __init__(self, stage, cases):
        self.stage = stage
        self.random = random.Random(SEED)
        self.cases = cases
        given = Caller(stage.tracker).ask("GET", "/q/openapi?format=json").json()
        self.document = Document(given)
        self.world = World(stage, self.random)
        self.values = Values(self.random, self.document, self.world.known)
        self.keys = [f"a key of {SEED}".replace(" ", "-") + "-padding"]
        self.sent = 0
        self.granted = set()
        self.wrong = {}

    def run(self):
        self.world.build()
        try:
            for _ in range(self.cases):
                for operation in self.document.operations:
                    for kind in KINDS:
                        self.one(operation, kind)
        finally:
            self.world.close()

    def one(self, operation, kind):
        path, group = self.path(operation)
        body = None
        if operation.body is not None and self.random.random() < 0.97:
            body = self.values.body(operation.body)
        caller = self.world.attacker(kind)
        try:
            answer = caller.ask(operation.method, path, body, **self.headers(body))
        except OSError as why:
            self.note(operation, kind, f"{why}", path, body)
            return
        finally:
            caller.close()
        self.sent += 1
        if answer.status // 100 == 2:
            self.granted.add(operation.name)
        reason = self.why_wrong(operation, kind, group, answer)
        if reason:
            self.note(operation, kind, f"{reason}: {answer.status} {answer.body[:160]!r}", path, body)
        if answer.status == 401 or operation.method != "GET" and answer.status // 100 == 2:
            self.world.mend(kind, answer)

    def path(self, operation):
        """A path with its query, and which group it names truly."""
        path, group = operation.path, None
        for parameter in operation.in_path:
            value = self.values.parameter(parameter) or " "  # with none it would be another operation's path
            if parameter["name"] == "group":
                group = value
            path = path.replace("{%s}" % parameter["name"], self.escaped(value))
        query = [
            parameter["name"] + "=" + self.escaped(self.values.parameter(parameter))
            for parameter in operation.in_query
            if self.random.random() < 0.7
        ]
        return path + ("?" + "&".join(query) if query else ""), group

    def escaped(self, value):
        if value.isprintable() and value.isascii() and " " not in value and self.random.random() < 0.1:
            return value
        return urllib.parse.quote(value, safe="", errors="surrogatepass")

    def headers(self, body):
        made = {}
        if self.random.random() < 0.4:
            fresh = self.random.randbytes(12).hex()
            odd = ["", "short", "k" * 129, "\xff" * 20, "tab\there-and-there"]
            made["Idempotency_Key"] = self.random.choice([fresh] * 6 + self.keys + odd)
        if self.random.random() < 0.05:
            made["Accept"] = self.random.choice(MEDIA)
        if body is not None and self.random.random() < 0.05:
            made["Content_Type"] = self.random.choice(MEDIA)
        if self.random.random() < 0.05:
            made["X_Forwarded_For"] = self.random.choice(["203.0.113.9", "::1", "nonsense, 1.2.3.4", "," * 500])
        if self.random.random() < 0.03:
            made["Cookie"] = "p2p-browser=" + self.random.randbytes(16).hex()
        return made

    def why_wrong(self, operation, kind, group, answer):
        if TRACE.search(answer.body.decode("utf-8", "replace")):
            return "tells of the program's inside"
        if answer.status >= 500:
            return "an error of the tracker's own"
        if answer.status >= 400:
            return self.why_wrong_refusal(answer)
        if kind in ("nobody", "forger") and not operation.open:
            return "granted to who is not logged in"
        outside = group == self.world.group and operation.name not in OUTSIDERS
        if kind in ("stranger", "removed") and outside:
            return "granted to who is not in the group"
        if "/admin/" in operation.path and kind != "administrator":
            return "granted to who is no administrator"
        if str(answer.status) not in operation.responses:
            return "an answer that is not described"
        schema = operation.answer_schema(answer.status)
        return self.document.why_not(answer.json(), schema) if schema else None

    def why_wrong_refusal(self, answer):
        reason = why_no_problem(answer)
        if reason:
            return reason
        label = answer.json()["type"].rpartition(":")[2]
        if self.document.refusals.get(label) != answer.status:
            return "a refusal that is not described"
        return self.document.why_not(answer.json(), {"$ref": "#/components/schemas/Problem"})

    def note(self, operation, kind, reason, path, body):
        sent = "" if body is None else f" with {body[:120]!r}"
        self.wrong.setdefault((operation.name, reason[:30]), f"{kind}: {operation.method} {path[:120]}{sent}: {reason}")

    def told(self):
        for line in list(self.wrong.values())[:MOST_SAID]:
            print("      " + line, flush=True)
        expect(not self.wrong, f"{len(self.wrong)} of {self.sent} requests of SEED={SEED} were answered wrongly")
        return (
            f"{self.sent} requests of SEED={SEED}, none an error or without its schema;"
            f" {len(self.granted)} of {len(self.document.operations)} operations also granted"
        )


def answered(stage, cases):
    requests = Requests(stage, int(os.environ.get("CASES") or cases))
    requests.run()
    return requests.told()


@attack
def some_generated_requests_are_all_answered_as_described(stage):
    return answered(stage, 2)


@long_attack
def many_generated_requests_are_all_answered_as_described(stage):
    return answered(stage, 30)
