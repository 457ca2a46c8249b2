package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;

/** Puts one file in place. The engine gathers neighbours into one round trip. */
public record WriteFile(RemoteFile file) implements Change.Effect {

    @Override
    public void apply(Host host, Progress progress) throws ProblemException {
        host.write(List.of(file));
    }

    /** A change for each wanted file that is missing or differs in content, mode or owner. */
    public static List<Change> missing(HostFacts facts, List<RemoteFile> wanted) {
        return wanted.stream()
                .filter(file -> !facts.file(file.path()).map(f -> f.matches(file)).orElse(false))
                .map(file -> new Change("write " + file.path(), new WriteFile(file)))
                .toList();
    }
}
