package dev.nordbox.installer.evidence;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.host.ssh.SshSignature;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All runs that a box keeps, held against each other: each line has the hash of the one before, and
 * each run that of the run before, so what was edited or cut out shows. Which run is the newest is
 * told by that, too, and not by a clock that may have been wrong.
 */
final class History {
    /** Before everything else: no instant is known. */
    private static final Instant UNDATED = Instant.MIN;

    /** A file of a run and the one beside it. */
    record Kept(String name, String text, Optional<String> signature) {}

    /**
     * @param previous hash of the last line of the run before
     * @param head hash of its own last line
     * @param key public key whose signature holds
     */
    private record Link(
            Kept run, String previous, String head, Instant collected, Optional<String> key) {}

    private final List<Link> links = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private final int count;

    private History(int count) {
        this.count = count;
    }

    /**
     * @param remembered name of the run that the box remembers as its last; {@code ""}: none
     */
    static History of(List<Kept> runs, String remembered) {
        History history = new History(runs.size());
        runs.forEach(history::read);
        history.findGaps();
        if (!remembered.isEmpty() && runs.stream().noneMatch(r -> r.name().equals(remembered))) {
            history.problems.add("the box remembers a run " + remembered + ", which is gone");
        }
        return history;
    }

    private void read(Kept run) {
        List<Map<String, Object>> records;
        try {
            records = Chain.read(run.text());
        } catch (Chain.BrokenChain e) {
            problems.add(run.name() + ", " + e.getMessage());
            return;
        }
        if (records.isEmpty()) {
            problems.add(run.name() + " is empty");
            return;
        }
        Optional<String> key =
                run.signature()
                        .flatMap(
                                armoured ->
                                        SshSignature.signer(
                                                run.text().getBytes(StandardCharsets.UTF_8),
                                                armoured,
                                                EvidenceStore.NAMESPACE));
        if (run.signature().isPresent() && key.isEmpty()) {
            problems.add("the signature of " + run.name() + " does not hold");
        }
        String lastLine = run.text().lines().reduce("", (first, last) -> last);
        links.add(
                new Link(
                        run,
                        Fields.text(records.get(0), Chain.PREVIOUS).orElse(""),
                        Chain.hash(lastLine),
                        time(Fields.text(records.get(0), "collected").orElse("")),
                        key));
    }

    private void findGaps() {
        Set<String> heads = links.stream().map(Link::head).collect(Collectors.toSet());
        links.stream()
                .filter(link -> !link.previous().equals(Chain.START))
                .filter(link -> !heads.contains(link.previous()))
                .map(link -> "what was before " + link.run().name() + " is gone, or was changed")
                .forEach(problems::add);
        if (links.stream().filter(link -> link.previous().equals(Chain.START)).count() > 1) {
            problems.add("more than one run says that it is the first");
        }
    }

    int count() {
        return count;
    }

    /** What is wrong with them, each with the run it is about. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The one that no other follows; of several the one that is dated last. */
    Optional<Kept> newest() {
        return newestLink().map(Link::run);
    }

    private Optional<Link> newestLink() {
        Set<String> followed = links.stream().map(Link::previous).collect(Collectors.toSet());
        return links.stream()
                .filter(link -> !followed.contains(link.head()))
                .max(Comparator.comparing(Link::collected));
    }

    /**
     * What a judge has to know, a word and its value a line.
     *
     * @param known public keys whose signatures count
     */
    String words(List<String> known) {
        List<String> lines = new ArrayList<>();
        lines.add("runs " + count);
        newestLink()
                .ifPresent(
                        newest -> {
                            lines.add("newest " + newest.run().name());
                            lines.add("dated " + newest.collected());
                            newest.key()
                                    .ifPresent(
                                            key -> {
                                                lines.add("signed " + fingerprint(key));
                                                lines.add("known " + SshSignature.isOf(key, known));
                                            });
                        });
        problems.forEach(problem -> lines.add("problem " + problem));
        return String.join("\n", lines);
    }

    private static String fingerprint(String key) {
        return HostKey.parse(key).map(HostKey::fingerprint).orElse("a key that cannot be read");
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return UNDATED;
        }
    }
}
