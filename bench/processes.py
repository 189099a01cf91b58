"""Real processes, what they cost, and their end."""

import os
import signal
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 120


class Cost:
    """Processor seconds and the largest resident memory, in MiB."""

    def __init__(self, cpu=0.0, rss=0.0):
        self.cpu = cpu
        self.rss = rss


class Peer:
    """A process that says "ready", is told "go", says "done", and waits until it may go."""

    def __init__(self, command, log):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
        self.cpu_before = 0.0
        self.said = []

    def expect(self, word):
        line = self.process.stdout.readline().split()
        if not line or line[0] != word:
            raise RuntimeError(f"{self.process.args} said {line} instead of {word}")
        return line[1:]

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def begin(self):
        self.cpu_before = cpu_seconds(self.process.pid)

    def cost(self):
        return Cost(cpu_seconds(self.process.pid) - self.cpu_before, peak_mib(self.process.pid))

    def end(self):
        end(self.process)


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def busy_seconds():
    """What all programs on this machine have used so far."""
    with open("/proc/stat") as stat:
        user, nice, system, _, _, irq, softirq = map(int, stat.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / TICKS


def peak_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def end(process):
    """Ends one process that was started here, kindly at first."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run_to_end(commands, log):
    """Runs a pipeline; answers its seconds and its cost."""
    began = time.monotonic()
    started = []
    source = subprocess.DEVNULL
    for position, command in enumerate(commands):
        last = position == len(commands) - 1
        process = subprocess.Popen(
            command, stdin=source, stdout=log if last else subprocess.PIPE, stderr=log
        )
        if not last:
            source = process.stdout
        started.append(process)
    for process in started[:-1]:
        process.stdout.close()
    total = Cost()
    for process in started:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{process.args} ended with {process.returncode}")
        total.cpu += usage.ru_utime + usage.ru_stime
        total.rss += usage.ru_maxrss / 1024
    return time.monotonic() - began, total
