package dev.nordbox.installer.host;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Runs a command for real, by the machine that builds: a handler for a {@link FakeHost}. */
public final class OnThisMachine {
    private OnThisMachine() {}

    public static CommandOutcome run(FakeHost host, Command command) {
        return run(command);
    }

    public static CommandOutcome run(Command command) {
        try {
            Process process = new ProcessBuilder(command.words()).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(command.input());
            }
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err =
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandOutcome(process.waitFor(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
