package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Stored;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data of a kit's volumes on its way back, before anything that would use it is started. A
 * volume's directory appears only when it is whole, so one that is there needs nothing any more.
 */
public final class VolumeData {
    static final String LAY = "lay down the data of volumes";
    static final String COMPARE = "compare the data of volumes";

    private static final String DIFFERS = "differs ";

    /** Below it lies what commands had printed, by its path in the kit. */
    public static final String OUTPUTS = Note.STATE_DIRECTORY + "/restored";

    private final Kit kit;

    VolumeData(Kit kit) {
        this.kit = kit;
    }

    FactQuery query() {
        return FactQuery.NOTHING.files(directories().keySet());
    }

    /** By path; two volumes may name one. */
    private Map<String, Volume> directories() {
        Map<String, Volume> found = new LinkedHashMap<>();
        for (Volume volume : kit.manifest().volumes()) {
            volume.directory().ifPresent(d -> found.putIfAbsent(d.path(), volume));
        }
        return found;
    }

    /** Directories of its volumes that the host has. */
    List<String> there(HostFacts facts) {
        return directories().keySet().stream()
                .filter(path -> facts.file(path).isPresent())
                .toList();
    }

    /** What is missing, once the restore was noted as begun with this kit. */
    List<Change> missing(HostFacts facts) {
        List<String> there = Restoration.isBegunWith(kit, facts) ? there(facts) : List.of();
        List<Volume> lacking = new ArrayList<>();
        directories()
                .forEach(
                        (path, volume) -> {
                            if (!there.contains(path)) {
                                lacking.add(volume);
                            }
                        });
        Sending sending = new Sending(lacking, kit.manifest().volumes());
        if (sending.isEmpty()) {
            return List.of();
        }
        return List.of(
                new Change(
                        "lay down the data of volumes, %d KiB".formatted(sending.size() >> 10),
                        (host, progress) -> lay(host, sending, progress.uploading("volumes"))));
    }

    /**
     * Holds what lies there against the kit, file by file, before anything has used it.
     *
     * @return paths of what differs
     */
    List<String> differing(Host host, TransferProgress progress) throws ProblemException {
        Sending all = new Sending(directories().values(), kit.manifest().volumes());
        return send(host, COMPARE, "compare-volumes.sh", all, progress)
                .lines()
                .filter(line -> line.startsWith(DIFFERS))
                .map(line -> line.substring(DIFFERS.length()))
                .toList();
    }

    /** Whether it has anything of volumes. */
    boolean isEmpty() {
        return directories().isEmpty() && kit.manifest().streams().isEmpty();
    }

    /** Decrypted on the way, and on no disk before its own. */
    private void lay(Host host, Sending sending, TransferProgress progress)
            throws ProblemException {
        send(host, LAY, "lay-volumes.sh", sending, progress);
    }

    private String send(
            Host host, String label, String file, Sending sending, TransferProgress progress)
            throws ProblemException {
        String script = Script.beside(VolumeData.class, file);
        Command words = Command.of("sh", "-c", script, "sh", Volume.ROOT, OUTPUTS);
        Command command =
                new Command(words.words(), new byte[0], true, Duration.ofMinutes(10), label);
        try {
            return host.send(command, out -> sending.writeTo(out, kit, progress))
                    .orFail(host, command)
                    .stdout();
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.STEP_FAILED,
                    new Problem(
                            "the data of volumes did not arrive: " + e.getMessage(),
                            host.name(),
                            "run the same command again; it goes on where it stopped"),
                    e);
        }
    }

    /** Lines and bytes as {@code lay-volumes.sh} and {@code compare-volumes.sh} read them. */
    private static final class Sending {
        private final List<String> empty = new ArrayList<>();
        private final Map<Stored, String> lines = new LinkedHashMap<>();

        Sending(Collection<Volume> directories, List<Volume> all) {
            for (Volume volume : directories) {
                Volume.Directory d = volume.directory().orElseThrow();
                String end = " %s %s %s\n".formatted(d.mode(), d.owner(), d.path());
                volume.files()
                        .ifPresentOrElse(
                                files -> lines.put(files, line("files", files) + end),
                                () -> empty.add("directory 0 -" + end));
            }
            for (Volume volume : all) {
                volume.output()
                        .map(Volume.Output::stored)
                        .ifPresent(
                                stored ->
                                        lines.put(
                                                stored,
                                                line("output", stored)
                                                        + " 600 0:0 %s\n"
                                                                .formatted(placeOf(stored))));
            }
        }

        private static String line(String kind, Stored stored) {
            return "%s %d %s".formatted(kind, stored.size(), stored.sha256());
        }

        boolean isEmpty() {
            return empty.isEmpty() && lines.isEmpty();
        }

        long size() {
            return lines.keySet().stream().mapToLong(Stored::size).sum();
        }

        void writeTo(OutputStream out, Kit kit, TransferProgress progress) throws IOException {
            for (String line : empty) {
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
            Counted counted = new Counted(out, size(), progress);
            kit.copyStreams(
                    lines.keySet(),
                    stream -> {
                        out.write(lines.get(stream).getBytes(StandardCharsets.US_ASCII));
                        return counted;
                    });
            out.write("end\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Where what a command printed is laid. */
    public static String placeOf(Stored output) {
        return OUTPUTS + "/" + output.path();
    }

    private static final class Counted extends OutputStream {
        private final OutputStream out;
        private final long total;
        private final TransferProgress progress;
        private long sent;

        Counted(OutputStream out, long total, TransferProgress progress) {
            this.out = out;
            this.total = total;
            this.progress = progress;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            sent += length;
            progress.transferred(sent, total);
        }
    }
}
