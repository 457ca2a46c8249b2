package dev.nordbox.installer.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.control.Result;
import dev.nordbox.installer.control.Seen;
import dev.nordbox.installer.control.SeenBox;
import dev.nordbox.installer.control.Verdict;
import dev.nordbox.installer.host.ssh.SshSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {
    private static final String OPERATOR = "ops@laptop";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void opensshChecksTheSignatureByItself(String type) throws Exception {
        SshSigner signer = signer(type);
        Map<String, String> files = Report.of(run(signer));
        write(files);

        assertThat(verifies()).isTrue();

        Files.writeString(
                folder.resolve("evidence.jsonl"),
                files.get("evidence.jsonl")
                        .replaceFirst("\"result\":\"pass\"", "\"result\":\"fail\""));
        assertThat(verifies()).isFalse();
    }

    @Test
    void aChangedRecordBreaksTheChain() throws Exception {
        String text = run(signer("ed25519")).text();
        String changed = text.replaceFirst("\"result\":\"pass\"", "\"result\":\"fail\"");

        assertThat(Chain.read(text)).hasSize(38);
        assertThatThrownBy(() -> Chain.read(changed))
                .isInstanceOf(Chain.BrokenChain.class)
                .hasMessageContaining("does not follow");
    }

    @Test
    void aRunGoesOnWhereTheOneBeforeEnded() throws Exception {
        EvidenceStore.Run first = run(signer("ed25519"));
        String head = Chain.hash(first.text().lines().reduce("", (before, last) -> last));
        Chain second =
                Records.of(
                        SeenBox.goodOne(),
                        List.of(),
                        author(Optional.empty()),
                        new Ends(head, head));

        assertThat(Chain.read(second.text()).get(0)).containsEntry("prevHash", head);
        assertThat(Chain.read(first.text() + second.text())).hasSize(40);
    }

    @Test
    void theReportShowsEveryControlWithWhatWasSeenAndWhatIsNotClaimed() throws Exception {
        Map<String, String> files = Report.of(run(signer("ed25519")));
        String html = files.get("report.html");

        for (Verdict verdict : Verdict.of(SeenBox.goodOne())) {
            assertThat(html).contains("id=\"" + verdict.control().id() + "\"");
            assertThat(files.get("controls.csv")).contains('"' + verdict.control().id() + '"');
        }
        assertThat(html)
                .contains("hypervisor", "use case 6", "Art. 13–22", "Art. 35", "C-703/25 P")
                .contains("ssh-keygen -Y verify")
                .contains("expires at 2026-12-05T12:00:00Z")
                .contains("the host runs since 2026-11-28T07:00:00Z")
                .contains("@media print")
                .doesNotContain("http://", "<script", "src=");
        for (Result result : Result.values()) {
            assertThat(html).contains(" " + result.word() + "</li>");
        }
    }

    @Test
    void whatTheBoxFoundSinceStandsBesideAPersonsRunAndIsCheckedByItself() throws Exception {
        EvidenceStore.Run own = ofTheBox();
        Map<String, String> files = Report.of(run(signer("ed25519")), Optional.of(own));

        assertThat(files)
                .containsEntry("own.jsonl", own.text())
                .containsKeys("own.jsonl.sig", "evidence.jsonl");
        assertThat(files.get("report.html"))
                .contains("What the box has found since, by itself", "is no person's proof")
                .contains("-I the-box-itself@prod -n nordbox-evidence -s own.jsonl.sig")
                .doesNotContain("The box says this of itself");
    }

    @Test
    void aReportOfTheBoxAloneSaysSoFirst() throws Exception {
        String html = Report.of(ofTheBox()).get("report.html");

        assertThat(html)
                .contains("The box says this of itself", "it is no person's proof")
                .doesNotContain("found since, by itself", "the one the operator gave you");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops; echo hi", "$(echo hi)", "a`b", "a\nb", "a|b", ""})
    void aNameThatAShellMayTakeForItsOwnIsInNoCommand(String name) throws Exception {
        for (Prover.Kind kind : Prover.Kind.values()) {
            Records.Author author = new Records.Author("box", "1", name, Optional.empty(), kind);
            Seen seen = SeenBox.goodOne();
            String text = Records.of(seen, Verdict.of(seen), author, Ends.NONE).text();
            EvidenceStore.Run run = new EvidenceStore.Run("1", text, Optional.of("signed"), "", 1);

            assertThat(Report.command(Chain.read(text)))
                    .startsWith("no command for evidence.jsonl")
                    .doesNotContain("ssh-keygen");
            assertThat(Report.of(run(signer("ed25519")), Optional.of(run)).get("report.html"))
                    .contains("no command for own.jsonl")
                    .doesNotContain("own.jsonl.sig");
        }
    }

    private EvidenceStore.Run ofTheBox() throws Exception {
        Seen seen = SeenBox.goodOne();
        SshSigner signer = signer("ed25519");
        Prover box = Prover.box("prod", Optional.of(signer));
        Records.Author author =
                new Records.Author(
                        "root@203.0.113.7",
                        "0.1.0",
                        box.name(),
                        Optional.of(signer.fingerprint()),
                        box.kind());
        String text = Records.of(seen, Verdict.of(seen), author, Ends.NONE).text();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new EvidenceStore.Run(
                "20261128T130000Z",
                text,
                Optional.of(signer.sign(bytes, EvidenceStore.NAMESPACE)),
                box.signerLine().orElseThrow() + "\n",
                2);
    }

    @Test
    void whatWasSeenIsNotTakenForMarkup() throws Exception {
        EvidenceStore.Run run = run(signer("ed25519"));
        EvidenceStore.Run spoilt =
                new EvidenceStore.Run(
                        run.name(),
                        Records.of(
                                        SeenBox.goodOne(),
                                        Verdict.of(SeenBox.goodOne()),
                                        new Records.Author(
                                                "<b>host</b>",
                                                "1",
                                                OPERATOR,
                                                Optional.empty(),
                                                Prover.Kind.PERSON),
                                        Ends.NONE)
                                .text(),
                        Optional.empty(),
                        "",
                        1);

        assertThat(Report.of(spoilt).get("report.html"))
                .contains("&lt;b&gt;host&lt;/b&gt;")
                .contains("not signed");
    }

    @Test
    void oscalHasEveryControlAndCountsNothingButAPassAsOne() throws Exception {
        String json = Report.of(run(signer("ed25519"))).get(Report.OSCAL);
        Map<String, Object> document = Json.parse(json.getBytes(StandardCharsets.UTF_8));
        Object result = Fields.list(document, "assessment-results", "results").get(0);
        Map<String, String> states = new HashMap<>();
        for (Object finding : Fields.list(result, "findings")) {
            states.put(
                    Fields.text(finding, "target", "target-id").orElseThrow(),
                    Fields.text(finding, "target", "status", "state").orElseThrow());
        }

        for (Verdict verdict : Verdict.of(SeenBox.doubtfulOne())) {
            String id = verdict.control().id();
            if (verdict.result() == Result.NOT_APPLICABLE) {
                assertThat(states).doesNotContainKey(id);
            } else {
                boolean pass = verdict.result() == Result.PASS;
                assertThat(states).as(id).containsEntry(id, pass ? "satisfied" : "not-satisfied");
            }
        }
        assertThat(states).containsValues("satisfied", "not-satisfied");
        assertThat(json)
                .contains("\"control-id\":\"NET-03\"", "\"methods\":[\"TEST\"]")
                .doesNotContain(":[]");
        assertThat(everyUuid(json))
                .hasSizeGreaterThan(60)
                .doesNotHaveDuplicates()
                .allMatch(uuid -> uuid.matches(".{14}5.{4}[89ab].*"));
    }

    /** What readers refuse, as `ci/oscal-check` finds out by asking them. */
    @Test
    void oscalOfABoxInAnyStateHasNoEmptyListAndSaysWhatWasReviewed() throws Exception {
        Map<String, String> samples = SampleReports.all();

        assertThat(samples).hasSizeGreaterThan(3);
        assertThat(samples.values())
                .allSatisfy(
                        json ->
                                assertThat(json)
                                        .doesNotContain(":[]", "\"value\":\"\"")
                                        .containsPattern("\"include-(controls|all)\":[\\[{]"));
        assertThat(samples.get("without-controls"))
                .contains("so none was looked at")
                .doesNotContain("\"satisfied\"");
    }

    private static List<String> everyUuid(String json) {
        return Pattern.compile("\"uuid\":\"([0-9a-f-]{36})\"")
                .matcher(json)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** What no product can promise is written nowhere that a reader sees. */
    @Test
    void theWordsThatNobodyCanKeepAreNowhere() throws Exception {
        List<String> texts = new ArrayList<>(Report.of(run(signer("ed25519"))).values());
        texts.addAll(VerdictText.of(Verdict.of(SeenBox.goodOne())));
        texts.add(new BoxConfigReader(folder).profile("nordic/no").toString());
        texts.add(Files.readString(Path.of("../README.md")));

        for (String text : texts) {
            assertThat(text.toLowerCase(Locale.ROOT))
                    .doesNotContain("compliant", "schrems-safe", "certified", "cannot leave");
        }
    }

    private EvidenceStore.Run run(SshSigner signer) throws Exception {
        Seen seen = SeenBox.doubtfulOne();
        String text =
                Records.of(
                                seen,
                                Verdict.of(seen),
                                author(Optional.of(signer.fingerprint())),
                                Ends.NONE)
                        .text();
        return new EvidenceStore.Run(
                EvidenceStore.name(SeenBox.NOW),
                text,
                Optional.of(
                        signer.sign(
                                text.getBytes(StandardCharsets.UTF_8), EvidenceStore.NAMESPACE)),
                OPERATOR + " namespaces=\"nordbox-evidence\" " + signer.publicKey() + "\n",
                1);
    }

    private static Records.Author author(Optional<String> key) {
        return new Records.Author("root@203.0.113.7", "0.1.0", OPERATOR, key, Prover.Kind.PERSON);
    }

    private SshSigner signer(String type) throws Exception {
        return TestSigner.with(folder.resolve("key-" + type), type);
    }

    private void write(Map<String, String> files) throws Exception {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** By the command that people are told. */
    private boolean verifies() throws Exception {
        String command = Report.command(Chain.read(run(signer("ed25519")).text()));
        return finished("sh", "-c", command);
    }

    private boolean finished(String... words) throws Exception {
        return new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
