package dev.nordbox.installer.evidence;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.control.Inspection;
import dev.nordbox.installer.control.Seen;
import dev.nordbox.installer.control.Verdict;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.Note;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Proves a box against its profile, and leaves the evidence there. */
public final class Proof {
    /** When the box was last proved, and how that went; for {@code status}. */
    public static final String NOTE = "last-proof";

    /** Which start of the box that was. */
    public static final String UPTIME_NOTE = "last-proof-uptime";

    private final Inspection inspection;
    private final Optional<SshSigner> signer;
    private final String operator;
    private final String version;

    /**
     * @param operator {@code user@machine}, for whoever reads the evidence
     * @param version of nordbox
     */
    public Proof(
            Inspection inspection, Optional<SshSigner> signer, String operator, String version) {
        this.inspection = inspection;
        this.signer = signer;
        this.operator = operator;
        this.version = version;
    }

    /** What became of every control, and the run that says so. */
    public record Outcome(List<Verdict> verdicts, EvidenceStore.Run run) {

        /**
         * @param host as people call it
         * @throws ProblemException CONTROL_FAILED with every must-control that is not met
         */
        public void refuseFailedMusts(String host) throws ProblemException {
            List<Problem> failed =
                    verdicts.stream()
                            .filter(Verdict::isFailedMust)
                            .map(verdict -> problem(verdict, host))
                            .toList();
            if (!failed.isEmpty()) {
                throw new ProblemException(ExitCode.CONTROL_FAILED, failed);
            }
        }

        private static Problem problem(Verdict verdict, String host) {
            String id = verdict.control().id();
            return new Problem(
                    "%s is not met: %s (%s)"
                            .formatted(id, verdict.control().requirement(), verdict.observed()),
                    host,
                    "`profiles explain " + id + "` says what it is about and how it is enforced");
        }

        /** {@code 35 controls: 30 pass, …; run 20261128T120000Z, signed}. */
        public String words() {
            return "%d controls: %s; run %s, %s"
                    .formatted(
                            verdicts.size(),
                            VerdictText.counts(verdicts),
                            run.name(),
                            run.signature().isPresent() ? "signed" : "not signed");
        }
    }

    /**
     * Has the box know of a drill.
     *
     * @throws ProblemException USAGE when that proves nothing of this box
     */
    public void take(HandedDrill drill, Host host, Instant now) throws ProblemException {
        drill.to(host, signerLine(), now);
    }

    public Outcome of(Host host, BoxConfig config, Profile profile) throws ProblemException {
        EvidenceStore store = new EvidenceStore(host);
        EvidenceStore.Kept kept = store.all();
        Seen seen =
                inspection
                        .see(host, config, profile)
                        .with("evidence", kept.history().words(known(profile)));
        List<Verdict> verdicts = Verdict.of(seen);
        Optional<EvidenceStore.Run> before = kept.newest();
        Records.Author author =
                new Records.Author(
                        host.name(), version, operator, signer.map(SshSigner::fingerprint));
        Chain chain =
                Records.of(
                        seen,
                        verdicts,
                        author,
                        before.map(EvidenceStore.Run::head).orElse(Chain.START));
        EvidenceStore.Run run =
                new EvidenceStore.Run(
                        EvidenceStore.name(seen.at()),
                        chain.text(),
                        signer.map(key -> sign(key, chain.text())),
                        signers(kept.signers()),
                        kept.history().count() + 1);
        store.keep(run);
        host.write(
                List.of(
                        Note.of(NOTE, note(seen, verdicts)),
                        Note.of(UPTIME_NOTE, seen.uptime().words())));
        return new Outcome(verdicts, run);
    }

    /** Those that the settings name; else the one at hand, which is not the box' to choose. */
    private List<String> known(Profile profile) {
        List<String> named = profile.parameters().signers();
        return named.isEmpty() ? signer.map(SshSigner::publicKey).stream().toList() : named;
    }

    private static String sign(SshSigner key, String text) {
        return key.sign(text.getBytes(StandardCharsets.UTF_8), EvidenceStore.NAMESPACE);
    }

    /** Those of earlier runs stay: their evidence does, too. */
    private String signers(String before) {
        return Stream.concat(before.lines(), signerLine().stream())
                .filter(line -> !line.isBlank())
                .distinct()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Optional<String> signerLine() {
        return signer.map(
                key ->
                        "%s namespaces=\"%s\" %s"
                                .formatted(operator, EvidenceStore.NAMESPACE, key.publicKey()));
    }

    private static String note(Seen seen, List<Verdict> verdicts) {
        return seen.at().truncatedTo(ChronoUnit.SECONDS)
                + " "
                + seen.profile().id()
                + ": "
                + VerdictText.counts(verdicts);
    }
}
