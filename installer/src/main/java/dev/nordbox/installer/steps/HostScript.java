package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Script;

/** The shell scripts that lie beside this class and run on the host as root. */
final class HostScript {
    private HostScript() {}

    /**
     * @param label what it is for, as it appears in a message
     * @param file among this class' resources, without {@code .sh}
     * @param arguments become {@code $1}…
     */
    static Command of(String label, String file, String... arguments) {
        return Command.script(label, Script.beside(HostScript.class, file + ".sh"), arguments)
                .withRoot();
    }

    /** The same for one that installs packages. */
    static Command ofPackages(String label, String file, String... arguments) {
        return Command.script(label, Script.withPackages(HostScript.class, file + ".sh"), arguments)
                .withRoot();
    }
}
