package dev.nordbox.installer.output;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/** {@code /dev/tty}: the terminal of the process, though its streams are pipes or files. */
final class DeviceTerminal implements Terminal {
    private static final File DEVICE = new File("/dev/tty");

    private final Reader in;
    private final PrintWriter out;
    private final Echo echo;

    /** Whether what is typed shows. */
    interface Echo {

        /**
         * @return whether it was done
         */
        boolean turn(boolean on);
    }

    DeviceTerminal(InputStream in, OutputStream out, Echo echo) {
        Charset charset = Charset.defaultCharset();
        this.in = new BufferedReader(new InputStreamReader(in, charset));
        this.out = new PrintWriter(out, true, charset);
        this.echo = echo;
    }

    /** Empty where the process has no terminal: a CI, a service, another system. */
    static Optional<Terminal> open() {
        try {
            return Optional.of(
                    new DeviceTerminal(
                            new FileInputStream(DEVICE),
                            new FileOutputStream(DEVICE),
                            DeviceTerminal::stty));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void tell(String line) {
        out.println(line);
    }

    @Override
    public Optional<String> ask(String question) {
        return line(question).map(String::new);
    }

    @Override
    public Optional<char[]> askSecret(String question) {
        Thread restoring = new Thread(() -> echo.turn(true)); // Ctrl-C must not leave it off
        Runtime.getRuntime().addShutdownHook(restoring);
        try {
            return echo.turn(false) ? line(question) : Optional.empty();
        } finally {
            echo.turn(true);
            out.println();
            forget(restoring);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the hook does its work
        }
    }

    /** In an array, since a secret in a String could not be wiped. */
    private Optional<char[]> line(String question) {
        out.print(question);
        out.flush();
        char[] line = new char[64];
        int length = 0;
        try {
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    return Optional.empty();
                }
                if (length == line.length) {
                    char[] longer = Arrays.copyOf(line, 2 * length);
                    Arrays.fill(line, ' ');
                    line = longer;
                }
                line[length++] = (char) c;
            }
            return Optional.of(Arrays.copyOf(line, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Arrays.fill(line, ' ');
        }
    }

    private static boolean stty(boolean on) {
        try {
            return new ProcessBuilder("stty", on ? "echo" : "-echo")
                            .redirectInput(DEVICE)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
