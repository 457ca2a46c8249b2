package dev.nordbox.installer.volume;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.kit.Stored;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.output.JsonLines;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The dumps that a box came back with, as the note says that it keeps of them: what is written
 * there before a command is run is why none is ever run twice.
 *
 * @param there places of those whose file is still there; empty where nobody has looked
 * @param living places of those that a command reads right now; empty where nobody has looked
 */
public record Dumps(List<Dump> all, Set<String> there, Set<String> living) {
    public static final String NOTE = "dumps";
    public static final String LABEL = "look for dumps that came back";

    private static final String ENDED = "ended (\\d{1,9}) (\\d{1,9}) (.+)";

    public Dumps {
        all = List.copyOf(all);
        there = Set.copyOf(there);
        living = Set.copyOf(living);
    }

    private Dumps(List<Dump> all) {
        this(all, Set.of(), Set.of());
    }

    /**
     * Those of a kit, before anything became of them.
     *
     * @param place where each is laid
     */
    public static Dumps of(List<Volume> volumes, Function<Stored, String> place) {
        Map<String, Dump> found = new LinkedHashMap<>();
        for (Volume volume : volumes) {
            volume.output()
                    .ifPresent(
                            output ->
                                    found.putIfAbsent(
                                            place.apply(output.stored()),
                                            Dump.of(
                                                    output,
                                                    place.apply(output.stored()),
                                                    isEmptied(output.stored(), volumes))));
        }
        return new Dumps(List.copyOf(found.values()));
    }

    /** Whether every volume that it is of comes back as an empty directory, or as its files. */
    private static boolean isEmptied(Stored output, List<Volume> volumes) {
        return volumes.stream()
                .filter(v -> v.output().filter(o -> o.stored().equals(output)).isPresent())
                .allMatch(v -> v.directory().isPresent());
    }

    /**
     * What a host says, with a look at the files: a command whose run was cut goes on without it,
     * and leaves its end there.
     */
    public static Dumps on(Shell host) throws ProblemException {
        Command look =
                Command.script(
                                LABEL,
                                Script.beside(Dumps.class, "dumps-on-host.sh"),
                                Note.DIRECTORY + "/" + NOTE,
                                Note.STATE_DIRECTORY + "/restored")
                        .withRoot()
                        .within(Duration.ofMinutes(1));
        return told(host.run(look).orFail(host, look).stdout());
    }

    /** What the script has printed. */
    static Dumps told(String answer) {
        Dumps noted = new Dumps(List.of());
        List<String> there = new ArrayList<>();
        Set<String> living = new HashSet<>();
        Map<String, Matcher> ends = new HashMap<>();
        for (String line : answer.lines().toList()) {
            Matcher end = Pattern.compile(ENDED).matcher(line);
            if (line.startsWith("note ")) {
                noted = parse(line.substring("note ".length()));
            } else if (line.startsWith("there ")) {
                there.add(line.substring("there ".length()));
            } else if (line.startsWith("lives ")) {
                living.add(line.substring("lives ".length()));
            } else if (end.matches()) {
                ends.put(end.group(3), end);
            }
        }
        List<Dump> all =
                noted.all.stream()
                        .map(
                                dump ->
                                        living.contains(dump.place())
                                                ? dump
                                                : ended(
                                                        dump,
                                                        Optional.ofNullable(
                                                                ends.get(dump.place()))))
                        .toList();
        return new Dumps(all, Set.copyOf(there), living);
    }

    private static Dump ended(Dump dump, Optional<Matcher> end) {
        return end.filter(known -> dump.state() == Dump.State.BEGUN)
                .map(
                        known ->
                                dump.run(
                                        Integer.parseInt(known.group(1)),
                                        Duration.ofMillis(Long.parseLong(known.group(2)))))
                .orElse(dump);
    }

    /** As {@link #note} wrote it; what somebody else has written says nothing. */
    public static Dumps parse(String note) {
        try {
            Map<String, Object> document = Json.parse(note.getBytes(StandardCharsets.UTF_8));
            return new Dumps(Fields.list(document, "dumps").stream().map(Dumps::dump).toList());
        } catch (IllegalArgumentException e) {
            return new Dumps(List.of());
        }
    }

    private static Dump dump(Object from) {
        return new Dump(
                text(from, "place"),
                text(from, "namespace"),
                text(from, "pod"),
                text(from, "container"),
                Fields.list(from, "words").stream().map(String::valueOf).toList(),
                Fields.number(from, "bytes"),
                Dump.State.valueOf(text(from, "state")),
                (int) Fields.number(from, "exit"),
                Duration.ofMillis(Fields.number(from, "millis")),
                text(from, "why"));
    }

    private static String text(Object from, String key) {
        return Fields.text(from, key).orElse("");
    }

    public RemoteFile note() {
        return Note.of(NOTE, JsonLines.of(Map.of("dumps", document())));
    }

    /** For {@code -o json}. */
    public List<Map<String, Object>> document() {
        return all.stream().map(Dumps::document).toList();
    }

    private static Map<String, Object> document(Dump dump) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("place", dump.place());
        document.put("namespace", dump.namespace());
        document.put("pod", dump.pod());
        document.put("container", dump.container());
        document.put("words", dump.words());
        document.put("bytes", dump.bytes());
        document.put("state", dump.state().name());
        document.put("exit", dump.exit());
        document.put("millis", dump.took().toMillis());
        document.put("why", dump.why());
        return document;
    }

    /** The same with another outcome of one of them. */
    public Dumps with(Dump changed) {
        return new Dumps(
                all.stream()
                        .map(dump -> dump.place().equals(changed.place()) ? changed : dump)
                        .toList(),
                there,
                living);
    }

    /** The same with none that waits. */
    public Dumps withoutWaiting(String reason) {
        return new Dumps(
                all.stream().map(d -> d.state() == Dump.State.WAITS ? d.left(reason) : d).toList(),
                there,
                living);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** What became of one of them. */
    public String line(Dump dump) {
        return living.contains(dump.place()) ? dump.runningLine() : dump.line();
    }

    /**
     * For one that is not read in: what a person can do. While a command still reads it, that is to
     * wait: what runs twice may leave the data of neither.
     */
    public Problem problem(Dump dump, String host) {
        return living.contains(dump.place())
                ? new Problem(
                        dump.runningLine(),
                        host,
                        "wait for its end, which `status` tells, or end it there:"
                                + " `pgrep -af 'kubectl exec'` names it")
                : dump.problem(host);
    }

    /** That are not read in, and whose file nobody has taken away since. */
    public List<Dump> open() {
        return all.stream()
                .filter(dump -> !dump.isReadIn() && there.contains(dump.place()))
                .collect(Collectors.toList());
    }
}
