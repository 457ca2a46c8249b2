package dev.nordbox.installer.host;

/** Runs a command for real, by the machine that builds: a handler for a {@link FakeHost}. */
public final class OnThisMachine {
    private OnThisMachine() {}

    public static CommandOutcome run(FakeHost host, Command command) {
        return run(command);
    }

    public static CommandOutcome run(Command command) {
        try {
            return new ThisMachine("this machine").run(command);
        } catch (HostException e) {
            throw new AssertionError(e);
        }
    }
}
