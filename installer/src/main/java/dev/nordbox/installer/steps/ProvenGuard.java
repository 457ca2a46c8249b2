package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Loads a guard that takes itself back, on the host, unless a fresh login comes through it in time.
 * The file that counts at boot is written after that proof, so a reboot in between returns to the
 * state before as well.
 *
 * @param rules the file of rules at its final place
 * @param measured how long this host is waited for
 */
record ProvenGuard(RemoteFile rules, Function<Host, Patience> measured) implements Change.Effect {
    static final String CANDIDATE = "/run/nordbox-guard/candidate.nft";
    static final String LOAD = "load the guard until it is proved";
    static final String KEEP = "keep the guard";
    static final String REVERT = "take the guard back";

    private static final Duration LAST_WORD = Duration.ofSeconds(10);

    /**
     * How long an unproven guard may stand.
     *
     * @param proof time for a fresh login
     * @param revertAfter when the host takes the guard back by itself; the proof is over by then
     */
    record Patience(Duration proof, Duration revertAfter) {
        /** Whoever locked themselves out waits for a minute. */
        static final Patience USUAL = new Patience(Duration.ofSeconds(45), Duration.ofSeconds(60));

        /** A login is some ten requests and answers, and more when a key is slow to use. */
        private static final int REQUESTS_OF_A_LOGIN = 30;

        /** The usual one, or longer for a host that was seen to answer slowly. */
        static Patience with(Host host) {
            return of(host.waited(), host.roundTrips());
        }

        static Patience of(Duration waited, long roundTrips) {
            Duration slow =
                    waited.multipliedBy(REQUESTS_OF_A_LOGIN).dividedBy(Math.max(1, roundTrips));
            return slow.compareTo(USUAL.proof) <= 0
                    ? USUAL
                    : new Patience(slow, slow.plus(USUAL.revertAfter).minus(USUAL.proof));
        }
    }

    @Override
    public void apply(Host host, Progress progress) throws ProblemException {
        Patience patience = measured.apply(host);
        host.write(List.of(new RemoteFile(CANDIDATE, rules.content(), "0600", "root:root", false)));
        progress.doing("loading the guard");
        Command load =
                script(LOAD, "guard-load.sh", String.valueOf(patience.revertAfter().toSeconds()));
        host.run(load).orFail(host, load);
        progress.doing("proving the guard with a fresh login");
        try {
            host.proveLogin(patience.proof());
        } catch (HostException e) {
            takeBack(host);
            throw lockedOut(host, e, patience);
        }
        progress.doing("keeping the guard for every boot");
        Command keep = script(KEEP, "guard-keep.sh", Note.DIRECTORY);
        host.run(keep).orFail(host, keep);
    }

    /** At once if the connection still carries that far; else the host's timer does it. */
    private static void takeBack(Host host) {
        try {
            host.run(script(REVERT, "guard-revert.sh").within(LAST_WORD));
        } catch (HostException e) {
            // Expected when the guard cuts this connection too: the timer needs no connection.
        }
    }

    private static ProblemException lockedOut(Host host, HostException cause, Patience patience) {
        return new ProblemException(
                ExitCode.STEP_FAILED,
                new Problem(
                        ("no new login came through the new guard (%s); the host returns to the"
                                        + " rules before it within %d seconds")
                                .formatted(
                                        cause.problems().get(0).what(),
                                        patience.revertAfter().toSeconds()),
                        host.name(),
                        "see that firewall.ssh in nordbox.yaml includes the address you come from"),
                cause);
    }

    private static Command script(String label, String name, String... arguments) {
        return Command.script(label, Script.beside(ProvenGuard.class, name), arguments).withRoot();
    }
}
