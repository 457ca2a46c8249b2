package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import java.util.List;

/**
 * A host that a drill restores a kit on, and takes everything away from again. It bears a mark, put
 * there before anything else: what lies beside the mark is a drill's, and nobody's box.
 */
public final class ScratchHost {
    private static final String NOTE = "drill";

    /** Where a box has what somebody would miss. */
    private static final List<String> OF_A_BOX =
            List.of(
                    Restoration.DATASTORE,
                    K3sFiles.BINARY,
                    SystemdUnit.path(K3sFiles.UNIT),
                    SystemdUnit.path(ControllerPaths.UNIT),
                    ControllerPaths.STATE,
                    Note.STATE_DIRECTORY + "/evidence",
                    "/etc/rancher",
                    "/var/lib/rancher");

    private ScratchHost() {}

    public static FactQuery query() {
        return FactQuery.NOTHING.files(OF_A_BOX);
    }

    static RemoteFile mark(Kit kit) {
        return Note.of(NOTE, kit.id());
    }

    /** Whether a drill was at work there, and has not taken everything away yet. */
    public static boolean isMarked(HostFacts facts) {
        return facts.note(NOTE).isPresent();
    }

    /**
     * For a drill: it is given a host with nothing on it.
     *
     * @param host as it is called in messages
     * @param facts by {@link #query}
     * @throws ProblemException HOST_REFUSED when there is a box on it, or what is left of one
     */
    public static void refuseBox(String host, HostFacts facts) throws ProblemException {
        List<String> there =
                OF_A_BOX.stream().filter(path -> facts.file(path).isPresent()).toList();
        if (!isMarked(facts) && !there.isEmpty()) {
            throw new ProblemException(
                    ExitCode.HOST_REFUSED,
                    new Problem(
                            "there is a box on this host, or what is left of one, and a drill would"
                                    + " take it away: "
                                    + String.join(", ", there),
                            host,
                            "name a throwaway server with nothing on it"));
        }
    }

    /**
     * For whatever would make a box of it: a drill's box follows no branch, saves no kits, and the
     * next drill takes it away.
     *
     * @param host as it is called in messages
     * @throws ProblemException HOST_REFUSED when a drill was at work there
     */
    public static void refuseDrill(String host, HostFacts facts) throws ProblemException {
        if (isMarked(facts)) {
            throw new ProblemException(
                    ExitCode.HOST_REFUSED,
                    new Problem(
                            "what is on this host is a drill's",
                            host,
                            "`down --delete-data` makes a fresh server of it; so does the end of the"
                                    + " next `drill`"));
        }
    }
}
