"""NetworkPolicies as packet filters in the pods' own network namespaces."""

import subprocess

from engine import pid


def enforce(pod, pods, policies, host):
    """Gives the pod's namespace the filter that follows from all policies; `host` is the node."""
    own = [p["spec"] for p in policies if selects(p["spec"]["podSelector"], pod)]
    rules = ["*filter", ":FORWARD DROP [0:0]"]
    for chain, kind, way in (("INPUT", "Ingress", "from"), ("OUTPUT", "Egress", "to")):
        isolated = any(kind in spec["policyTypes"] for spec in own)
        rules.append(f":{chain} {'DROP' if isolated else 'ACCEPT'} [0:0]")
        interface = "-i" if chain == "INPUT" else "-o"
        rules.append(f"-A {chain} {interface} lo -j ACCEPT")
        rules.append(f"-A {chain} -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT")
        for spec in own:
            for rule in spec.get(kind.lower(), []):
                rules += permitted(chain, rule, rule.get(way), pod, pods, host)
    rules.append("COMMIT")
    subprocess.run(
        ["nsenter", "-t", str(pid(pod.name)), "-n", "iptables-restore"],
        input="\n".join(rules) + "\n",
        text=True,
        check=True,
        capture_output=True,
    )


def permitted(chain, rule, others, pod, pods, host):
    side = "-s" if chain == "INPUT" else "-d"
    for excepted, address in addresses(others, pods, host):
        for port in rule.get("ports", [None]):
            line = f"-A {chain} {side} {address}"
            if port:
                number = number_of(port["port"], pod if chain == "INPUT" else None)
                last = port.get("endPort", number)
                line += f" -p {port['protocol'].lower()} --dport {number}:{last}"
            for network in excepted:
                yield f"-A {chain} {side} {network} -j DROP"
            yield f"{line} -j ACCEPT"


def addresses(others, pods, host):
    """Pairs of what is excepted and what is meant; the name server is on the node."""
    if others is None:
        yield [], "0.0.0.0/0"
    for other in others or []:
        if "ipBlock" in other:
            if ":" not in other["ipBlock"]["cidr"]:
                yield other["ipBlock"].get("except", []), other["ipBlock"]["cidr"]
        elif "namespaceSelector" in other:
            name = other["namespaceSelector"].get("matchLabels", {})
            if name.get("kubernetes.io/metadata.name") == "kube-system":
                yield [], host
        else:
            for found in pods:
                if selects(other["podSelector"], found):
                    yield [], found.address


def selects(selector, pod):
    wanted = selector.get("matchLabels", {})
    return all(pod.labels.get(key) == value for key, value in wanted.items())


def number_of(port, pod):
    if isinstance(port, int):
        return port
    return next(p["containerPort"] for p in pod.container["ports"] if p["name"] == port)


def connects(pod, host, port):
    """Whether a connection out of the pod's namespace comes about."""
    ran = subprocess.run(
        ["nsenter", "-t", str(pid(pod.name)), "-n", "timeout", "3",
         "bash", "-c", f"exec 3<>/dev/tcp/{host}/{port}"],
        capture_output=True,
        check=False,
    )
    return ran.returncode == 0
