package dev.nordbox.installer.control;

import dev.nordbox.installer.drill.Checked;
import dev.nordbox.installer.drill.DrillResult;
import dev.nordbox.installer.drill.DrillText;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.host.ssh.SshSignature;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a box knows of the last drill of it, and what the drill must speak for: the host by its
 * keys, the cluster by its certificate. Neither an old result nor that of another box says
 * anything.
 *
 * @param record as {@link DrillResult} writes it; empty when none was handed over
 * @param signature of it, armoured
 * @param signers public keys whose signature counts; what lies on the box names none
 * @param hostKeys fingerprints
 * @param serverCa sum of the certificate; {@code ""} without a cluster
 */
public record DrillEvidence(
        boolean looked,
        Optional<String> record,
        Optional<String> signature,
        List<String> signers,
        List<String> hostKeys,
        String serverCa) {

    public DrillEvidence {
        signers = List.copyOf(signers);
    }

    /** Where a box keeps it. */
    public static final String DIRECTORY = Note.STATE_DIRECTORY + "/evidence";

    public static final String RECORD = DIRECTORY + "/drill.json";
    public static final String SIGNATURE = RECORD + ".sig";

    static final String CHECK = "restore-rehearsed";
    public static final String ASK = "ask for the last drill";

    private static final Duration VALID = Duration.ofDays(30);

    /** Clocks differ. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final String HOW =
            "`drill --host SCRATCH --kit FILE`, then `verify --drill drill-….json`";

    /** What the box answers. */
    public static String ask(Shell host) throws ProblemException {
        Command ask =
                Command.script(ASK, Script.beside(DrillEvidence.class, "drill.sh"), DIRECTORY)
                        .withRoot();
        return host.run(ask).orFail(host, ask).stdout();
    }

    /**
     * @param signers those whose word counts, lines as in {@code authorized_keys}
     */
    public static DrillEvidence parse(String answer, List<String> signers) {
        List<String> lines = answer.lines().toList();
        return new DrillEvidence(
                lines.contains("looked=yes"),
                file(lines, "record="),
                file(lines, "signature="),
                signers,
                after(lines, "host-key=").stream()
                        .flatMap(line -> HostKey.parse(line).stream())
                        .map(HostKey::fingerprint)
                        .toList(),
                after(lines, "ca=").stream().findFirst().orElse(""));
    }

    private static Optional<String> file(List<String> lines, String prefix) {
        return after(lines, prefix).stream()
                .findFirst()
                .map(base64 -> Base64.getDecoder().decode(base64))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static List<String> after(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    /** The same with another result in the place of this one. */
    public DrillEvidence with(String other, String itsSignature) {
        return new DrillEvidence(
                looked, Optional.of(other), Optional.of(itsSignature), signers, hostKeys, serverCa);
    }

    /**
     * Empty unless it is one, signed by somebody whose signature counts.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public Optional<DrillResult> signed() {
        return signer().filter(key -> SshSignature.isOf(key, signers))
                .map(key -> DrillResult.parse(record.orElseThrow()));
    }

    private Optional<String> signer() {
        return record.isPresent() && signature.isPresent()
                ? SshSignature.signer(
                        record.get().getBytes(StandardCharsets.UTF_8),
                        signature.get(),
                        DrillResult.NAMESPACE)
                : Optional.empty();
    }

    /** How the box stands to having been rehearsed. */
    public Finding finding(Instant now) {
        if (!looked) {
            return inconclusive("not looked at", "");
        }
        if (record.isEmpty()) {
            return inconclusive("no drill of this box is known", HOW);
        }
        try {
            return signed().map(drill -> of(drill, now)).orElseGet(this::unproved);
        } catch (IllegalArgumentException e) {
            return inconclusive("a drill's result that cannot be read: " + e.getMessage(), HOW);
        }
    }

    private Finding unproved() {
        return signer().flatMap(HostKey::parse)
                .map(
                        key ->
                                inconclusive(
                                        "a drill's result, signed with a key of nobody that is"
                                                + " known: "
                                                + key.fingerprint(),
                                        "somebody must know whose it is, and name it in"
                                                + " profile.signers; with none named there, the key"
                                                + " that `verify` signs with counts"))
                .orElseGet(
                        () -> inconclusive("a drill's result whose signature does not hold", HOW));
    }

    private Finding of(DrillResult drill, Instant now) {
        if (drill.kit().hostKeys().stream().noneMatch(hostKeys::contains)
                || !drill.kit().serverCa().equals(serverCa)) {
            return inconclusive(
                    "the drill of %s was of a kit of another box, %s"
                            .formatted(drill.ended(), drill.kit().box()),
                    HOW);
        }
        Duration age = Duration.between(drill.ended(), now);
        String observed =
                "drill of %s on %s, by %s: RTO %s, RPO %s; kit sha256:%s"
                        .formatted(
                                drill.ended(),
                                drill.scratch(),
                                drill.operator(),
                                DrillText.words(drill.rto()),
                                DrillText.words(drill.rpo()),
                                drill.kit().sha256());
        if (age.compareTo(VALID) > 0) {
            return inconclusive(observed, "it is %d days ago; ".formatted(age.toDays()) + HOW);
        }
        if (age.compareTo(AHEAD.negated()) < 0 || drill.rto().isNegative()) {
            return inconclusive(observed, "its time cannot be right; " + HOW);
        }
        if (drill.rpo().compareTo(VALID) > 0 || drill.rpo().compareTo(AHEAD.negated()) < 0) {
            return inconclusive(observed, "the kit was not one of those days; " + HOW);
        }
        return drill.met()
                ? Finding.pass(CHECK, observed)
                : Finding.fail(
                        CHECK,
                        observed,
                        drill.failed().stream()
                                .map(Checked::check)
                                .collect(Collectors.joining(", ", "not met: ", "")));
    }

    private static Finding inconclusive(String observed, String reason) {
        return Finding.inconclusive(CHECK, observed, reason);
    }
}
