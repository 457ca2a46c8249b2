package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts in force what could lock people out, and has the host take it back by itself unless a fresh
 * login comes through it in time. What counts at boot is written after that proof, so a reboot in
 * between returns to the state before as well.
 *
 * @param measured how long this host is waited for
 */
record CommitConfirm(Trial trial, Function<Host, Patience> measured) implements Change.Effect {
    private static final Duration LAST_WORD = Duration.ofSeconds(10);

    /**
     * What is put in force, and the scripts that do it: {@code FILE-load.sh}, whose first argument
     * is after how many seconds it is taken back, {@code FILE-keep.sh}, {@code FILE-revert.sh}.
     *
     * @param noun for people: {@code the guard}
     * @param candidate where the scripts look for it
     * @param file the scripts' first word
     * @param keeping arguments of the script that keeps it
     * @param lockout what a fresh login ends with where the trial itself keeps people out
     * @param remedy for who was locked out so
     * @param declined empty where the scripts try whatever they are given; any exit code but 0 is a
     *     failure of theirs then
     */
    record Trial(
            String noun,
            RemoteFile candidate,
            String file,
            List<String> keeping,
            ExitCode lockout,
            String remedy,
            Optional<Declined> declined) {

        private Command load(Patience patience) {
            return script(
                    "load " + noun + " until a login proves it",
                    file + "-load.sh",
                    String.valueOf(patience.revertAfter().toSeconds()));
        }

        private Command keep() {
            return script("keep " + noun, file + "-keep.sh", keeping.toArray(String[]::new));
        }

        private Command revert() {
            return script("take " + noun + " back", file + "-revert.sh");
        }

        private static Command script(String label, String name, String... arguments) {
            String text =
                    Script.beside(CommitConfirm.class, "commit-confirm.sh")
                            + Script.beside(CommitConfirm.class, name);
            return Command.script(label, text, arguments).withRoot();
        }
    }

    /** What becomes of a run whose host would not try, and has changed nothing. */
    @FunctionalInterface
    interface Declined {
        /** Exit code of a script that leaves everything as it was, and says why. */
        int CODE = 3;

        void told(Host host, Progress progress, String why) throws ProblemException;
    }

    /**
     * How long something unproven may stand.
     *
     * @param proof time for a fresh login
     * @param revertAfter when the host takes it back by itself; the proof is over by then
     */
    record Patience(Duration proof, Duration revertAfter) {
        /** Whoever locked themselves out waits for a minute. */
        static final Patience USUAL = new Patience(Duration.ofSeconds(45), Duration.ofSeconds(60));

        /** sshd itself gives a login no longer, unless it is told to. */
        static final Patience LONGEST =
                new Patience(Duration.ofSeconds(105), Duration.ofSeconds(120));

        /** A login is some ten requests and answers, and more when a key is slow to use. */
        private static final int REQUESTS_OF_A_LOGIN = 30;

        /** The usual one, or longer for a host that answers slowly or has people type something. */
        static Patience with(Host host) {
            return host.loggedInByKey() ? of(host.waited(), host.roundTrips()) : LONGEST;
        }

        static Patience of(Duration waited, long roundTrips) {
            Duration slow =
                    waited.multipliedBy(REQUESTS_OF_A_LOGIN).dividedBy(Math.max(1, roundTrips));
            if (slow.compareTo(USUAL.proof) <= 0) {
                return USUAL;
            }
            return slow.compareTo(LONGEST.proof) >= 0
                    ? LONGEST
                    : new Patience(slow, slow.plus(USUAL.revertAfter).minus(USUAL.proof));
        }
    }

    @Override
    public void apply(Host host, Progress progress) throws ProblemException {
        Patience patience = measured.apply(host);
        host.write(List.of(trial.candidate));
        progress.doing("loading " + trial.noun);
        Command load = trial.load(patience);
        CommandOutcome loaded = host.run(load);
        if (loaded.exitCode() == Declined.CODE && trial.declined.isPresent()) {
            trial.declined.get().told(host, progress, loaded.stdout().strip());
            return;
        }
        loaded.orFail(host, load);
        progress.doing("proving " + trial.noun + " with a fresh login");
        try {
            host.proveLogin(patience.proof());
        } catch (HostException e) {
            takeBack(host);
            throw lockedOut(host, e, patience);
        }
        progress.doing("keeping " + trial.noun + " for every boot");
        Command keep = trial.keep();
        host.run(keep).orFail(host, keep);
    }

    /** At once if the connection still carries that far; else the host's timer does it. */
    private void takeBack(Host host) {
        try {
            host.run(trial.revert().within(LAST_WORD));
        } catch (HostException e) {
            // Expected when this connection is cut too: the timer needs no connection.
        }
    }

    private ProblemException lockedOut(Host host, HostException cause, Patience patience) {
        Problem why = cause.problems().get(0);
        return new ProblemException(
                ExitCode.STEP_FAILED,
                new Problem(
                        ("no new login came through %s (%s); the host returns to what was before"
                                        + " within %d seconds")
                                .formatted(
                                        trial.noun, why.what(), patience.revertAfter().toSeconds()),
                        host.name(),
                        cause.exitCode() == trial.lockout ? trial.remedy : why.remedy()),
                cause);
    }
}
