package dev.nordbox.installer.evidence;

import dev.nordbox.installer.control.DrillEvidence;
import dev.nordbox.installer.control.Finding;
import dev.nordbox.installer.control.Result;
import dev.nordbox.installer.drill.DrillFile;
import dev.nordbox.installer.drill.DrillResult;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of a drill that a person hands over to the box it is of: the drill itself never went
 * near that.
 */
public record HandedDrill(Path file, String record, String signature) {

    /**
     * @throws ProblemException USAGE when it, or the signature beside it, cannot be read
     */
    public static HandedDrill read(Path file) throws ProblemException {
        try {
            return new HandedDrill(
                    file, Files.readString(file), Files.readString(DrillFile.signatureOf(file)));
        } catch (IOException e) {
            throw refused(file, "it and its signature cannot be read: " + Reason.of(e));
        }
    }

    /**
     * Leaves it on the box, for this `verify` and the next ones.
     *
     * @param signers public keys whose signatures count
     * @throws ProblemException USAGE when it proves nothing of this box, or less than what is there
     */
    void to(Host host, List<String> signers, Instant now) throws ProblemException {
        DrillEvidence there = DrillEvidence.parse(DrillEvidence.ask(host), signers);
        DrillEvidence handed = there.with(record, signature);
        Finding finding = handed.finding(now);
        if (finding.result() == Result.INCONCLUSIVE) {
            throw refused(file, finding.observed());
        }
        if (ended(there).filter(ended(handed).orElseThrow()::isBefore).isPresent()) {
            throw refused(file, "the box knows of a later drill");
        }
        host.write(
                List.of(
                        RemoteFile.of(DrillEvidence.SIGNATURE, signature, "0600"),
                        RemoteFile.of(DrillEvidence.RECORD, record, "0600")));
    }

    private static Optional<Instant> ended(DrillEvidence evidence) {
        try {
            return evidence.signed().map(DrillResult::ended);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException refused(Path file, String why) {
        return new ProblemException(
                ExitCode.USAGE,
                new Problem(
                        "this drill proves nothing of this box: " + why,
                        "--drill " + file,
                        "name a result that `drill` has signed, of a kit of this box and no older than"
                                + " 30 days; its signer hands it over, or is named in"
                                + " profile.signers"));
    }
}
