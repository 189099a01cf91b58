"""People of every kind around one group, made anew where a request has moved them."""

import contextlib
import subprocess

import values
from asking import Caller
from download import Session, Tracker
from stage import PASSWORD, TRACKER

KINDS = ("nobody", "forger", "stranger", "member", "owner", "removed", "administrator")
CONTENT = b"what is shared"


class World:
    def __init__(self, stage, random):
        self.stage = stage
        self.random = random
        self.group = None
        self.people = {}
        self.session = None
        self.invitation = None
        self.words = None
        self.manifest = values.manifest(CONTENT)

    def build(self):
        for kind in KINDS[2:]:
            if kind not in self.people:
                self.people[kind] = self.stage.user()
                if kind == "administrator":
                    self._grant(self.people[kind].name)
        self._attach()
        owner, member, removed = (self.people[kind] for kind in ("owner", "member", "removed"))
        self.group = self.stage.name("group")
        owner.done("POST", "/groups", {"name": self.group})
        for person in (member, removed):
            person.done("POST", f"/groups/{self.group}/requests")
            owner.done("POST", f"/groups/{self.group}/requests/{person.name}/accept")
        owner.done("DELETE", f"/groups/{self.group}/members/{removed.name}")
        self.invitation = owner.done("POST", f"/groups/{self.group}/invitations", {"uses": 5})
        at = f"/groups/{self.group}/invitations/{self.invitation['invitation']['id']}/words"
        self.words = owner.done("POST", at, {"code": self.invitation["code"]})["words"]
        owner.done("POST", f"/groups/{self.group}/shares", {"file": "f.txt", "manifest": self.manifest})

    def _grant(self, name):
        data = self.stage.people.named("data")
        command = [TRACKER, "admin", "grant", name, "--data", data]
        subprocess.run(command, env=self.stage.people.environment, check=True, capture_output=True)

    def _attach(self):
        """The owner's peer, as far as the tracker can tell, for only those who are there share."""
        if self.session:
            self.session.close()
        tracker = Tracker("http://%s:%d" % self.stage.tracker)
        tracker.token = self.people["owner"].token
        self.session = Session(tracker, self.random.randbytes(32).hex())

    def token(self, kind):
        if kind == "nobody":
            return None
        if kind == "forger":
            length = self.random.choice([0, 1, 32, 43, 3000])
            return self.random.choice([self.random.randbytes(length).hex(), "null", "ä", "'", "a b"])
        return self.people[kind].token

    def known(self, field):
        users = [person.name for person in self.people.values()]
        return {
            "group": [self.group, self.group, "g"],
            "name": users + ["f.txt", self.group, self.stage.name()],
            "user": users,
            "match": ["f", "group"],
            "file": ["f.txt"],
            "manifest": [self.manifest],
            "id": [self.invitation["invitation"]["id"], values.file_id(self.manifest)],
            "besides": [values.file_id(self.manifest)],
            "code": [self.invitation["code"], "0" * 26],
            "invitation": [self.invitation["code"], "0" * 26],
            "words": [self.words, "one two three four five six"],
            "password": [PASSWORD],
            "newPassword": [PASSWORD],
            "currentPassword": [PASSWORD],
            "oldPassword": [PASSWORD],
            "listen": values.ADDRESSES,
            "uses": [1, 2, 50],
            "seconds": [60, 3600],
            "limit": [1, 100, 500],
            "most": [1, 2, 20],
            "version": [1, 2],
        }.get(field)

    def mend(self, kind, answer):
        """Whoever is logged out comes again; where the group is not as it was there is a new one."""
        if kind in self.people and answer.status == 401:
            with contextlib.suppress(OSError):
                self.people.pop(kind).close()
            self.build()
        elif kind in self.people and not self._stands():
            self._lose_dead()
            self.build()

    def _stands(self):
        owner, member = self.people["owner"], self.people["member"]
        seen = owner.api("GET", f"/groups/{self.group}")
        if seen.status != 200 or seen.json()["role"] != "owner":
            return False
        if self.people["stranger"].api("GET", f"/groups/{self.group}/members/me").status != 403:
            return False
        if self.people["removed"].api("GET", f"/groups/{self.group}/members/me").status != 403:
            return False
        files = owner.api("GET", f"/groups/{self.group}/files").json()["items"]
        return bool(files) and member.api("GET", f"/groups/{self.group}/members/me").status == 200

    def _lose_dead(self):
        for kind, person in list(self.people.items()):
            if person.api("GET", "/sessions/current").status != 200:
                self.people.pop(kind).close()

    def attacker(self, kind):
        """A connection of its own; from wherever, so that one limit does not hide all that is behind it."""
        source = "127.%d.%d.%d" % tuple(self.random.randint(1, 250) for _ in range(3))
        return Caller(self.stage.tracker, source, self.token(kind))

    def close(self):
        if self.session:
            self.session.close()
        for person in self.people.values():
            person.close()
