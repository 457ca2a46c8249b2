package dev.nordbox.installer.host;

/**
 * What a finished command left behind. Output is UTF-8, capped by the adapter at 8 MiB a stream.
 */
public record CommandOutcome(int exitCode, String stdout, String stderr) {

    public boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * @throws RemoteCommandFailed unless the exit code is 0
     */
    public CommandOutcome orFail(Shell host, Command command) throws RemoteCommandFailed {
        if (!succeeded()) {
            throw new RemoteCommandFailed(host.name(), command, this);
        }
        return this;
    }
}
