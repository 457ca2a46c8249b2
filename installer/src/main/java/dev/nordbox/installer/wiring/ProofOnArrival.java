package dev.nordbox.installer.wiring;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.evidence.LastProof;
import dev.nordbox.installer.evidence.OwnProof;
import dev.nordbox.installer.evidence.Proof;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.up.Phases;
import dev.nordbox.installer.up.Up;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends {@code up} by proving the box against its profile, as {@code verify} does. Where nothing was
 * changed, a proof of this start of the box that nothing failed in is enough.
 *
 * @param signer opened beforehand, since nobody is there to be asked for a passphrase in the end
 * @param version of nordbox
 */
public record ProofOnArrival(
        Proving proving, Optional<SshSigner> signer, String version, Output output, Phases phases)
        implements Up.Arrival {
    private static final String PHASE = "verify";

    @Override
    public void complete(Host host, BoxConfig config) throws ProblemException {
        Optional<Profile> held = config.profile();
        if (held.isPresent()) {
            prove(host, config, held.get());
        }
    }

    @Override
    public void complete(Host host, BoxConfig config, InstallReport report)
            throws ProblemException {
        Instant now = proving.around().clock().instant();
        Optional<LastProof> last =
                report.changeCount() > 0 || config.profile().isEmpty()
                        ? Optional.empty()
                        : standing(host, config, now);
        if (last.isPresent()) {
            output.tell(new Event.Noted(PHASE, "proved " + last.get().words(now)));
        } else {
            complete(host, config);
        }
    }

    /** One that holds, and that the box itself has found nothing against since. */
    private static Optional<LastProof> standing(Host host, BoxConfig config, Instant now)
            throws ProblemException {
        Optional<LastProof> last =
                LastProof.on(host, config)
                        .filter(proof -> proof.holds(config.profile().orElseThrow().id(), now));
        boolean contradicted =
                last.isPresent()
                        && OwnProof.on(host, config)
                                .filter(own -> !own.failed().isEmpty())
                                .isPresent();
        return contradicted ? Optional.empty() : last;
    }

    private void prove(Host host, BoxConfig config, Profile profile) throws ProblemException {
        if (signer.isEmpty()) {
            output.tell(new Event.Warned(PHASE, Proving.UNSIGNED));
        }
        Proof.Outcome outcome =
                phases.during(
                        PHASE,
                        () -> proving.proof(signer, version).of(host, config, profile),
                        Proof.Outcome::words);
        outcome.refused().forEach(why -> output.tell(new Event.Warned(PHASE, why)));
        outcome.refuseFailedMusts(host.name());
    }
}
