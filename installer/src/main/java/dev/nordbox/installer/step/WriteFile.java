package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
                .map(
                        file ->
                                new Change("write " + file.path(), new WriteFile(file))
                                        .because(reason(facts.file(file.path()), file)))
                .toList();
    }

    /** What keeps that which stands there from being the wanted file. */
    public static String reason(Optional<FileFacts> there, RemoteFile wanted) {
        if (there.isEmpty()) {
            return "it is not there";
        }
        FileFacts found = there.get();
        if (found.kind() != FileFacts.Kind.FILE) {
            return "a " + found.kind().name().toLowerCase(Locale.ROOT) + " is in its place";
        }
        List<String> reasons = new ArrayList<>();
        if (!found.sha256().equals(FileFacts.sha256(wanted.content()))) {
            reasons.add("its content differs");
        }
        if (!found.mode().equals(wanted.mode())) {
            reasons.add("its mode is %s, not %s".formatted(found.mode(), wanted.mode()));
        }
        if (!found.owner().equals(wanted.owner())) {
            reasons.add("it is %s's, not %s's".formatted(found.owner(), wanted.owner()));
        }
        return String.join("; ", reasons);
    }
}
