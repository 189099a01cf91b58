"""Checks every overlay, and that the checks themselves notice what is wrong."""

import copy
import json
import os
import subprocess
import sys

import crosscheck
import render
from mistakes import CROSS_MISTAKES, SCHEMA_MISTAKES

SCHEMAS = {
    "the kubernetes-models packages": ["node", "schemas.mjs"],
    "the Java client's models": [
        os.path.join(os.environ["JAVA_HOME"], "bin", "java"),
        "-cp",
        "target/dependency/*",
        "Strict.java",
    ],
}


def changed(overlay, kind, name, change):
    """The overlay with one thing wrong in it."""
    wrong = copy.deepcopy(overlay)
    change(next(d for d in wrong if d["kind"] == kind and d["metadata"]["name"] == name))
    return wrong


def by_schema(command, documents):
    ran = subprocess.run(
        command, cwd=render.HERE, input=json.dumps(documents), capture_output=True, text=True
    )
    if ran.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{ran.stderr}")
    return json.loads(ran.stdout)


def main():
    overlays = {name: render.overlay(name) for name in render.OVERLAYS}
    found = []
    for name, documents in overlays.items():
        found += [f"{name}: {problem}" for problem in crosscheck.problems(documents)]
    production = overlays["production"]
    for number, mistake in enumerate(CROSS_MISTAKES):
        if not crosscheck.problems(changed(production, *mistake)):
            found.append(f"the cross-check does not notice its mistake {number + 1}: {mistake[:2]}")

    documents = [(name, d) for name, overlay in overlays.items() for d in overlay]
    wrong = [
        next(d for d in changed(production, *m) if d not in production) for m in SCHEMA_MISTAKES
    ]
    for source, command in SCHEMAS.items():
        answers = by_schema(command, [d for _, d in documents] + wrong)
        known = 0
        for (name, document), problems in zip(documents, answers):
            known += problems is not None
            found += [
                f"{name}: {crosscheck.label(document)}: {p} (says {source})" for p in problems or []
            ]
        for mistake, problems in zip(SCHEMA_MISTAKES, answers[len(documents) :]):
            if problems == []:
                found.append(f"{source} do not notice a mistake in {' '.join(mistake[:2])}")
        print(f"{known} of {len(documents)} documents were held against {source}.")
    print(f"{len(CROSS_MISTAKES)} + {len(wrong)} mistakes made on purpose were looked for.")
    for problem in found:
        print(problem, file=sys.stderr)
    sys.exit(1 if found else 0)


main()
