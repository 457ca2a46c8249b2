package dev.nordbox.installer.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a process finds around it: streams, environment, time.
 *
 * @param out data, UTF-8
 * @param err progress, in {@code charset}
 * @param terminal whether a person watches {@code err}
 * @param person who can be asked, wherever the streams lead
 * @param home of the user, as the shell sees it
 * @param redactor of this process; knows every secret that the person types
 */
public record Surroundings(
        PrintStream out,
        PrintStream err,
        Charset charset,
        boolean terminal,
        Optional<Terminal> person,
        Map<String, String> environment,
        Path home,
        Clock clock,
        RandomGenerator random,
        Redactor redactor) {

    public Surroundings {
        person = person.map(typist -> new DiscreetTerminal(typist, redactor));
    }

    public static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        Charset charset = charsetOfTerminal();
        return new Surroundings(
                stream(FileDescriptor.out, StandardCharsets.UTF_8),
                stream(FileDescriptor.err, charset),
                charset,
                Terminal.isAtTheEndOf(Path.of("/proc/self/fd/2"))
                        && !environment.getOrDefault("TERM", "").equals("dumb"),
                Terminal.ofProcess(),
                environment,
                // The JVM reads the user database; a shell, ssh and kubectl read HOME.
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
                Clock.systemUTC(),
                // Not RandomGenerator.getDefault(), which a runtime without the module jdk.random
                // has not.
                new Random(),
                new Redactor());
    }

    /** {@code $XDG_CACHE_HOME/nordbox}, by default under {@code ~/.cache}. */
    public Path cache() {
        String given = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = given.isBlank() ? home.resolve(".cache") : Path.of(given);
        return base.resolve("nordbox");
    }

    /** The same with nobody to ask. */
    public Surroundings withoutPerson() {
        return new Surroundings(
                out,
                err,
                charset,
                terminal,
                Optional.empty(),
                environment,
                home,
                clock,
                random,
                redactor);
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), false, charset);
    }

    private static Charset charsetOfTerminal() {
        String name = System.getProperty("stderr.encoding", System.getProperty("native.encoding"));
        return name == null || !Charset.isSupported(name)
                ? Charset.defaultCharset()
                : Charset.forName(name);
    }
}
