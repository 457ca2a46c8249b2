package dev.nordbox.installer.cli;

import dev.nordbox.installer.wiring.Provisioning;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What becomes of another run that changes the same host. */
final class LockOptions {
    @Option(
            names = "--take-over",
            description =
                    "ends another run that is changing this host; one that is gone or silent for a"
                            + " minute is taken over without it")
    boolean takeOver;

    /** An environment with the flag in place of its variable. */
    Map<String, String> over(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        if (takeOver) {
            all.put(Provisioning.TAKE_OVER, "1");
        }
        return all;
    }
}
