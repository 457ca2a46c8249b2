package dev.nordbox.appliance.render.gotemplate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Asks Go about templates and compares: {@code ORACLE --random COUNT SEED}, or {@code ORACLE FILE}
 * with one case a line. Prints the cases that differ; exits with 1 if there is one.
 */
final class CompareWithGo {
    private static final int SHOWN = 40;

    /** What we refuse on purpose and Go does; the last depends on capacities in Go. */
    private static final List<String> KNOWN =
            List.of(
                    "means now, which is another one",
                    "over its budget: ",
                    "is refused",
                    "reflect.Value.Slice: slice index out of bounds");

    private static final AtomicInteger LEFT_OUT = new AtomicInteger();

    private CompareWithGo() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Stream<OracleCase> cases;
        if (args[1].equals("--random")) {
            RandomTemplates random = new RandomTemplates(Long.parseLong(args[3]));
            cases = Stream.generate(random::next).limit(Long.parseLong(args[2]));
        } else {
            List<String> lines = Files.readAllLines(Path.of(args[1]));
            cases = lines.stream().filter(line -> !line.isBlank()).map(OracleCase::parse);
        }
        int differing = compare(args[0], cases);
        System.exit(differing == 0 ? 0 : 1);
    }

    /** Not asked at all: a map that holds itself ends Go's process. */
    private static boolean isAnsweredAlike(OracleCase one) {
        String ours = one.ours();
        boolean known = KNOWN.stream().anyMatch(ours::contains);
        if (known) {
            LEFT_OUT.incrementAndGet();
        }
        return !known;
    }

    private static int compare(String oracle, Stream<OracleCase> cases)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(oracle).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread asking = new Thread(() -> ask(process, cases));
        asking.start();
        int compared = 0;
        int printed = 0;
        int differing = 0;
        try (BufferedReader answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                OracleCase answered = OracleCase.parse(line);
                compared++;
                printed += answered.expected().startsWith("output") ? 1 : 0;
                String ours = answered.ours();
                if (!ours.equals(answered.expected()) && differing++ < SHOWN) {
                    System.out.println("case: " + line);
                    System.out.println("  Go:   " + Quoting.quote(answered.expected()));
                    System.out.println("  ours: " + Quoting.quote(ours));
                }
            }
        }
        asking.join();
        if (process.waitFor() != 0) {
            throw new IOException("the oracle failed");
        }
        System.out.printf(
                "%d compared, %d of them print something, %d differ; %d refused here or over budget%n",
                compared, printed, differing, LEFT_OUT.get());
        return differing;
    }

    private static void ask(Process process, Stream<OracleCase> cases) {
        try (Writer questions =
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
            for (OracleCase one :
                    (Iterable<OracleCase>) cases.filter(CompareWithGo::isAnsweredAlike)::iterator) {
                questions.write(one.line());
                questions.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
