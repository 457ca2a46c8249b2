package dev.nordbox.installer.evidence;

import dev.nordbox.installer.control.Finding;
import dev.nordbox.installer.control.Result;
import dev.nordbox.installer.control.Seen;
import dev.nordbox.installer.control.SeenBox;
import dev.nordbox.installer.control.Verdict;
import dev.nordbox.installer.profile.Waiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes reports of boxes in every state as OSCAL, for programs that read those: {@code FOLDER}.
 */
public final class SampleReports {
    private SampleReports() {}

    public static void main(String... words) throws Exception {
        Path folder = Files.createDirectories(Path.of(words[0]));
        for (Map.Entry<String, String> report : all().entrySet()) {
            Files.writeString(folder.resolve(report.getKey() + ".json"), report.getValue());
        }
    }

    /** By what they are of. */
    static Map<String, String> all() throws Exception {
        Seen seen = SeenBox.goodOne();
        List<Verdict> good = Verdict.of(seen);
        return Map.of(
                "good", oscal(seen, good),
                "every-result", oscal(seen, withEveryResult(good)),
                "without-findings", oscal(seen, withoutFindings(good)),
                "without-controls", oscal(seen, List.of()));
    }

    /** One after the other, with texts as programs and people write them. */
    private static List<Verdict> withEveryResult(List<Verdict> verdicts) {
        Waiver waiver =
                new Waiver("X", "said \"later\"\nand <meant> it", "ops", LocalDate.of(2027, 5, 31));
        List<Verdict> all = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Result result = Result.values()[all.size() % Result.values().length];
            String check = verdict.findings().get(0).check();
            Finding odd = new Finding(check, result, " two\n\nlines \t of ½ & <b> ", "");
            all.add(
                    new Verdict(
                            verdict.control(),
                            result,
                            List.of(odd),
                            result == Result.FAIL ? Optional.of(waiver) : Optional.empty()));
        }
        return all;
    }

    private static List<Verdict> withoutFindings(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(
                        verdict ->
                                new Verdict(
                                        verdict.control(),
                                        Result.NOT_APPLICABLE,
                                        List.of(),
                                        Optional.empty()))
                .toList();
    }

    private static String oscal(Seen seen, List<Verdict> verdicts) throws Exception {
        Records.Author author =
                new Records.Author(
                        "root@203.0.113.7",
                        "0.1.0",
                        "ops@laptop",
                        Optional.empty(),
                        Prover.Kind.PERSON);
        String text = Records.of(seen, verdicts, author, Ends.NONE).text();
        EvidenceStore.Run run =
                new EvidenceStore.Run(
                        EvidenceStore.name(SeenBox.NOW), text, Optional.empty(), "", 1);
        return Report.of(run).get(Report.OSCAL);
    }
}
