"""The stories of a profile: proved by a person, by an auditor without nordbox, and by the box itself."""
import csv
import subprocess

from .bed import Failed, until

PROVED = {"NET-01", "NET-02", "NET-03", "NET-04", "NET-10", "ENC-05", "K8S-05"}


def the_profile_is_proved(bed, tell):
    """By up, which ends in a proof of its own: only what the sample has a waiver for may fail."""
    with tell("the report is checked without nordbox, and what was tried between pods passed"):
        report = bed.home / "report"
        bed.nordbox("report", *bed.to_host(), "--out", report).says("ssh-keygen -Y verify")
        signer = (report / "allowed_signers").read_text().split()[0]
        signed_by(signer, report / "evidence.jsonl")
        with (report / "controls.csv").open(newline="") as table:
            results = {row["control"]: row["result"] for row in csv.DictReader(table)}
        if missing := {control: results.get(control) for control in PROVED if results.get(control) != "pass"}:
            raise Failed(f"no pass of {missing}")
        no_probe_is_left(bed)


def what_is_broken_is_found(bed, tell):
    """By a person, then by the box itself; up mends it at the end."""
    with tell("a namespace whose policy is gone is found out by trying"):
        bed.kubectl("-n", "staging", "delete", "networkpolicy", "np-00-default-deny")
        bed.nordbox("verify", *bed.to_host(), "--config", bed.config, expect=30).says(
            "Only a pass is one", "NET-01 is not met", "NET-02 is not met", "bare to staging:47831, and no policy says so")
    with tell("after a restart of k3s the box says that it was not proved since"):
        bed.server.ssh("systemctl restart k3s")
        until("what status says of the proof", lambda: "not proved since k3s started anew" in bed.nordbox(
            "status", *bed.to_host(), expect=(0, 11, 20)).out or "something else", 300, every=5)
    with tell("the box proves itself after the next one, and status says so, with the control that it found not met"):
        bed.server.ssh("mkdir -p /etc/systemd/system/nordbox-proof-start.timer.d && "
                       "printf '[Timer]\\nOnActiveSec=\\nOnActiveSec=20s\\n' "
                       ">/etc/systemd/system/nordbox-proof-start.timer.d/brief.conf && systemctl daemon-reload")
        bed.server.ssh("systemctl restart k3s")
        until("its own proof", lambda: proved_by_itself(bed), 600, every=10)
        bed.server.ssh("rm -r /etc/systemd/system/nordbox-proof-start.timer.d && systemctl daemon-reload")
        bed.nordbox("status", *bed.to_host(), expect=30).says("NET-01 is not met, as the box itself found")
        no_probe_is_left(bed)
    with tell("the report is a person's still, and tells what the box found since, signed there"):
        report = bed.home / "report-since"
        bed.nordbox("report", *bed.to_host(), "--out", report)
        if "What the box has found since, by itself" not in (report / "report.html").read_text():
            raise Failed("the report does not tell of the box' own proof")
        signed_by(f"the-box-itself@{bed.name}", report / "own.jsonl")
    with tell("up mends the policy, and a person's proof of later counts"):
        bed.up()
        bed.nordbox("status", *bed.to_host(), expect=(0, 11, 20)).says("proved: ")
        bed.up().changed_nothing()


def no_probe_is_left(bed):
    until("no pod of the probes", lambda: not bed.kubectl("get", "pods", "-A", "-l", "nordbox.no/probe", "-o", "name"), 60)


def proved_by_itself(bed):
    """Its line in status, and that of the person's proof beside it; True once both speak of this start of k3s."""
    ran = bed.nordbox("status", *bed.to_host(), expect=(0, 11, 20, 30))
    told = [line for line in ran.out.splitlines() if line.startswith("proved")]
    return (any(line.startswith("proved by itself: ") and " ago, " in line for line in told)
            and not any("not proved since" in line for line in told)) or told or ran.err


def signed_by(who, evidence):
    """By OpenSSH alone, in the report's folder."""
    subprocess.run(["ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", who, "-n", "nordbox-evidence", "-s",
                    f"{evidence.name}.sig"], stdin=evidence.open("rb"), cwd=evidence.parent, check=True,
                   stdout=subprocess.DEVNULL)
