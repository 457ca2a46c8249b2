package dev.nordbox.installer.problem;

/** How the process ends. A contract with scripts: numbers are never reused. */
public enum ExitCode {
    DONE(0, "done; the plan is empty"),
    UNEXPECTED(1, "a defect of nordbox; the log file has the stack trace"),
    USAGE(2, "unknown flag or missing argument"),
    CONFIG_INVALID(10, "nordbox.yaml, the ssh configuration, a template or a profile is not valid"),
    HOST_UNREACHABLE(11, "no SSH connection, or it was lost"),
    HOST_REFUSED(
            12, "preflight: the host cannot become a box as it is; status, app, audit: it is none"),
    CHANGES_PENDING(13, "plan --detailed-exit-code: there is something to do"),
    LOGIN_REFUSED(14, "host key mismatch, login or sudo refused"),
    ARTIFACT_INVALID(
            15, "k3s, Java runtime or another artefact is missing, corrupt or for another machine"),
    STEP_FAILED(16, "a step failed on the host; run the same command again to go on from there"),
    TIMED_OUT(17, "a wait expired; the message says what was in the way"),
    KIT_UNUSABLE(
            18,
            "a recovery kit cannot be written, fetched or opened, is damaged, or is not one for this box"),
    KIT_STALE(19, "status: the box makes kits, and the last one is too old or failed"),
    NOT_SYNCED(20, "the cluster is not what the repository says"),
    REPO_UNREACHABLE(21, "the Git repository cannot be reached, or refused the deploy key"),
    MANIFEST_INVALID(22, "the repository's manifests cannot be rendered"),
    OBJECT_REFUSED(23, "the Kubernetes API refused an object"),
    PLAN_OUTDATED(24, "up --plan: the host or your settings are not those of the plan any more"),
    UPGRADE_UNDONE(
            25, "upgrade: the new k3s failed its probes; the old one is back, with its data"),
    NOT_SEALED(26, "a Secret cannot be sealed, or a sealed one does not unseal"),
    DRILL_FAILED(
            27,
            "drill: what came back is not what the kit holds, or does not work; the result says what"),
    HOST_BUSY(
            28,
            "another run is changing this host, or has taken it over; try again once it is done"),
    CONTROL_FAILED(
            30,
            "verify, up with a profile, and status of a box that proves itself: the box does not meet a"
                    + " must-control of its profile; audit: the trail is not whole"),
    INTERRUPTED(130, "interrupted; run the same command again to go on");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** One line for {@code --help} and the README. */
    public String meaning() {
        return meaning;
    }
}
