package dev.nordbox.installer.step;

import dev.nordbox.appliance.git.UnifiedDiff;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the files that changes would write against what stands in their places. */
final class Differences {
    private final List<Wanted> wanted = new ArrayList<>();

    /** A file with the step that wants it. */
    private record Wanted(String step, RemoteFile file, Optional<FileFacts> there) {
        boolean replaces() {
            return there.filter(found -> found.kind() == FileFacts.Kind.FILE).isPresent();
        }

        boolean shows() {
            return replaces() && !file.secret();
        }
    }

    void add(Step step, List<Change> changes, HostFacts facts) {
        changes.stream()
                .flatMap(change -> change.writes().stream())
                .filter(file -> Ledger.concerns(file.path()))
                .forEach(f -> wanted.add(new Wanted(step.id(), f, facts.file(f.path()))));
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Whether anything that stands on the host would be replaced. */
    boolean replaceAnything() {
        return wanted.stream().anyMatch(Wanted::replaces);
    }

    /** Paths of files whose content has to be known. */
    List<String> shown() {
        return wanted.stream().filter(Wanted::shows).map(w -> w.file().path()).distinct().toList();
    }

    /** One round trip, and none where nothing is replaced. */
    List<FileDifference> look(Host host) throws ProblemException {
        return against(replaceAnything() ? FilesThere.look(host, shown()) : FilesThere.NOTHING);
    }

    List<FileDifference> against(FilesThere there) {
        return wanted.stream().map(each -> difference(each, there)).toList();
    }

    private static FileDifference difference(Wanted wanted, FilesThere there) {
        RemoteFile file = wanted.file();
        FileDifference.Origin origin =
                wanted.replaces()
                        ? there.ledger()
                                .originOf(file.path(), wanted.there().orElseThrow().sha256())
                        : FileDifference.Origin.NEW;
        return new FileDifference(wanted.step(), file, origin, diff(wanted, there));
    }

    private static List<String> diff(Wanted wanted, FilesThere there) {
        if (wanted.file().secret()) {
            return List.of();
        }
        Optional<byte[]> before =
                wanted.replaces() ? there.content(wanted.file().path()) : Optional.of(new byte[0]);
        Optional<String> from = before.flatMap(Differences::text);
        Optional<String> to = text(wanted.file().content());
        return from.isEmpty() || to.isEmpty()
                ? List.of()
                : UnifiedDiff.hunks(from.get(), to.get()).lines().toList();
    }

    /** Without what could move a terminal's cursor; empty for what is no UTF-8. */
    private static Optional<String> text(byte[] content) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return Optional.of(text.replaceAll("[\\p{Cc}&&[^\n\t]]", "\uFFFD"));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
