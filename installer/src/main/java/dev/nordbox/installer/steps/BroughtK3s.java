package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;

/** A k3s beside the one that is installed, which has to be what is wanted before it counts. */
final class BroughtK3s {
    private BroughtK3s() {}

    /**
     * Has it say its version, and takes it away again when that is another one than is installed.
     *
     * @param path where it lies
     * @param there version that is installed
     * @throws ProblemException ARTIFACT_INVALID when it is another version, or does not run here
     */
    static void require(Host host, String path, Artifact artifact, String there)
            throws ProblemException {
        SaidVersion said = SaidVersion.of(host, path);
        if (said.version().equals(there)) {
            return;
        }
        Command remove = Command.of("rm", "-f", path).withRoot();
        host.run(remove).orFail(host, remove);
        throw new ProblemException(
                ExitCode.ARTIFACT_INVALID,
                said.runs()
                        ? another(host, artifact, there, said.version())
                        : new Problem(
                                "the k3s that was brought " + said.failure(),
                                host.name() + ": " + path,
                                "k3s stays as it is; bring another than " + artifact.local()));
    }

    private static Problem another(Host host, Artifact artifact, String there, String brought) {
        return new Problem(
                "k3s %s is on this host, and %s is %s; `up` takes no box to another k3s"
                        .formatted(there, artifact.local(), brought),
                host.name() + ": " + K3sFiles.BINARY,
                K3sVersion.isOlder(brought, there)
                        ? "bring k3s %s, or none; %s".formatted(there, K3sVersion.WAY_BACK)
                        : ("use `upgrade --k3s %s` with the same file in NORDBOX_K3S, which can go"
                                        + " back; or bring k3s %s, or none")
                                .formatted(brought, there));
    }
}
