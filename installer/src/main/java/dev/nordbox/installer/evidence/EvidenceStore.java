package dev.nordbox.installer.evidence;

import dev.nordbox.installer.control.DrillEvidence;
import dev.nordbox.installer.drill.DrillResult;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a box keeps its evidence, a file a run; every run stays. */
public final class EvidenceStore {
    /** What a signature of evidence is for. */
    public static final String NAMESPACE = DrillResult.NAMESPACE;

    private static final String DIRECTORY = DrillEvidence.DIRECTORY;

    /** Whose signatures count, as {@code ssh-keygen -Y verify -f} takes it. */
    static final String SIGNERS = DIRECTORY + "/allowed_signers";

    private static final String FETCH = "fetch the evidence";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Host host;

    public EvidenceStore(Host host) {
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
            String name, String text, Optional<String> signature, String signers, int count) {

        /** Hash of the last line: where the next run goes on. */
        public String head() {
            List<String> lines = text.lines().toList();
            return lines.isEmpty() ? Chain.START : Chain.hash(lines.get(lines.size() - 1));
        }
    }

    public static String name(Instant at) {
        return STAMP.format(at);
    }

    /** The run that was kept last, if there is one. */
    public Optional<Run> newest() throws ProblemException {
        Command fetch =
                Command.script(FETCH, Script.beside(EvidenceStore.class, "fetch.sh"), DIRECTORY)
                        .withRoot();
        String[] parts =
                host.run(fetch).orFail(host, fetch).stdout().split("(?m)^==nordbox== ", -1);
        if (parts.length < 5) {
            return Optional.empty();
        }
        String[] heading = body(parts[1]).split(" ");
        return Optional.of(
                new Run(
                        heading[0],
                        body(parts[2]) + "\n",
                        Optional.of(body(parts[3])).filter(s -> !s.isEmpty()).map(s -> s + "\n"),
                        body(parts[4]) + "\n",
                        Integer.parseInt(heading[1])));
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
}
