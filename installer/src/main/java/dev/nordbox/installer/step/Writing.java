package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the files of a run, neighbours in one round trip, and writes down on the host what it has
 * written. What somebody else wrote is told before it goes.
 */
final class Writing {
    private final Host host;
    private final StepObserver observer;
    private final List<RemoteFile> waiting = new ArrayList<>();
    private Optional<Ledger> ledger = Optional.empty();

    Writing(Host host, StepObserver observer) {
        this.host = host;
        this.observer = observer;
    }

    /**
     * Before the first change of a step is made.
     *
     * @return the files that its changes make or replace
     */
    List<FileDifference> begin(Step step, List<Change> changes, HostFacts facts)
            throws ProblemException {
        Differences differences = new Differences();
        differences.add(step, changes, facts);
        List<FileDifference> files = List.of();
        if (!differences.isEmpty()) {
            FilesThere there = look(differences);
            files = differences.against(there);
            files.stream().filter(file -> file.origin().isForeign()).forEach(observer::replacing);
            // Written down before it is written: a run that is killed in between knows it as its
            // own.
            Ledger more = there.ledger().with(files.stream().map(FileDifference::wanted).toList());
            if (!more.equals(there.ledger())) {
                waiting.add(more.file());
            }
            ledger = Optional.of(more);
        }
        return files;
    }

    private FilesThere look(Differences differences) throws ProblemException {
        return ledger.isPresent() && !differences.replaceAnything()
                ? FilesThere.NOTHING.with(ledger.get())
                : FilesThere.look(host, differences.shown());
    }

    void add(RemoteFile file) {
        waiting.add(file);
    }

    void flush() throws ProblemException {
        if (!waiting.isEmpty()) {
            host.write(List.copyOf(waiting));
            waiting.clear();
        }
    }
}
