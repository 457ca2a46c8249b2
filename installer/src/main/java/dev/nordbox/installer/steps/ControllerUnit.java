package dev.nordbox.installer.steps;

import java.util.List;

/**
 * Model of the controller's unit.
 *
 * @param java path of the program; a bare word in the template, hence checked here
 * @param memoryMax what systemd lets it have, heap and all
 * @param proxied it goes through a proxy that its settings name
 */
public record ControllerUnit(
        String java, List<String> javaOptions, String memoryMax, boolean proxied) {
    /**
     * One core and little memory is what it uses; it idles nearly always. The heap has room for a
     * commit to a repository with some 20 MB of CustomResourceDefinitions, which takes three times
     * what it holds at rest. The optimising compiler would take 40 MB for all of it: the directives
     * let it at the arithmetic of RSA and at digests and ciphers alone, which are ten times as fast
     * by it, for 11. (That the virtual machine has read them it says on standard output, where
     * others expect JSON.)
     */
    private static final List<String> FRUGAL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:CompilerDirectivesFile=" + ControllerPaths.COMPILER,
                    "-XX:+DisplayVMOutputToStderr",
                    "-Xms16m",
                    "-Xmx256m",
                    "-Xss512k",
                    "-XX:MaxMetaspaceSize=96m",
                    "-XX:ReservedCodeCacheSize=32m",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=20",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError");

    public ControllerUnit {
        javaOptions = List.copyOf(javaOptions);
        if (!java.matches("/[A-Za-z0-9._/+-]+")) {
            throw new IllegalArgumentException("not a plain absolute path: " + java);
        }
    }

    static ControllerUnit of(String java, boolean proxied) {
        return new ControllerUnit(java, FRUGAL, "448M", proxied);
    }
}
