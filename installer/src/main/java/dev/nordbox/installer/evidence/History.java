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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All runs that a box keeps, held against each other: each line has the hash of the one before, and
 * each run that of the run before and of the person's run before, so what was edited or cut out
 * shows. Which run is the newest is told by that, too, and not by a clock that may have been wrong.
 * Of the box' own runs old ones go, so that one of those may be missed.
 */
final class History {
    /** Before everything else: no instant is known. */
    private static final Instant UNDATED = Instant.MIN;

    /** A file of a run and the one beside it. */
    record Kept(String name, String text, Optional<String> signature) {}

    /**
     * @param previous hash of the last line of the run before
     * @param person the same of the last run before that is a person's; one that does not tell is
     *     of a time when all were
     * @param head hash of its own last line
     * @param key public key whose signature holds
     * @param own of the box itself, as it says; so it counts for less, whoever signed
     */
    private record Link(
            Kept run,
            String previous,
            String person,
            String head,
            Instant collected,
            Optional<String> key,
            boolean own) {}

    private final List<Link> links = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private final int count;

    private History(int count) {
        this.count = count;
    }

    /**
     * @param remembered names of the runs that the box remembers as its last
     */
    static History of(List<Kept> runs, List<String> remembered) {
        History history = new History(runs.size());
        runs.forEach(history::read);
        history.findGaps();
        Set<String> there = runs.stream().map(Kept::name).collect(Collectors.toSet());
        remembered.stream()
                .filter(name -> !there.contains(name))
                .map(name -> "the box remembers a run " + name + ", which is gone")
                .forEach(history.problems::add);
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
        Map<String, Object> about = records.get(0);
        String previous = Fields.text(about, Chain.PREVIOUS).orElse("");
        links.add(
                new Link(
                        run,
                        previous,
                        Fields.text(about, Ends.PERSONS).orElse(previous),
                        Chain.head(run.text()),
                        time(Fields.text(about, "collected").orElse("")),
                        key,
                        Prover.Kind.BOX.wrote(Fields.text(about, Prover.BY).orElse(""))));
    }

    private void findGaps() {
        Set<String> heads = links.stream().map(Link::head).collect(Collectors.toSet());
        links.stream()
                .filter(link -> !link.person().equals(Chain.START))
                .filter(link -> !heads.contains(link.person()))
                .map(link -> "what was before " + link.run().name() + " is gone, or was changed")
                .forEach(problems::add);
        if (persons().filter(link -> link.person().equals(Chain.START)).count() > 1) {
            problems.add("more than one run says that it is the first");
        }
    }

    private Stream<Link> persons() {
        return links.stream().filter(link -> !link.own());
    }

    private Stream<Link> own() {
        return links.stream().filter(Link::own);
    }

    int count() {
        return count;
    }

    /** What is wrong with them, each with the run it is about. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The person's run that no other follows; of several the one that is dated last. */
    Optional<Kept> newest() {
        return newestOfPeople().map(Link::run);
    }

    /** The same among the box' own. */
    Optional<Kept> newestOwn() {
        return ownSince().or(() -> newestOf(own(), Link::previous).map(Link::run));
    }

    /** The box' own one that is of after the newest of people and that no other follows. */
    Optional<Kept> ownSince() {
        String head = ends().personsHead();
        Set<String> followed = links.stream().map(Link::previous).collect(Collectors.toSet());
        return own().filter(link -> link.person().equals(head))
                .filter(link -> !followed.contains(link.head()))
                .max(Comparator.comparing(Link::collected))
                .map(Link::run);
    }

    /** Where the next run goes on. */
    Ends ends() {
        return new Ends(
                newestOf(links.stream(), Link::previous).map(Link::head).orElse(Chain.START),
                newestOfPeople().map(Link::head).orElse(Chain.START));
    }

    /**
     * Names of the box' own runs before the last ones, by their dates; without those that a run
     * names as a person's, not knowing of others.
     *
     * @param last how many those are
     */
    List<String> ownBefore(int last) {
        Set<String> needed = links.stream().map(Link::person).collect(Collectors.toSet());
        return own().sorted(Comparator.comparing(Link::collected).reversed())
                .skip(last)
                .filter(link -> !needed.contains(link.head()))
                .map(link -> link.run().name())
                .toList();
    }

    private Optional<Link> newestOfPeople() {
        return newestOf(persons(), Link::person);
    }

    /**
     * @param before which run each of them follows
     */
    private static Optional<Link> newestOf(Stream<Link> some, Function<Link, String> before) {
        List<Link> all = some.toList();
        Set<String> followed = all.stream().map(before).collect(Collectors.toSet());
        return all.stream()
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
        long own = own().count();
        if (own > 0) {
            lines.add("own " + own);
        }
        newestOfPeople()
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
