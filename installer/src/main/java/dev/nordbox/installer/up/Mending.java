package dev.nordbox.installer.up;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.preflight.Mend;
import dev.nordbox.installer.preflight.Mended;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.HostLock;
import dev.nordbox.installer.step.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries to bring about what preflight asks for, each mend whatever becomes of the others. */
final class Mending {
    private static final String PHASE = "mend";

    private final Phases phases;
    private final Operator operator;
    private final Output output;

    Mending(Phases phases, Operator operator, Output output) {
        this.phases = phases;
        this.operator = operator;
        this.output = output;
    }

    /**
     * @throws ProblemException when the host is another run's, or was lost
     */
    List<Mended> tryAll(Host host, List<Mend> mends) throws ProblemException {
        if (mends.isEmpty()) {
            return List.of();
        }
        try (HostLock lock = HostLock.take(host, operator)) {
            return phases.during(PHASE, () -> eachOf(host, mends), Mending::counts);
        }
    }

    private List<Mended> eachOf(Host host, List<Mend> mends) throws ProblemException {
        List<Mended> tried = new ArrayList<>();
        for (Mend mend : mends) {
            output.tell(new Event.Changing(PHASE, mend.description()));
            Optional<Problem> failure = failure(host, mend);
            failure.ifPresent(problem -> output.tell(new Event.Warned(PHASE, problem)));
            tried.add(new Mended(mend, failure.map(Problem::what)));
        }
        return tried;
    }

    private static Optional<Problem> failure(Host host, Mend mend) throws HostException {
        try {
            host.run(mend.command()).orFail(host, mend.command());
            return Optional.empty();
        } catch (HostException e) {
            if (e.exitCode() == ExitCode.HOST_UNREACHABLE) {
                throw e;
            }
            return Optional.of(e.problems().get(0));
        }
    }

    private static String counts(List<Mended> tried) {
        long failed = tried.stream().filter(one -> one.failure().isPresent()).count();
        return failed == 0
                ? tried.size() + " mended"
                : "%d mended, %d failed".formatted(tried.size() - failed, failed);
    }
}
