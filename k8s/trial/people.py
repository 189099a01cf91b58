"""Somebody outside the cluster, with a peer of the `p2p` command's on this machine."""

import json
import os
import subprocess
import threading
import time

from engine import ROOT

LONGEST_SECONDS = 900
PASSWORD = "correct horse battery staple"


class Person:
    def __init__(self, name, folder, trackers):
        self.name = name
        self.home = os.path.join(folder, f"home-{name}")
        self.folder = folder
        self.run("up", "--listen", "0.0.0.0:0", "--trackers", trackers, "--detach")
        for command in ("create_user", "login"):
            self.run(command, name, "--password-stdin", stdin=PASSWORD + "\n")

    def ask(self, *words, stdin=None):
        try:
            return subprocess.run(
                [os.path.join(ROOT, "bin", "p2p"), "--home", self.home, *words],
                input=stdin,
                stdin=None if stdin else subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=LONGEST_SECONDS,
            )
        except subprocess.TimeoutExpired as late:
            return subprocess.CompletedProcess(late.cmd, 124, "", str(late))

    def run(self, *words, stdin=None):
        ran = self.ask(*words, stdin=stdin)
        if ran.returncode:
            raise RuntimeError(f"{self.name}: p2p {' '.join(words)}: {ran.returncode} {ran.stderr}")
        return ran.stdout

    def json(self, *words):
        text = self.run("--json", *words).strip()
        if text.startswith("["):
            return json.loads(text)
        lines = [json.loads(line) for line in text.splitlines()]
        return lines[0] if len(lines) == 1 and words[0] == "status" else lines

    def download(self, file):
        return next(d for d in self.json("show_downloads") if d["file"] == file)

    def is_attached(self):
        return self.json("status")["attached"]

    def leave(self):
        self.ask("down")


class Traffic:
    """Gives commands one after the other, and looks how a download goes on, until told to stop."""

    def __init__(self, giver, watcher, file):
        self.giver, self.watcher, self.file = giver, watcher, file
        self.done = threading.Event()
        self.threads = [threading.Thread(target=t, daemon=True) for t in (self.give, self.look)]
        self.given = 0
        self.failed = []
        self.slowest = 0.0
        self.samples = []

    def start(self):
        for thread in self.threads:
            thread.start()

    def give(self):
        commands = ("list_groups", "list_files films", "create_group", "list_requests films")
        while not self.done.is_set():
            words = commands[self.given % len(commands)].split()
            if words == ["create_group"]:
                words.append(f"club-{self.given}")
            begun = time.monotonic()
            ran = self.giver.ask(*words)
            self.slowest = max(self.slowest, time.monotonic() - begun)
            self.given += 1
            if ran.returncode:
                self.failed.append(f"{' '.join(words)}: {ran.returncode} {ran.stderr.strip()}")

    def look(self):
        while not self.done.is_set():
            download = self.watcher.download(self.file)
            self.samples.append((time.monotonic(), download["have"], download["state"]))
            self.done.wait(0.5)

    def longest_pause(self, begin, end):
        """The longest time between these two after which the download was seen to have got on."""
        longest, last = 0.0, None
        for at, have, _ in (s for s in self.samples if begin <= s[0] <= end):
            if last is not None:
                longest = max(longest, at - last[0])
            if last is None or have > last[1]:
                last = (at, have)
        return longest

    def stop(self):
        self.done.set()
        for thread in self.threads:
            thread.join()
