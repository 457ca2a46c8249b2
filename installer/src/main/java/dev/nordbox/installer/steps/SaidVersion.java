package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;

/**
 * What a k3s on the host says of its version: the first proof that it runs there.
 *
 * @param version {@code v1.36.4+k3s1}; {@code ""} when it does not run
 * @param failure how it does not run, for people
 */
record SaidVersion(String version, String failure) {

    /**
     * @param binary its path
     */
    static SaidVersion of(Host host, String binary) throws ProblemException {
        CommandOutcome outcome =
                host.run(Command.of(binary, "--version").within(Duration.ofMinutes(1)).withRoot());
        // k3s version v1.36.4+k3s1 (…)
        String[] words = outcome.stdout().strip().split("\\s+");
        if (outcome.succeeded() && words.length >= 3 && words[0].equals("k3s")) {
            return new SaidVersion(words[2], "");
        }
        String said = (outcome.stderr() + outcome.stdout()).strip();
        return new SaidVersion(
                "", "does not run: exit code %d, %s".formatted(outcome.exitCode(), said));
    }

    boolean runs() {
        return !version.isEmpty();
    }
}
