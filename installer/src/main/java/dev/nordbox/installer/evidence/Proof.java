package dev.nordbox.installer.evidence;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.control.Inspection;
import dev.nordbox.installer.control.Seen;
import dev.nordbox.installer.control.Verdict;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Shell;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Proves a box against its profile, and leaves the evidence there. */
public final class Proof {
    /** When the box was last proved, and how that went; for {@code status}. */
    public static final String NOTE = "last-proof";

    /** Which start of the box that was. */
    public static final String UPTIME_NOTE = "last-proof-uptime";

    /** The run that was, and the must-controls that it did not find met: {@code HASH ID ID}. */
    static final String UNMET_NOTE = "last-proof-unmet";

    /** When the box last proved itself, and how that went; apart, since it replaces no other. */
    public static final String OWN_NOTE = "own-proof";

    /** Which start of the box that was. */
    public static final String OWN_UPTIME_NOTE = "own-proof-uptime";

    /** The must-controls that failed then; {@code -} when none did. */
    public static final String OWN_FAILED_NOTE = "own-proof-failed";

    /** The person's run that came before; what people find after it is known by that. */
    static final String OWN_AFTER_NOTE = "own-proof-after";

    /** All of them; they tell how a box was proved, and no step plans from them. */
    public static final List<String> NOTES =
            List.of(
                    NOTE,
                    UPTIME_NOTE,
                    UNMET_NOTE,
                    OWN_NOTE,
                    OWN_UPTIME_NOTE,
                    OWN_FAILED_NOTE,
                    OWN_AFTER_NOTE);

    static final String NOTHING = "-";

    /** How many of the box' own runs stay: a month of them, and some starts. */
    private static final int OWN_KEPT = 40;

    private final Inspection inspection;
    private final Prover prover;
    private final String version;

    /**
     * @param version of nordbox
     */
    public Proof(Inspection inspection, Prover prover, String version) {
        this.inspection = inspection;
        this.prover = prover;
        this.version = version;
    }

    /**
     * What became of every control, and the run that says so.
     *
     * @param refused why the one that was to sign did not
     */
    public record Outcome(List<Verdict> verdicts, EvidenceStore.Run run, List<Problem> refused) {

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
    public void take(HandedDrill drill, Host host, Profile profile, Instant now)
            throws ProblemException {
        drill.to(host, known(profile), now);
    }

    public Outcome of(Shell host, BoxConfig config, Profile profile) throws ProblemException {
        try (Turn turn = prover.isTheBox() ? Turn.ofTheBox() : Turn.ofAPerson(host)) {
            EvidenceStore store = new EvidenceStore(host);
            EvidenceStore.Kept kept = store.all();
            Seen seen =
                    inspection
                            .see(host, config, profile)
                            .with("evidence", told(kept.history(), profile))
                            .with("signers", String.join("\n", known(profile)));
            List<Verdict> verdicts = Verdict.of(seen);
            Outcome outcome = outcome(host.name(), kept, seen, verdicts);
            EvidenceStore.Run run = outcome.run();
            store.keep(run);
            host.write(notes(seen, verdicts, run, kept.history().ends()));
            if (prover.isTheBox()) {
                store.forget(kept.history().ownBefore(OWN_KEPT - 1));
            }
            return outcome;
        }
    }

    /** What was seen is worth keeping without a signature, too. */
    private Outcome outcome(String host, EvidenceStore.Kept kept, Seen seen, List<Verdict> verdicts)
            throws ProblemException {
        try {
            return new Outcome(verdicts, run(host, kept, seen, verdicts, prover), List.of());
        } catch (ProblemException e) {
            return new Outcome(
                    verdicts, run(host, kept, seen, verdicts, prover.unsigned()), e.problems());
        }
    }

    private EvidenceStore.Run run(
            String host, EvidenceStore.Kept kept, Seen seen, List<Verdict> verdicts, Prover signing)
            throws ProblemException {
        Records.Author author =
                new Records.Author(
                        host,
                        version,
                        signing.name(),
                        signing.key().map(SshSigner::fingerprint),
                        signing.kind());
        Chain chain = Records.of(seen, verdicts, author, kept.history().ends());
        return new EvidenceStore.Run(
                EvidenceStore.name(seen.at()),
                chain.text(),
                signature(chain.text(), signing),
                signers(kept.signers(), signing),
                kept.history().count() + 1);
    }

    private String told(History history, Profile profile) {
        return history.words(known(profile))
                + (prover.isTheBox() ? "\n" + Prover.BY + " " + Prover.Kind.BOX.word() : "");
    }

    /**
     * Those that the settings name; else the one at hand, which is not the box' to choose. What the
     * box signs with is known to nobody.
     */
    private List<String> known(Profile profile) {
        List<String> named = profile.parameters().signers();
        return named.isEmpty() && !prover.isTheBox() ? prover.publicKey() : named;
    }

    private static Optional<String> signature(String text, Prover signing) throws ProblemException {
        return signing.key().isPresent()
                ? Optional.of(
                        signing.key()
                                .get()
                                .sign(
                                        text.getBytes(StandardCharsets.UTF_8),
                                        EvidenceStore.NAMESPACE))
                : Optional.empty();
    }

    /** Those of earlier runs stay: their evidence does, too. */
    private static String signers(String before, Prover signing) {
        return Stream.concat(before.lines(), signing.signerLine().stream())
                .filter(line -> !line.isBlank())
                .distinct()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private List<RemoteFile> notes(
            Seen seen, List<Verdict> verdicts, EvidenceStore.Run run, Ends before) {
        String note = note(seen, verdicts);
        String uptime = seen.uptime().words();
        if (!prover.isTheBox()) {
            String unmet = Chain.head(run.text()) + " " + ids(verdicts, Verdict::isUnmetMust);
            return List.of(
                    Note.of(UNMET_NOTE, unmet.strip()),
                    Note.of(UPTIME_NOTE, uptime),
                    Note.of(NOTE, note));
        }
        String failed = ids(verdicts, Verdict::isFailedMust);
        return List.of(
                Note.of(OWN_AFTER_NOTE, before.personsHead()),
                Note.of(OWN_FAILED_NOTE, failed.isEmpty() ? NOTHING : failed),
                Note.of(OWN_UPTIME_NOTE, uptime),
                Note.of(OWN_NOTE, note));
    }

    private static String ids(List<Verdict> verdicts, Predicate<Verdict> which) {
        return verdicts.stream()
                .filter(which)
                .map(verdict -> verdict.control().id())
                .collect(Collectors.joining(" "));
    }

    private static String note(Seen seen, List<Verdict> verdicts) {
        return seen.at().truncatedTo(ChronoUnit.SECONDS)
                + " "
                + seen.profile().id()
                + ": "
                + VerdictText.counts(verdicts);
    }
}
