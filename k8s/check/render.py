"""Renders the overlays as kubectl does, into documents."""

import os
import shutil
import subprocess
import sys
import tempfile

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
K8S = os.path.dirname(HERE)
OVERLAYS = ("local", "production", "seedbox")


def kubectl():
    for candidate in (shutil.which("kubectl"), os.path.join(HERE, "target", "kubectl")):
        if candidate and os.path.exists(candidate):
            return candidate
    sys.exit("There is no kubectl: install it, or run k8s/prepare check.")


def overlay(name):
    """A copy is rendered, so that a password for the local overlay can be made up."""
    with tempfile.TemporaryDirectory() as copy:
        tree = os.path.join(copy, "k8s")
        shutil.copytree(K8S, tree, ignore=shutil.ignore_patterns("check", "trial"))
        subprocess.run([os.path.join(tree, "new-password")], check=True)
        rendered = subprocess.run(
            [kubectl(), "kustomize", os.path.join(tree, "overlays", name)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    return [document for document in yaml.safe_load_all(rendered) if document]
