package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;

/**
 * A k3s beside the one that is installed, which has to be what is wanted before it counts.
 *
 * @param path where it lies
 * @param noted version of the one that was installed last
 * @param ofTheNote the binary that is installed is that one
 * @param runs what is installed does
 */
record BroughtK3s(String path, Artifact artifact, String noted, boolean ofTheNote, boolean runs) {

    /**
     * Has it say its version, and takes it away again when that is another one than is installed.
     *
     * @throws ProblemException ARTIFACT_INVALID when it is another version, or does not run here
     */
    void require(Host host) throws ProblemException {
        String there = there(host);
        SaidVersion said = SaidVersion.of(host, path);
        if (said.version().equals(there)) {
            return;
        }
        Command remove = Command.of("rm", "-f", path).withRoot();
        host.run(remove).orFail(host, remove);
        throw new ProblemException(
                ExitCode.ARTIFACT_INVALID,
                said.runs()
                        ? another(host, there, said.version())
                        : new Problem(
                                "the k3s that was brought " + said.failure(),
                                host.name() + ": " + path,
                                "k3s stays as it is; bring another than " + artifact.local()));
    }

    /** One that does not run says nothing against the note. */
    private String there(Host host) throws ProblemException {
        if (ofTheNote) {
            return noted;
        }
        SaidVersion said = SaidVersion.of(host, K3sFiles.BINARY);
        return said.runs() ? said.version() : noted;
    }

    private Problem another(Host host, String there, String brought) {
        return new Problem(
                "k3s %s is on this host, and %s is %s; `up` takes no box to another k3s"
                        .formatted(there, artifact.local(), brought),
                host.name() + ": " + K3sFiles.BINARY,
                remedy(there, brought));
    }

    /**
     * Without one that is brought, it is the noted one that comes; and what is down upgrades not.
     */
    private String remedy(String there, String brought) {
        String same = "bring k3s " + there + (there.equals(noted) ? ", or none" : "");
        if (!runs) {
            return same + "; or, if nothing there is worth keeping, `down --delete-data`";
        }
        if (K3sVersion.isOlder(brought, there)) {
            return same + "; " + K3sVersion.WAY_BACK;
        }
        return there.equals(noted)
                ? ("use `upgrade --k3s %s` with the same file in NORDBOX_K3S, which can go back; or"
                                + " %s")
                        .formatted(brought, same)
                : same;
    }
}
