#!/usr/bin/env python3
"""From nothing to a file at somebody else's: two commands on two machines that know nothing of each other.

The machines are network namespaces, so this wants root. Who is asked for a name types one, and Enter alone to
all else. SIZE=MiB."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = str(Path(__file__).resolve().parent.parent / "bin" / "p2p")
SIZE = int(os.environ.get("SIZE", "64")) << 20
QUESTION = re.compile(rb"\? (\[[^\]\n]*\] )?$")
LINK = re.compile(rb"p2p get '([^']+)'")
PATIENCE = 120


def sh(command):
    subprocess.run(command, shell=True, check=True)


def typed(machine, name, home, folder, *words):
    """Runs a command of p2p at a terminal; returns its output, the questions and the seconds."""
    begin = time.monotonic()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ.update(P2P_HOME=os.path.join(home, "p2p"), LANG="C.UTF-8")
        os.execvp("ip", ["ip", "netns", "exec", machine, PROGRAM, *words])
    said, questions = b"", 0
    while time.monotonic() - begin < PATIENCE:
        if select.select([terminal], [], [], 1)[0]:
            try:
                got = os.read(terminal, 65536)
            except OSError:
                break
            if not got:
                break
            said += got
            if QUESTION.search(said):
                questions += 1
                os.write(terminal, name.encode() + b"\n" if b"call you?" in said.split(b"\n")[-1] else b"\n")
    else:
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(said.decode(errors="replace").replace("\r", "\n"))
    if code:
        sys.exit(f"p2p {words[0]} ended with {code}")
    return said, questions, time.monotonic() - begin


def main():
    if os.geteuid() != 0:
        sys.exit("This makes network namespaces, and wants root for that.")
    one, two = f"p2p-one-{os.getpid()}", f"p2p-two-{os.getpid()}"
    play = tempfile.mkdtemp(prefix="p2p-first-file.")
    homes = {}
    try:
        for name in (one, two):
            sh(f"ip netns add {name}; ip -n {name} link set lo up")
            homes[name] = os.path.join(play, name)
            os.makedirs(os.path.join(homes[name], "files"))
        sh(f"ip link add p2p-a netns {one} type veth peer name p2p-b netns {two}")
        for name, link, address in ((one, "p2p-a", "10.77.1.1/24"), (two, "p2p-b", "10.77.1.2/24")):
            sh(f"ip -n {name} address add {address} dev {link}; ip -n {name} link set {link} up")
        holiday = os.path.join(homes[one], "files", "holiday.mkv")
        with open(holiday, "wb") as file:
            file.write(os.urandom(SIZE))
        said, asked_one, took_one = typed(one, "ann", homes[one], os.path.dirname(holiday), "share", "holiday.mkv")
        link = LINK.search(said).group(1).decode()
        _, asked_two, took_two = typed(two, "bob", homes[two], os.path.join(homes[two], "files"), "get", link)
        copy = os.path.join(homes[two], "files", "holiday.mkv")
        same = subprocess.run(["cmp", holiday, copy]).returncode == 0
        print(
            f"{SIZE >> 20} MiB: share took {took_one:.1f} s, get {took_two:.1f} s, together {took_one + took_two:.1f} s;"
            f" {asked_one} + {asked_two} questions; the files are {'the same' if same else 'DIFFERENT'}."
        )
        sys.exit(0 if same else 1)
    finally:
        for name, home in homes.items():
            subprocess.run(
                ["ip", "netns", "exec", name, PROGRAM, "down", "--tracker"],
                env={**os.environ, "P2P_HOME": os.path.join(home, "p2p")},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            subprocess.run(["ip", "netns", "delete", name])
        shutil.rmtree(play, ignore_errors=True)


main()
