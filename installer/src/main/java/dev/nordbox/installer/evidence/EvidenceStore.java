package dev.nordbox.installer.evidence;

import dev.nordbox.installer.control.DrillEvidence;
import dev.nordbox.installer.drill.DrillResult;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Where a box keeps its evidence, a file a run. Every run of a person stays; of the box' own ones
 * the last.
 */
public final class EvidenceStore {
    /** What a signature of evidence is for. */
    public static final String NAMESPACE = DrillResult.NAMESPACE;

    private static final String DIRECTORY = DrillEvidence.DIRECTORY;

    /** Whose signatures count, as {@code ssh-keygen -Y verify -f} takes it. */
    static final String SIGNERS = DIRECTORY + "/allowed_signers";

    /** What brings all of it. */
    static final String FETCH = "fetch the evidence";

    private static final String BEGIN = "==nordbox== evidence\n";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Shell host;

    public EvidenceStore(Shell host) {
        this.host = host;
    }

    /**
     * One run as it is kept.
     *
     * @param name {@code 20261128T120000Z}
     * @param text records, one a line
     * @param signature armoured; empty when nobody signed
     * @param signers as {@code ssh-keygen -Y verify -f} takes it
     * @param count of all runs on the box
     */
    public record Run(
            String name, String text, Optional<String> signature, String signers, int count) {}

    public static String name(Instant at) {
        return STAMP.format(at);
    }

    /**
     * Everything that is kept.
     *
     * @param signers as {@code ssh-keygen -Y verify -f} takes it
     */
    public record Kept(History history, String signers) {
        static final Kept NOTHING = new Kept(History.of(List.of(), List.of()), "");

        /** The last run of a person, if there is one. */
        public Optional<Run> newest() {
            return history.newest().map(this::run);
        }

        /** The last run of the box itself. */
        public Optional<Run> newestOwn() {
            return history.newestOwn().map(this::run);
        }

        /** The same, if it is of after the last run of a person. */
        public Optional<Run> ownSince() {
            return history.ownSince().map(this::run);
        }

        private Run run(History.Kept kept) {
            return new Run(kept.name(), kept.text(), kept.signature(), signers, history.count());
        }

        /** What was cut out of it, or edited. */
        public List<String> problems() {
            return history.problems();
        }
    }

    /**
     * @throws ProblemException CONTROL_FAILED when it cannot be unpacked
     */
    public Kept all() throws ProblemException {
        Command fetch =
                Command.script(
                                FETCH,
                                Script.beside(EvidenceStore.class, "fetch.sh"),
                                DIRECTORY,
                                Note.DIRECTORY)
                        .withRoot();
        String said = host.run(fetch).orFail(host, fetch).stdout();
        int begin = said.indexOf(BEGIN);
        String packed = begin < 0 ? "" : said.substring(begin + BEGIN.length());
        return packed.isBlank() ? Kept.NOTHING : read(unpacked(packed));
    }

    static Kept read(String text) {
        List<History.Kept> runs = new ArrayList<>();
        String signers = "";
        List<String> remembered = new ArrayList<>();
        String name = "";
        String records = "";
        for (String part : text.split("(?m)^==nordbox== ")) {
            String[] heading = part.split("\n", 2)[0].split(" ");
            String body = body(part);
            switch (heading[0]) {
                case "run" -> {
                    name = heading[1];
                    records = body + "\n";
                }
                case "signature" ->
                        runs.add(
                                new History.Kept(
                                        name,
                                        records,
                                        Optional.of(body)
                                                .filter(s -> !s.isEmpty())
                                                .map(s -> s + "\n")));
                case "signers" -> signers = body + "\n";
                case "remembered" ->
                        body.lines().flatMap(EvidenceStore::nameOf).forEach(remembered::add);
                default -> {
                    // An empty line before the first.
                }
            }
        }
        return new Kept(History.of(runs, remembered), signers);
    }

    /** The run that a note of the last proof is about. */
    private static Stream<String> nameOf(String note) {
        try {
            return Stream.of(name(Instant.parse(note.split(" ")[0])));
        } catch (DateTimeParseException e) {
            return Stream.empty();
        }
    }

    private String unpacked(String base64) throws ProblemException {
        byte[] packed = Base64.getMimeDecoder().decode(base64);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.CONTROL_FAILED,
                    new Problem(
                            "the evidence cannot be read as a whole: " + Reason.of(e),
                            host.name() + ": " + DIRECTORY,
                            "where it has grown past some thousand runs, move them elsewhere: a new"
                                    + " chain begins"),
                    e);
        }
    }

    private static String body(String part) {
        return part.substring((part + "\n").indexOf('\n')).strip();
    }

    public void keep(Run run) throws ProblemException {
        List<RemoteFile> files = new ArrayList<>();
        String path = DIRECTORY + "/" + run.name() + ".jsonl";
        run.signature().ifPresent(text -> files.add(RemoteFile.of(path + ".sig", text, "0600")));
        if (!run.signers().isBlank()) {
            files.add(RemoteFile.of(SIGNERS, run.signers(), "0600"));
        }
        files.add(RemoteFile.of(path, run.text(), "0600"));
        host.write(files);
    }

    /** Lets go of runs. */
    void forget(List<String> names) throws ProblemException {
        if (names.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(List.of("rm", "-f", "--"));
        for (String name : names) {
            words.add(DIRECTORY + "/" + name + ".jsonl");
            words.add(DIRECTORY + "/" + name + ".jsonl.sig");
        }
        Command remove =
                Command.of(words.toArray(String[]::new))
                        .called("let go of the box' old runs of evidence")
                        .withRoot();
        host.run(remove).orFail(host, remove);
    }
}
