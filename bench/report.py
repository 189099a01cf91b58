"""Writes what was measured, and on what, into RESULTS.md."""

import datetime
import os
import platform
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
MIB = 1 << 20


def write_report(bench, samples, missing, swarms, hashing):
    lines = [
        "# Results",
        "",
        f"Written by `{command()}` on {datetime.date.today()}. What is measured, and how:"
        " [README.md](README.md).",
        "",
        *machine(bench),
        "",
        f"## One to one: {bench.size // MIB} MiB of random bytes over loopback",
        "",
        *table(bench, samples),
        "",
        *[f"{sentence}\n" for sentence in missing],
        *ratios(samples),
        "",
        "## One seeder at 50 MiB/s and eight downloaders",
        "",
        *[f"- {swarm}" for swarm in swarms],
        "",
        "## Hashing a file",
        "",
        f"One SHA-256 of the file on one core: {hashing[0]:.2f} s. Its manifest (the pieces' hashes"
        f" and the whole's): {hashing[1]:.2f} s, **{hashing[1] / hashing[0]:.2f}** times as long.",
        "",
    ]
    with open(os.path.join(HERE, "RESULTS.md"), "w") as out:
        out.write("\n".join(lines))


def command():
    settings = [
        f"{name}={os.environ[name]}"
        for name in ("BENCH_ROUNDS", "BENCH_MIB", "BENCH_DIR")
        if name in os.environ
    ]
    return " ".join(["make bench", *settings])


def machine(bench):
    with open("/proc/cpuinfo") as info:
        models = [line.split(":")[1].strip() for line in info if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    file_system = first_line(["stat", "-f", "-c", "%T", bench.folder])
    java_home = os.environ.get("JAVA_HOME")
    java = os.path.join(java_home, "bin", "java") if java_home else "java"
    return [
        f"- {len(models)} cores ({models[0] if models else platform.machine()}), {memory:.0f} GiB of"
        f" memory, Linux {platform.release()}",
        f"- files on {file_system}; {bench.rounds} rounds, everybody by turns in each",
        f"- {first_line([java, '--version'])}; {version_of_libtorrent()};"
        f" {first_line(['aria2c', '--version'])}; {first_line(['curl', '--version'])[:11].strip()}",
    ]


def first_line(program):
    try:
        return subprocess.run(program, capture_output=True, text=True).stdout.split("\n")[0]
    except FileNotFoundError:
        return f"no {os.path.basename(program[0])}"


def version_of_libtorrent():
    return "libtorrent " + first_line(
        ["/usr/bin/python3", "-c", "import libtorrent; print(libtorrent.version)"]
    )


def table(bench, samples):
    yield "| | MiB/s (median) | from - to | seeder CPU | downloader CPU | seeder RSS | downloader RSS |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, sample in samples.items():
        yield (
            f"| {name} | {sample.rate():.0f} | {min(sample.rates):.0f} - {max(sample.rates):.0f}"
            f" | {median(sample.seeder_cpu):.2f} s | {median(sample.fetcher_cpu):.2f} s"
            f" | {sample.seeder_rss:.0f} MiB | {sample.fetcher_rss:.0f} MiB |"
        )


def ratios(samples):
    rival = samples.get("libtorrent")
    if rival:
        for name, sample in samples.items():
            if sample is not rival:
                yield f"- {name}: **{sample.rate() / rival.rate():.2f}** times libtorrent"


def median(values):
    return sorted(values)[len(values) // 2]
