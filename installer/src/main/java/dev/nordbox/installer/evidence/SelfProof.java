package dev.nordbox.installer.evidence;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.steps.ProofUnits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What the units of a box start: it proves itself, once nobody is at it and its cluster is up. */
public final class SelfProof {
    static final String AWAIT = "wait until the box may prove itself";

    private static final String BUSY = "busy";
    private static final Duration PATIENCE = Duration.ofMinutes(45);
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** The calendar may come shortly after a start, and both after a person's proof. */
    private static final Duration FRESH = Duration.ofHours(1);

    private final Shell box;
    private final Proof proof;
    private final Clock clock;

    /**
     * @param box this machine, with root's rights
     * @param proof signed by the box
     */
    public SelfProof(Shell box, Proof proof, Clock clock) {
        this.box = box;
        this.proof = proof;
        this.clock = clock;
    }

    /**
     * @return what was done, in a line
     * @throws ProblemException CONTROL_FAILED with every must-control that is not met; HOST_REFUSED
     *     when people were at the box all the time
     */
    public String run(BoxConfig config, Profile profile) throws ProblemException {
        awaitTurn();
        Instant now = clock.instant();
        Optional<LastProof> fresh = fresh(config, profile, now);
        if (fresh.isPresent()) {
            return "proved " + fresh.get().words(now) + ": that speaks for the box still";
        }
        Proof.Outcome outcome = proof.of(box, config, profile);
        outcome.refuseFailedMusts(box.name());
        return outcome.words();
    }

    /** A cluster that does not come up is no reason to wait for ever: that is to be seen, too. */
    private void awaitTurn() throws ProblemException {
        Command await =
                Command.script(
                                AWAIT,
                                Script.beside(SelfProof.class, "await-turn.sh"),
                                String.valueOf(PATIENCE.toSeconds()),
                                String.valueOf(LOOK.toSeconds()),
                                String.valueOf(ProofUnits.SETTLE.toSeconds()))
                        .withRoot();
        String said = box.run(await).orFail(box, await).stdout();
        if (said.lines().reduce("", (first, last) -> last).equals(BUSY)) {
            throw new ProblemException(
                    ExitCode.HOST_REFUSED,
                    new Problem(
                            "people have changed or proved this box for %d minutes"
                                    .formatted(PATIENCE.toMinutes()),
                            box.name(),
                            "it proves itself at its next time; /run/nordbox-installer.lock and"
                                    + " /run/nordbox-proof.held.* tell whose it is"));
        }
    }

    /** Of this start, in which nothing failed. */
    private Optional<LastProof> fresh(BoxConfig config, Profile profile, Instant now)
            throws ProblemException {
        Optional<LastProof> person = LastProof.on(box, config);
        Optional<LastProof> own = OwnProof.on(box, config).flatMap(OwnProof::last);
        return Stream.concat(own.stream(), person.stream())
                .filter(last -> last.holds(profile.id(), now))
                .filter(last -> last.at().plus(FRESH).isAfter(now))
                .findFirst();
    }
}
