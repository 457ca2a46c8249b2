package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Restoration;
import java.util.List;
import java.util.Optional;

/**
 * Sees whether the host that a kit is of is lost: two boxes would run the same workloads, and know
 * nothing of each other.
 *
 * @param ssh the way to the host that the box shall come back on
 * @param answers of the other one
 * @param beside a person goes on all the same: the workloads of both run; where both reach the
 *     store of their kits, the other one's controller holds from its next kit on
 */
public record LostHost(Kit kit, BoxConfig.Ssh ssh, Answers answers, boolean beside) {
    public static final String FLAG = "--beside-lost-host";

    /** What is found at the address of a host. */
    public enum Found {
        /** Nothing that answers, or another host. */
        NOT_IT,
        /** That host, and no k3s runs there. */
        WITHOUT_BOX,
        /** That host, which lets nobody look. */
        CLOSED,
        /** That host, and k3s runs there, or is about to. */
        WITH_BOX
    }

    /** Asks a host who it is; changes nothing there or here, and asks no person. */
    @FunctionalInterface
    public interface Answers {
        /**
         * @param host how it was reached when the kit was made
         */
        Found of(String host, Kit kit) throws ProblemException;
    }

    /**
     * @return what is worth a look and not in the way
     * @throws ProblemException HOST_REFUSED when the other host still runs its box, or may
     */
    public List<Problem> inspect(HostFacts facts) throws ProblemException {
        String host = kit.manifest().host();
        boolean pending = Restoration.pending(facts, Optional.of(kit)).isPresent();
        if (!pending || host.isBlank() || host.equals(ssh.host())) {
            return List.of();
        }
        Found found = answers.of(host, kit);
        if (found == Found.NOT_IT || found == Found.WITHOUT_BOX) {
            return List.of();
        }
        Problem problem =
                new Problem(
                        "the host that the kit is of still answers, with its own key, and %s: there"
                                        .formatted(
                                                found == Found.WITH_BOX
                                                        ? "k3s runs there"
                                                        : "lets nobody see whether k3s runs there")
                                + " would be two boxes with the same workloads, which follow the"
                                + " same repository",
                        host,
                        "switch it off, or `down` it; %s goes on all the same, and that host, where"
                                        .formatted(FLAG)
                                + " it reaches the store of its kits, stops converging at its next"
                                + " one: its workloads run on as they are");
        if (beside) {
            return List.of(problem);
        }
        throw new ProblemException(ExitCode.HOST_REFUSED, problem);
    }
}
