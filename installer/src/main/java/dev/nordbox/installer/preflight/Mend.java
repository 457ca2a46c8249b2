package dev.nordbox.installer.preflight;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Script;
import java.time.Duration;

/**
 * What brings about what a check asks for, and harms nothing that works.
 *
 * @param description in the infinitive: {@code install nftables}
 */
public record Mend(String description, Command command) {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    static Mend packages(String... names) {
        return new Mend(
                "install " + String.join(", ", names),
                packageScript("install packages", "install-packages.sh", names));
    }

    static Mend of(String description, String... words) {
        return new Mend(description, Command.of(words).withRoot().within(PATIENCE));
    }

    static Command script(String label, String file, String... arguments) {
        return Command.script(label, Script.beside(Mend.class, file), arguments).withRoot();
    }

    /** One that installs packages, and waits for whoever does so already. */
    static Command packageScript(String label, String file, String... arguments) {
        return Command.script(label, Script.withPackages(Mend.class, file), arguments)
                .withRoot()
                .within(PATIENCE);
    }
}
